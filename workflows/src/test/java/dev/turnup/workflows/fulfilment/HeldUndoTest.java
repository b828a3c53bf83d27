package dev.turnup.workflows.fulfilment;

import static dev.turnup.workflows.fulfilment.Behaviours.NEEDS_AN_OPERATOR;
import static dev.turnup.workflows.fulfilment.Behaviours.REFUSES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.turnup.workflows.fulfilment.ScriptedSystems.Call;
import dev.turnup.workflows.operation.Orders;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.operation.WaitingFor;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An undo that needs an operator waits for one too, and the rest is undone after it. */
class HeldUndoTest {

  private Stage stage;

  @BeforeEach
  void open() {
    stage = new Stage();
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void waitsForAnOperatorAndTellsNobodyYet() {
    WorkflowStub run = heldAtDeactivate();

    assertThat(Stage.details(run))
        .contains("Activate: **HELD**", "cannot be undone: ", "Reserve SIM: done");
    assertThat(stage.systems.actions()).endsWith("refund", "deactivate");
    assertThat(stage.callbacks.attempts()).isEmpty();
  }

  @Test
  void triesTheSameUndoAgain() {
    WorkflowStub run = heldAtDeactivate();

    new Operator(run).retry();

    Outcome outcome = Stage.failed(run);
    assertThat(outcome.code()).isEqualTo(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(outcome.stranded()).isEmpty();
    assertThat(stage.systems.actions()).endsWith("deactivate", "deactivate", "release");
    assertThat(
            stage.systems.calls().stream()
                .filter(call -> call.action().equals("deactivate"))
                .map(Call::key)
                .distinct())
        .hasSize(1);
  }

  /** Whoever is asked to cancel something as of a date must not be asked for two. */
  @Test
  void isToCountFromWhenItBeganHoweverOftenItIsTried() {
    WorkflowStub run = heldAtDeactivate();
    stage.environment.sleep(Duration.ofHours(5));

    new Operator(run).retry();

    Stage.failed(run);
    assertThat(
            stage.systems.calls().stream()
                .filter(call -> call.action().equals("deactivate"))
                .map(call -> Objects.toString(call.request().effectiveDate(), "none"))
                .distinct())
        .singleElement(STRING)
        .startsWith("2");
    assertThat(stage.systems.calls())
        .filteredOn(call -> call.request().undoes() == null)
        .extracting(call -> call.request().effectiveDate())
        .containsOnlyNulls();
  }

  @Test
  void countsASkippedUndoAsCleared() {
    WorkflowStub run = heldAtDeactivate();

    new Operator(run).skip(Map.of());

    Outcome outcome = Stage.failed(run);
    assertThat(outcome.code()).isEqualTo(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(outcome.stranded()).isEmpty();
    assertThat(stage.systems.actions()).endsWith("deactivate", "release");
    assertThat(Stage.details(run)).contains("Activate: left to an operator");
  }

  @Test
  void countsAnUndoThatIsGivenUpAsLeftBehindAndUndoesTheRest() {
    WorkflowStub run = heldAtDeactivate();

    new Operator(run).giveUp();

    assertLeftBehind(run);
  }

  @Test
  void countsAnUndoThatNobodyDecidesOnAsLeftBehind() {
    assertLeftBehind(heldAtDeactivate());
  }

  @Test
  void takesNoChangeOfTheOrderAsThatWouldChangeNothing() {
    WorkflowStub run = heldAtDeactivate();

    assertThat(Stage.details(run)).doesNotContain("ChangeOrder");
    assertThatThrownBy(() -> new Operator(run).change("service_details.model", "Watch 9"))
        .isInstanceOf(WorkflowUpdateException.class)
        .rootCause()
        .hasMessageContaining("It is being undone")
        .hasMessageContaining("RetryStep, SkipStep, GiveUp");
  }

  @Test
  void cannotBeCancelledAnyMore() {
    WorkflowStub run = heldAtDeactivate();

    assertThatThrownBy(() -> new Operator(run).cancel())
        .isInstanceOf(WorkflowUpdateException.class)
        .rootCause()
        .hasMessageContaining("too late to cancel");
  }

  @Test
  void isNotDisturbedByACancellation() {
    WorkflowStub run = heldAtDeactivate();

    run.cancel();
    stage.await(run, WaitingFor.OPERATOR);
    new Operator(run).retry();

    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(stage.systems.actions()).endsWith("deactivate", "deactivate", "release");
  }

  private WorkflowStub heldAtDeactivate() {
    stage.systems.on("charge", REFUSES).on("deactivate", NEEDS_AN_OPERATOR);
    WorkflowStub run = stage.start(Orders.valid().toCreate());
    stage.await(run, WaitingFor.OPERATOR);
    return run;
  }

  private void assertLeftBehind(WorkflowStub run) {
    Outcome outcome = Stage.failed(run);
    assertThat(outcome.code()).isEqualTo(OutcomeCode.UNDO_INCOMPLETE);
    assertThat(outcome.because()).isEqualTo(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(outcome.failedStep()).isEqualTo("Start billing");
    assertThat(outcome.stranded()).containsExactly("Activate");
    assertThat(stage.systems.actions()).endsWith("deactivate", "release");
    assertThat(Stage.details(run)).contains("Activate: **LEFT BEHIND**");
  }
}
