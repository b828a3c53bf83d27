package dev.turnup.workflows.fulfilment;

import static dev.turnup.workflows.fulfilment.Behaviours.IS_DOWN;
import static dev.turnup.workflows.fulfilment.Behaviours.NEEDS_AN_OPERATOR;
import static dev.turnup.workflows.fulfilment.Behaviours.forever;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.operation.Orders;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.operation.WaitingFor;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can be undone can be stopped: by the partner, and at its deadline. */
class StopTest {

  private static final String UNDONE = "It is being undone; the error_event will say ";

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
  void undoesAndTellsOfTheCancellation() {
    WorkflowStub run = down(Orders.valid());

    assertThat(new Operator(run).cancel()).isEqualTo(UNDONE + "CANCELLED");

    assertThatThrownBy(() -> run.getResult(Outcome.class))
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(Stage.outcome(run).code()).isEqualTo(OutcomeCode.CANCELLED);
    assertThat(stage.systems.actions()).endsWith("activate", "deactivate", "release");
    assertThat(stage.callbacks.theOne().code()).isEqualTo("CANCELLED");
  }

  @Test
  void isClosedAsCancelledThoughThatIsAskedForWhenAllIsUndone() throws InterruptedException {
    stage.systems.on("reserve", NEEDS_AN_OPERATOR);
    WorkflowStub run = stage.start(Orders.valid().toCreate());
    stage.await(run, WaitingFor.OPERATOR);
    new Operator(run).cancel();
    for (int polls = 0; !waitsForNothingElse(run); polls++) {
      assertThat(polls).as("looks whether all is undone and told").isLessThan(1000);
      Thread.sleep(20);
    }

    run.cancel();

    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.CANCELLED);
    assertThat(Stage.description(run).getStatus())
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED);
  }

  private boolean waitsForNothingElse(WorkflowStub run) {
    return stage.history(run).getEvents().stream()
        .filter(HistoryEvent::hasTimerStartedEventAttributes)
        .map(event -> event.getTimerStartedEventAttributes().getStartToFireTimeout().getSeconds())
        .anyMatch(seconds -> seconds == 10);
  }

  @Test
  void undoesWhatIsHeldWhenItIsCancelled() {
    stage.systems.on("activate", NEEDS_AN_OPERATOR);
    WorkflowStub run = stage.start(Orders.valid().toCreate());
    stage.await(run, WaitingFor.OPERATOR);

    new Operator(run).cancel();

    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.CANCELLED);
    assertThat(stage.systems.actions()).endsWith("activate", "deactivate", "release");
    assertThat(Stage.waitingFor(run)).isNull();
  }

  @Test
  void maySaySoTwice() {
    stage.systems.on("deactivate", NEEDS_AN_OPERATOR);
    WorkflowStub run = down(Orders.valid());
    new Operator(run).cancel();
    stage.await(run, WaitingFor.OPERATOR);

    assertThat(new Operator(run).cancel()).isEqualTo(UNDONE + "CANCELLED");
    assertThat(Stage.waitingFor(run)).isEqualTo("OPERATOR");
  }

  @Test
  void saysThatItIsBeingUndoneToWhoCancelsWhatAnOperatorHasCancelled() {
    stage.systems.on("deactivate", NEEDS_AN_OPERATOR);
    WorkflowStub run = down(Orders.valid());
    run.cancel();
    stage.await(run, WaitingFor.OPERATOR);

    assertThat(new Operator(run).cancel()).isEqualTo(UNDONE + "CANCELLED");

    new Operator(run).retry();
    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.CANCELLED);
  }

  @Test
  void refusesToCancelWhatIsOverThoughThePartnerWasNotToldYet() {
    stage.callbacks.failingWith(
        () -> FailureKind.UNAVAILABLE.toFailure("receiver answered 500", Duration.ofHours(1)));
    WorkflowStub run = stage.start(Orders.valid().toCreate());
    stage.environment.sleep(Duration.ofMinutes(1));

    assertThatThrownBy(() -> new Operator(run).cancel())
        .isInstanceOf(WorkflowUpdateException.class)
        .rootCause()
        .hasMessageContaining("too late to cancel");
    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
  }

  @Test
  void cannotCancelARunThatHasEnded() {
    WorkflowStub run = stage.start(Orders.valid().toCreate());
    run.getResult(Outcome.class);

    assertThatThrownBy(() -> new Operator(run).cancel()).isInstanceOf(RuntimeException.class);
    assertThat(Stage.outcome(run).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
  }

  @Test
  void undoesAtTheDeadline() {
    WorkflowStub run = down(Orders.valid().withDeadline(Duration.ofHours(1)));

    assertThatThrownBy(() -> run.getResult(Outcome.class))
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(ApplicationFailure.class);
    assertThat(Stage.outcome(run).code()).isEqualTo(OutcomeCode.TIMED_OUT);
    assertThat(Stage.outcome(run).failedStep()).isEqualTo("Activate");
    assertThat(stage.systems.actions()).endsWith("activate", "deactivate", "release");
    assertThat(stage.callbacks.theOne().code()).isEqualTo("TIMED_OUT");
    assertThat(stage.lasted(run)).isBetween(Duration.ofHours(1), Duration.ofHours(2));
  }

  @Test
  void undoesWhatIsHeldAtTheDeadline() {
    stage.systems.on("activate", NEEDS_AN_OPERATOR);

    WorkflowStub run = stage.start(Orders.valid().withDeadline(Duration.ofHours(1)).toCreate());

    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.TIMED_OUT);
    assertThat(stage.systems.actions()).endsWith("activate", "deactivate", "release");
  }

  @Test
  void saysThatItTimedOutToWhoCancelsItAfterTheDeadline() {
    stage.systems.on("deactivate", NEEDS_AN_OPERATOR);
    WorkflowStub run = down(Orders.valid().withDeadline(Duration.ofHours(1)));
    stage.environment.sleep(Duration.ofHours(1));
    stage.await(run, WaitingFor.OPERATOR);

    assertThat(new Operator(run).cancel()).isEqualTo(UNDONE + "TIMED_OUT");

    new Operator(run).retry();
    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.TIMED_OUT);
  }

  @Test
  void leavesNoTraceOfTheDeadlineWhereAllGoesWellAtOnce() {
    WorkflowStub run = stage.start(Orders.valid().toCreate());
    run.getResult(Outcome.class);

    assertThat(stage.history(run).getEvents())
        .noneMatch(HistoryEvent::hasTimerStartedEventAttributes);
  }

  @Test
  void isNotKeptOpenByTheDeadline() {
    stage.systems.on("activate", IS_DOWN, IS_DOWN);

    WorkflowStub run = stage.start(Orders.valid().toCreate());
    run.getResult(Outcome.class);

    assertThat(stage.lasted(run)).isLessThan(Duration.ofHours(1));
    assertThat(stage.history(run).getEvents())
        .filteredOn(HistoryEvent::hasTimerStartedEventAttributes)
        .hasSize(1);
    assertThat(stage.history(run).getEvents())
        .filteredOn(HistoryEvent::hasTimerCanceledEventAttributes)
        .hasSize(1);
  }

  private WorkflowStub down(Orders order) {
    stage.systems.on("activate", forever(IS_DOWN));
    WorkflowStub run = stage.start(order.toCreate());
    stage.environment.sleep(Duration.ofMinutes(10));
    return run;
  }
}
