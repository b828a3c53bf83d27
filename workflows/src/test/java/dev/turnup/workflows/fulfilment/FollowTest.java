package dev.turnup.workflows.fulfilment;

import static dev.turnup.workflows.fulfilment.Behaviours.HAS_A_BUG;
import static dev.turnup.workflows.fulfilment.Behaviours.IS_DOWN;
import static dev.turnup.workflows.fulfilment.Behaviours.LOSES_THE_ANSWER;
import static dev.turnup.workflows.fulfilment.Behaviours.NEEDS_AN_OPERATOR;
import static dev.turnup.workflows.fulfilment.Behaviours.REFUSES;
import static dev.turnup.workflows.fulfilment.Behaviours.WORKS;
import static dev.turnup.workflows.fulfilment.Behaviours.answers;
import static dev.turnup.workflows.fulfilment.Behaviours.forever;
import static dev.turnup.workflows.fulfilment.Behaviours.isAtWorkFor;
import static dev.turnup.workflows.fulfilment.Behaviours.takes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.turnup.workflows.fulfilment.ScriptedSystems.Call;
import dev.turnup.workflows.operation.Orders;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.operation.PlanSteps;
import dev.turnup.workflows.operation.WaitingFor;
import dev.turnup.workflows.provisioning.Patience;
import dev.turnup.workflows.provisioning.PlanStep;
import dev.turnup.workflows.provisioning.StepRequest;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A system that has taken a request, but is not done with it, is asked until it is. */
class FollowTest {

  private static final PlanStep FOR_DAYS =
      PlanSteps.like(Orders.ACTIVATE).patience(Patience.DAYS).step();

  private static final Orders MAY_NOT_BE_REPEATED =
      Orders.valid().withPlan(Orders.RESERVE, Orders.notRepeatable(Orders.ACTIVATE));

  private Stage stage;

  @BeforeEach
  void open() {
    stage = new Stage();
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void asksByTheReferenceUntilItIsDone(boolean localFirst) {
    stage.systems.on(
        "activate",
        takes("monitor-1"),
        IS_DOWN,
        isAtWorkFor(Duration.ofMinutes(5)),
        answers(Map.of("line", "l-1")));

    WorkflowStub run = stage.start(Orders.valid().localFirst(localFirst).toCreate());

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(requests("activate"))
        .extracting(StepRequest::reference)
        .containsExactly(null, "monitor-1", "monitor-1", "monitor-1");
    assertThat(requests("activate").stream().map(StepRequest::idempotencyKey).distinct())
        .hasSize(1);
    assertThat(requests("charge").getFirst().results())
        .containsEntry("activate", Map.of("line", "l-1"));
  }

  @Test
  void asksByTheLatestReference() {
    stage.systems.on("activate", takes("order-1"), takes("monitor-2"));

    stage.start(Orders.valid().toCreate()).getResult(Outcome.class);

    assertThat(requests("activate"))
        .extracting(StepRequest::reference)
        .containsExactly(null, "order-1", "monitor-2");
  }

  @Test
  void followsAStepThatMayNotBeRepeated() {
    stage.systems.on("activate", takes("monitor-1"), IS_DOWN);

    stage.start(MAY_NOT_BE_REPEATED.toCreate()).getResult(Outcome.class);

    assertThat(requests("activate"))
        .extracting(StepRequest::reference)
        .containsExactly(null, "monitor-1", "monitor-1");
  }

  @Test
  void undoesIfTheSystemFailsAtItsWork() {
    stage.systems.on("activate", takes("monitor-1"), IS_DOWN, REFUSES);

    Outcome outcome = Stage.failed(stage.start(Orders.valid().toCreate()));

    assertThat(outcome.code()).isEqualTo(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(stage.systems.actions()).endsWith("activate", "deactivate", "release");
  }

  @Test
  void undoesIfItIsNotDoneForAsLongAsTheStepIsTried() {
    stage
        .systems
        .on("activate", takes("monitor-1"))
        .on("activate", forever(isAtWorkFor(Duration.ofHours(1))));

    Outcome outcome = Stage.failed(stage.start(Orders.valid().toCreate()));

    assertThat(outcome.code()).isEqualTo(OutcomeCode.PROVISIONING_UNAVAILABLE);
    assertThat(stage.systems.actions()).endsWith("activate", "deactivate", "release");
  }

  @Test
  void takesTheRequestToTheSystemAgainIfAnOperatorSaysSo() {
    stage.systems.on("activate", takes("monitor-1"), NEEDS_AN_OPERATOR, takes("monitor-2"));
    WorkflowStub run = stage.start(Orders.valid().toCreate());
    stage.await(run, WaitingFor.OPERATOR);

    new Operator(run).retry();

    run.getResult(Outcome.class);
    assertThat(requests("activate"))
        .extracting(StepRequest::reference)
        .containsExactly(null, "monitor-1", null, "monitor-2");
  }

  @Test
  void followsOnWhatMayNotBeRepeatedThoughAnOperatorHasItTriedAgain() {
    stage.systems.on("activate", takes("monitor-1"), NEEDS_AN_OPERATOR, IS_DOWN);
    WorkflowStub run = stage.start(MAY_NOT_BE_REPEATED.toCreate());
    stage.await(run, WaitingFor.OPERATOR);

    new Operator(run).retry();

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(requests("activate"))
        .extracting(StepRequest::reference)
        .containsExactly(null, "monitor-1", "monitor-1", "monitor-1");
  }

  @Test
  void takesWhatMayNotBeRepeatedToTheSystemAgainIfItsWorkHasEndedNobodyKnowsHow() {
    stage
        .systems
        .on("activate", takes("monitor-1"))
        .on(
            "activate",
            forever(
                request ->
                    (request.reference() == null ? WORKS : LOSES_THE_ANSWER).answer(request)));
    WorkflowStub run = stage.start(MAY_NOT_BE_REPEATED.toCreate());
    stage.environment.sleep(Duration.ofHours(25));
    stage.await(run, WaitingFor.OPERATOR);

    new Operator(run).retry();

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(requests("activate").getLast().reference()).isNull();
  }

  @Test
  void asksAgainAfterAFaultOfOurs() {
    stage.systems.on("activate", takes("monitor-1"), HAS_A_BUG, HAS_A_BUG);

    WorkflowStub run = stage.start(Orders.valid().toCreate());

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(requests("activate")).hasSize(4);
  }

  @Test
  void followsAnUndoToo() {
    stage
        .systems
        .on("charge", REFUSES)
        .on("deactivate", takes("monitor-9"), IS_DOWN, isAtWorkFor(Duration.ofMinutes(5)));

    Outcome outcome = Stage.failed(stage.start(Orders.valid().toCreate()));

    assertThat(outcome.code()).isEqualTo(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(outcome.stranded()).isEmpty();
    assertThat(requests("deactivate"))
        .extracting(StepRequest::reference)
        .containsExactly(null, "monitor-9", "monitor-9", "monitor-9");
    assertThat(requests("deactivate")).allMatch(request -> request.undoes() != null);
    assertThat(stage.systems.actions()).endsWith("deactivate", "release");
  }

  @Test
  void isMarkedAsWaitingForTheWorldIfThatTakesItsDays() {
    stage
        .systems
        .on("activate", takes("work-order-1"))
        .on("activate", isAtWorkFor(Duration.ofDays(2)));
    WorkflowStub run =
        stage.start(Orders.valid().withPlan(Orders.RESERVE, FOR_DAYS, Orders.CHARGE).toCreate());

    stage.await(run, WaitingFor.WORLD);
    assertThat(Stage.details(run)).contains("Activate: **t");

    run.getResult(Outcome.class);
    assertThat(Stage.waitingFor(run)).isNull();
  }

  @Test
  void isNotMarkedIfItOnlyTakesItsTime() {
    stage
        .systems
        .on("activate", takes("monitor-1"))
        .on("activate", isAtWorkFor(Duration.ofHours(2)));
    WorkflowStub run = stage.start(Orders.valid().toCreate());
    stage.environment.sleep(Duration.ofHours(1));

    assertThat(Stage.waitingFor(run)).isNull();
    assertThat(Stage.details(run)).contains("Activate: **taken** by network, not done yet");
  }

  @Test
  void undoesWhenItIsCancelledMeanwhile() {
    WorkflowStub run = following();

    new Operator(run).cancel();

    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.CANCELLED);
    assertThat(stage.systems.actions()).endsWith("activate", "deactivate", "release");
    assertThat(Stage.waitingFor(run)).isNull();
  }

  @Test
  void undoesAtTheDeadlineMeanwhile() {
    WorkflowStub run = following();

    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.TIMED_OUT);
    assertThat(stage.systems.actions()).endsWith("activate", "deactivate", "release");
  }

  @Test
  void isLetFinishBeforeItIsTakenBackWhenItIsCancelledMeanwhile() throws Exception {
    CountDownLatch underWay = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    stage.systems.on(
        "activate",
        takes("monitor-1"),
        request -> {
          underWay.countDown();
          cancelled.await();
          return WORKS.answer(request);
        });
    WorkflowStub run = stage.start(Orders.valid().toCreate());
    underWay.await();

    new Operator(run).cancel();
    stage.awaitCancelOfAttempt(run);
    assertThat(stage.history(run).getEvents())
        .filteredOn(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .as("nothing is asked for but how far the work is")
        .hasSize(1);
    cancelled.countDown();

    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.CANCELLED);
    assertThat(stage.systems.actions())
        .containsExactly("reserve", "activate", "activate", "deactivate", "release");
    assertThat(requests("deactivate").getFirst().reference()).isEqualTo("monitor-1");
  }

  @Test
  void tellsTheUndoByWhatTheDeedMayStillBeFollowed() {
    stage.systems.on("activate", takes("order-1"), takes("monitor-2"), REFUSES);

    Stage.failed(stage.start(Orders.valid().toCreate()));

    assertThat(requests("deactivate"))
        .extracting(StepRequest::reference, StepRequest::undoneAction)
        .containsExactly(tuple("monitor-2", "activate"));
  }

  @Test
  void tellsTheUndoNothingToFollowIfTheDeedIsOver() {
    stage.systems.on("activate", takes("monitor-1")).on("charge", REFUSES);

    Stage.failed(stage.start(Orders.valid().toCreate()));

    assertThat(requests("deactivate")).extracting(StepRequest::reference).containsOnlyNulls();
  }

  private WorkflowStub following() {
    stage
        .systems
        .on("activate", takes("work-order-1"))
        .on("activate", forever(isAtWorkFor(Duration.ofHours(12))));
    WorkflowStub run = stage.start(Orders.valid().withPlan(Orders.RESERVE, FOR_DAYS).toCreate());
    stage.await(run, WaitingFor.WORLD);
    stage.environment.sleep(Duration.ofMinutes(10));
    return run;
  }

  private List<StepRequest> requests(String action) {
    return stage.systems.calls().stream()
        .filter(call -> call.action().equals(action))
        .map(Call::request)
        .toList();
  }
}
