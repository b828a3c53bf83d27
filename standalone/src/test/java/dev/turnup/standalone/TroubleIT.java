package dev.turnup.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.standalone.stage.OnRealServer;
import dev.turnup.standalone.stage.Operation;
import dev.turnup.standalone.stage.PartnerReceiver.Attempt;
import dev.turnup.standalone.stage.Stage;
import dev.turnup.workflows.operation.OutcomeCode;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Back ends that fail, refuse and come back. At once, as most of it is waiting. */
@OnRealServer
@Execution(ExecutionMode.CONCURRENT)
class TroubleIT {

  private final Stage stage;

  TroubleIT(Stage stage) {
    this.stage = stage;
  }

  @ParameterizedTest
  @CsvSource({
    "sim-lost-reserve, true",
    "sim-lost-start, false",
    "sim-flaky-activate, true",
    "sim-flaky-reserve.flaky-start, false",
    "sim-slow-reserve, true",
    "sim-slow-activate, false",
    "sim-down-start, true",
    "sim-down-reserve, false",
    "sim-lost-reserve.flaky-activate.slow-start, true"
  })
  void troubleThatPassesEndsInSuccessWithEachDeedDoneOnce(String serviceId, boolean localFirst) {
    stage.partner(localFirst).creates("rehearsal", serviceId).createsTheService();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRefusedStepIsUndoneInReverse(boolean localFirst) {
    String serviceId = "sim-refuse-start";
    Operation operation = stage.partner(localFirst).creates("rehearsal", serviceId);

    operation.failsAndLeavesNothing(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(operation.calls())
        .containsExactly("reserve", "activate", "start", "stop", "deactivate", "release");
    assertThat(operation.status().path("outcome").path("failed_step").asString())
        .isEqualTo("Start the billing of the service");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatCannotBeUndoneIsToldToTheOperator(boolean localFirst) {
    String serviceId = "sim-refuse-start.refuse-deactivate";
    Operation operation = stage.partner(localFirst).creates("rehearsal", serviceId);

    operation.fails(OutcomeCode.UNDO_INCOMPLETE);
    assertThat(operation.calls()).endsWith("stop", "deactivate", "release");
    assertThat(operation.deeds())
        .containsEntry("activate", "DONE")
        .containsEntry("reserve", "UNDONE");
    assertThat(operation.status().path("outcome").path("left_behind").path(0).asString())
        .isEqualTo("Activate the service in the network");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anUndoIsTriedUntilItIsDone(boolean localFirst) {
    String serviceId = "sim-refuse-activate.lost-activate.flaky-release.lost-deactivate";
    Operation operation = stage.partner(localFirst).creates("rehearsal", serviceId);

    operation.failsAndLeavesNothing(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(operation.calls())
        .containsSubsequence("deactivate", "deactivate", "release", "release", "release");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCancelledOperationIsUndone(boolean localFirst) {
    String serviceId = "sim-down-start";
    Operation operation =
        stage.partner(localFirst).creates("rehearsal", serviceId).awaitCall("start");

    operation.run().cancel();

    operation.isCancelledAndLeavesNothing();
    assertThat(operation.calls()).endsWith("stop", "deactivate", "release");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStepUnderWayWhenItIsCancelledIsNotOvertakenByItsUndo(boolean localFirst) {
    String serviceId = "sim-slow-activate";
    Operation operation =
        stage.partner(localFirst).creates("rehearsal", serviceId).awaitCall("activate");

    operation.run().cancel();

    operation.isCancelledAndLeavesNothing();
    assertThat(operation.deeds()).containsEntry("activate", "UNDONE");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aReceiverThatFailsIsToldAgain(boolean localFirst) {
    Operation operation =
        stage.partner(localFirst).whoseReceiverFailsOnce().creates("rehearsal", "service-1");

    operation.createsTheService();
    assertThat(operation.callbacks()).extracting(Attempt::answered).containsExactly(500, 200);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aReceiverThatFailsIsToldOfAnErrorAgain(boolean localFirst) {
    String serviceId = "sim-refuse-activate";
    Operation operation =
        stage.partner(localFirst).whoseReceiverFailsOnce().creates("rehearsal", serviceId);

    operation.failsAndLeavesNothing(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(operation.callbacks()).extracting(Attempt::answered).containsExactly(500, 200);
  }
}
