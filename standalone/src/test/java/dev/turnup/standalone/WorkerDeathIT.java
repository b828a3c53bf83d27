package dev.turnup.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnup.standalone.stage.AppProcess;
import dev.turnup.standalone.stage.OnRealServer;
import dev.turnup.standalone.stage.Operation;
import dev.turnup.standalone.stage.Partner;
import dev.turnup.standalone.stage.Stage;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers that are killed, and workers that are told to stop. */
@OnRealServer(perilous = true)
class WorkerDeathIT {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final Stage stage;

  WorkerDeathIT(Stage stage) {
    this.stage = stage;
  }

  @Test
  void operationsOfAWorkerThatIsKilledInTheMiddleAreFinishedByTheNext() {
    String serviceId = "sim-slow-activate";
    String deviceServiceId = "sim-slow-switch-device";
    stage.partner(false);
    AppProcess worker = stage.worker().awaitReady();
    Operation durable = stage.partner(false).creates("rehearsal", serviceId);
    Operation localFirst = stage.partner(true).creates("rehearsal", serviceId);
    Operation change = stage.partner(true).changesTheDeviceOf("rehearsal", deviceServiceId);
    durable.awaitCall("activate");
    localFirst.awaitCall("activate");
    change.awaitCall("switch-device");

    worker.kill();
    stage.worker();

    localFirst.createsTheService();
    change.changesTheDevice();
    durable.createsTheService();
  }

  @Test
  void operationsOfAWorkerThatIsKilledInTheMiddleAreFinishedByAnotherThatIsThere() {
    stage.partner(false);
    AppProcess one = stage.worker().awaitReady();
    try (AppProcess other = stage.anotherWorker().awaitReady()) {
      List<Operation> operations =
          Stream.of(true, true, true, false, false, false)
              .map(first -> stage.partner(first).creates("rehearsal", "sim-slow-activate"))
              .toList();
      operations.forEach(operation -> operation.awaitCall("activate"));
      Operation durable = operations.getLast();
      AppProcess atIt = isAt(durable, one) ? one : other;
      assertThat(isAt(durable, atIt)).isTrue();

      atIt.kill();

      operations.forEach(Operation::createsTheService);
      assertThat(durable.history())
          .filteredOn(HistoryEvent::hasActivityTaskStartedEventAttributes)
          .extracting(event -> event.getActivityTaskStartedEventAttributes().getAttempt())
          .contains(2);
    }
  }

  /** Whether its step is under way there, as the Temporal UI tells. */
  private static boolean isAt(Operation operation, AppProcess worker) {
    return operation.run().describe().getRawDescription().getPendingActivitiesList().stream()
        .anyMatch(
            activity -> activity.getLastWorkerIdentity().startsWith(worker.handle().pid() + "@"));
  }

  @Test
  void aPartnerWhoMayHaveHeardOfSuccessIsNeverToldOtherwise() {
    String serviceId = "sim-relapse-activate";
    AppProcess worker = stage.worker().awaitReady();
    stage.receiver().holdAnswers();
    Operation operation = stage.partner().creates("rehearsal", serviceId).awaitCallback();

    worker.kill();
    stage.receiver().letGo();
    assertThat(operation.status().path("state").asString()).isEqualTo("inProgress");
    stage.worker();
    await()
        .atMost(LONGEST)
        .until(() -> operation.calls().stream().filter("activate"::equals).count() > 1);
    // Down again, and a reason to give up on top of that.
    operation.run().cancel();

    operation.createsTheServiceInSpiteOfCancelling();
    assertThat(operation.callbacks()).hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anOperationThatIsCancelledBeforeAnybodyTookItUpIsNotCarriedOut(boolean localFirst) {
    Partner partner = stage.partner(localFirst);
    stage.endWorker();
    Operation operation = partner.creates("rehearsal", "service-1");
    assertThat(operation.status().path("state").asString()).isEqualTo("acknowledged");

    operation.run().cancel();
    stage.worker();

    operation.isCancelledAndLeavesNothing();
    assertThat(operation.calls()).doesNotContain("reserve", "activate", "start");
  }

  @Test
  void aWorkerThatIsToldToStopEndsWhatItHasBegunAndNothingIsRepeated() {
    String serviceId = "sim-slow-activate";
    stage.partner(false);
    AppProcess worker = stage.worker().awaitReady();
    Operation durable = stage.partner(false).creates("rehearsal", serviceId);
    Operation localFirst = stage.partner(true).creates("rehearsal", serviceId);
    durable.awaitCall("activate");
    localFirst.awaitCall("activate");

    worker.terminate();
    worker.awaitEnd();

    assertThat(worker.output()).contains("Drained: nothing was left under way");
    assertThat(durable.deeds()).containsEntry("activate", "DONE");
    stage.worker();
    durable.createsTheService();
    assertThat(durable.calls()).containsExactly("reserve", "activate", "start");
    assertThat(durable.history())
        .filteredOn(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED)
        .isNotEmpty()
        .allMatch(event -> event.getActivityTaskStartedEventAttributes().getAttempt() == 1);
    localFirst.createsTheService();
  }
}
