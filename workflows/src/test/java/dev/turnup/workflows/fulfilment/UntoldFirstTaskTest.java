package dev.turnup.workflows.fulfilment;

import static dev.turnup.workflows.fulfilment.Behaviours.IS_DOWN;
import static dev.turnup.workflows.fulfilment.Behaviours.NEEDS_AN_OPERATOR;
import static dev.turnup.workflows.fulfilment.Behaviours.REFUSES;
import static dev.turnup.workflows.fulfilment.Behaviours.WORKS;
import static dev.turnup.workflows.fulfilment.Behaviours.answers;
import static dev.turnup.workflows.fulfilment.Behaviours.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnup.workflows.operation.Orders;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.operation.PlanSteps;
import dev.turnup.workflows.operation.WaitingFor;
import dev.turnup.workflows.provisioning.PlanStep;
import dev.turnup.workflows.provisioning.StepRequest;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The first task was lost half-way, and so the partner was told nothing. The run cannot know that
 * until a system refuses, unless its plan has a step that ends the first task anyway.
 */
class UntoldFirstTaskTest {

  private static final Orders ORDER = Orders.valid().withPlan(Orders.RESERVE, Orders.ACTIVATE);
  private static final Orders WITH_HOLD =
      Orders.valid().withPlan(Orders.RESERVE, Orders.ACTIVATE, Orders.notRepeatable(Orders.CHARGE));
  private static final Orders WITH_LOOK =
      Orders.valid()
          .withPlan(
              PlanSteps.of("look", "Look", "crm", null).changingNothing().step(),
              PlanSteps.like(Orders.RESERVE).needing("imsi").step(),
              Orders.ACTIVATE);
  private static final Map<String, Object> IMSI = Map.of("imsi", "204080000000001");

  private Stage stage;

  @BeforeEach
  void open() {
    stage = new Stage(LosesFirstTask.before("activate"));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void undoesIfTheSecondTimeIsRefusedAsThenTheFirstCannotHaveSucceeded() {
    stage.systems.on("activate", REFUSES);

    WorkflowStub run = stage.start(ORDER.toCreate());

    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(stage.systems.actions())
        .containsExactly("reserve", "reserve", "activate", "deactivate", "release");
    assertThat(stage.callbacks.theOne().code()).isEqualTo("PROVISIONING_ROLLED_BACK");
  }

  @Test
  void givesAnUndoUpLikeAnyOtherRun() {
    stage.systems.on("activate", REFUSES).on("release", times(1000, IS_DOWN));

    assertLeftBehind(stage.start(ORDER.toCreate()));
  }

  @Test
  void givesAnUndoUpThatNobodySeesToLikeAnyOtherRun() {
    stage.systems.on("activate", REFUSES).on("release", NEEDS_AN_OPERATOR);

    assertLeftBehind(stage.start(ORDER.toCreate()));
  }

  @Test
  void letsAnOperatorGiveAnUndoUp() {
    stage.systems.on("activate", REFUSES).on("release", NEEDS_AN_OPERATOR);
    WorkflowStub run = stage.start(ORDER.toCreate());
    stage.await(run, WaitingFor.OPERATOR);

    new Operator(run).giveUp();

    assertLeftBehind(run);
  }

  /** A step that is never done locally ends the first task, so that nothing was told in it. */
  @Test
  void isCancelledIfItCannotHaveToldAndTakesBackWhatTheLostTaskMayHaveDone() {
    WorkflowStub run = heldAtTheFirstStep(WITH_HOLD);

    new Operator(run).cancel();
    run.cancel();

    assertTakenBack(run, OutcomeCode.CANCELLED);
  }

  @Test
  void isUndoneAtItsDeadlineIfItCannotHaveTold() {
    WorkflowStub run = heldAtTheFirstStep(WITH_HOLD.withDeadline(Duration.ofHours(1)));

    assertTakenBack(run, OutcomeCode.TIMED_OUT);
  }

  @Test
  void isUndoneIfNobodyDecidesAndItCannotHaveTold() {
    WorkflowStub run = heldAtTheFirstStep(WITH_HOLD);

    assertTakenBack(run, OutcomeCode.OPERATOR_NEEDED);
  }

  @Test
  void givesUpASystemThatIsDownForLongIfItCannotHaveTold() {
    stage.systems.on("reserve", WORKS).on("reserve", times(1000, IS_DOWN));

    WorkflowStub run = stage.start(WITH_HOLD.toCreate());

    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.PROVISIONING_UNAVAILABLE);
    assertThat(stage.systems.actions()).endsWith("reserve", "deactivate", "release");
    assertThat(stage.callbacks.theOne().code()).isEqualTo("PROVISIONING_UNAVAILABLE");
  }

  /** The link may have been sent, or the old SIM be dead. */
  @Test
  void isNeitherCancelledNorUndoneIfItMayHavePassedThePointOfNoReturn() {
    PlanStep activate = PlanSteps.like(Orders.ACTIVATE).pointOfNoReturn().step();
    WorkflowStub run =
        heldAtTheFirstStep(
            Orders.valid()
                .withPlan(Orders.RESERVE, activate, Orders.notRepeatable(Orders.CHARGE))
                .withDeadline(Duration.ofMinutes(1)));

    stage.environment.sleep(Duration.ofDays(30));
    assertThatThrownBy(() -> new Operator(run).cancel())
        .isInstanceOf(WorkflowUpdateException.class)
        .rootCause()
        .hasMessageContaining("too late to cancel");
    new Operator(run).retry();

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(stage.systems.actions())
        .containsExactly("reserve", "reserve", "reserve", "activate", "charge");
  }

  @Test
  void undoesIfALookIsRefusedToWhichTheLostTaskCannotHaveCome() {
    stage.systems.on("look", REFUSES);
    PlanStep look = PlanSteps.of("look", "Look", "crm", null).changingNothing().step();

    WorkflowStub run =
        stage.start(
            Orders.valid()
                .withPlan(
                    Orders.RESERVE, Orders.ACTIVATE, Orders.notRepeatable(Orders.CHARGE), look)
                .toCreate());

    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(stage.systems.actions())
        .containsExactly(
            "reserve", "reserve", "activate", "charge", "look", "refund", "deactivate", "release");
  }

  @Test
  void holdsARefusedLookAsThatMayTellOfWhatItDidItselfUntilItIsTriedAgain() {
    WorkflowStub run = heldAtTheLook();

    stage.systems.on("look", answers(IMSI));
    new Operator(run).retry();

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(stage.systems.actions())
        .containsExactly("look", "reserve", "look", "look", "reserve", "activate");
  }

  @Test
  void goesOnWithWhatAnOperatorSaysInsteadOfARefusedLook() {
    WorkflowStub run = heldAtTheLook();

    new Operator(run).skip(IMSI);

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(stage.systems.actions())
        .containsExactly("look", "reserve", "look", "reserve", "activate");
  }

  /** Asked in other words, a system may refuse what it has done for us. */
  @Test
  void holdsARefusalOfWhatFollowsFromTheAnswerOfAnOperator() {
    stage.systems.on("reserve", WORKS, REFUSES);
    WorkflowStub run = heldAtTheLook();

    new Operator(run).skip(Map.of("imsi", "204080000000999"));
    stage.environment.sleep(Duration.ofMinutes(1));
    stage.await(run, WaitingFor.OPERATOR);

    assertThat(Stage.details(run)).contains("Reserve SIM: **HELD**");
    assertThat(stage.callbacks.attempts()).isEmpty();
  }

  @Test
  void tellsWhoChangesTheOrderWhatMayHaveBeenDoneForItAsItWas() {
    WorkflowStub run = heldForTheImsi();

    String told = new Operator(run).change("service_details.imsi", "204080000000001");

    assertThat(told).contains("may have done this", "Reserve SIM, Activate").doesNotContain("Look");
    assertThat(Stage.details(run)).contains("Reserve SIM, Activate");
  }

  @Test
  void holdsAStepForWhichSomethingIsNotKnownThisTimeUntilItIsTold() {
    WorkflowStub run = heldForTheImsi();

    new Operator(run).change("service_details.imsi", "204080000000001");
    new Operator(run).retry();

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(stage.systems.actions())
        .containsExactly("look", "reserve", "look", "reserve", "activate");
  }

  @Test
  void goesOnIfAnOperatorHasDoneAStepForWhichSomethingIsNotKnownThisTime() {
    WorkflowStub run = heldForTheImsi();

    new Operator(run).skip(Map.of());

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(stage.systems.actions()).containsExactly("look", "reserve", "look", "activate");
  }

  @Test
  void isGivenUpByWhoMadeSureThatItIsUntoldAndTakesBackWhatTheLostTaskMayHaveDone() {
    WorkflowStub run = heldAtTheLook();

    new Operator(run).giveUpUntold();

    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.OPERATOR_NEEDED);
    assertThat(stage.systems.actions())
        .containsExactly("look", "reserve", "look", "deactivate", "release");
    ScriptedSystems.Call reserved = stage.systems.calls().get(1);
    assertThat(stage.systems.calls().getLast().request().undoes()).isEqualTo(reserved.key());
    assertThat(stage.callbacks.theOne().code()).isEqualTo("OPERATOR_NEEDED");
  }

  @Test
  void takesBackWhatTheLostTaskDidAsItWasOrderedThenThoughTheOrderWasCorrected() {
    WorkflowStub run = heldForTheImsi();

    new Operator(run).change("service_details.imsi", "204080000000999");
    new Operator(run).giveUpUntold();

    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.OPERATOR_NEEDED);
    ScriptedSystems.Call reserved = stage.systems.calls().get(1);
    assertThat(reserved.action()).isEqualTo("reserve");
    StepRequest undo = stage.systems.calls().getLast().request();
    assertThat(undo.undoes()).isEqualTo(reserved.key());
    assertThat(undo.order()).isEqualTo(reserved.request().order());
    assertThat(undo.corrections()).isEmpty();
  }

  @Test
  void takesBackWhatTheLostTaskDidAndWhatWasDoneForTheCorrectedOrder() {
    stage.systems.on("activate", NEEDS_AN_OPERATOR);
    WorkflowStub run = heldForTheImsi();
    heldAgainAsCorrected(run);

    new Operator(run).giveUpUntold();

    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.OPERATOR_NEEDED);
    String id = stage.systems.calls().getFirst().request().correlationId();
    assertThat(stage.systems.calls())
        .extracting(call -> call.request().undoes())
        .filteredOn(Objects::nonNull)
        .containsExactly(id + ".activate", id + ".reserve", id + ".activate.2", id + ".reserve.2");
  }

  /** It may be of what the lost task did, under another key: "this IMSI is in use". */
  @Test
  void holdsARefusalOfWhatWasCorrected() {
    stage.systems.on("activate", REFUSES);
    WorkflowStub run = heldForTheImsi();

    heldAgainAsCorrected(run);

    assertThat(Stage.details(run)).contains("Activate: **HELD**");
    assertThat(stage.callbacks.attempts()).isEmpty();
  }

  @Test
  void takesNothingBackThatALostTaskCannotHaveDone() {
    stage.systems.on("activate", NEEDS_AN_OPERATOR);
    WorkflowStub run = held(WITH_HOLD);

    new Operator(run).giveUp();

    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.OPERATOR_NEEDED);
    assertThat(stage.systems.actions())
        .containsExactly("reserve", "reserve", "activate", "deactivate", "release");
  }

  private WorkflowStub heldAtTheFirstStep(Orders order) {
    stage.systems.on("reserve", WORKS, NEEDS_AN_OPERATOR);
    return held(order);
  }

  private WorkflowStub heldAtTheLook() {
    stage.systems.on("look", answers(IMSI), REFUSES);
    WorkflowStub run = held(WITH_LOOK);
    assertThat(Stage.details(run)).contains("Look: **HELD**");
    return run;
  }

  private WorkflowStub heldForTheImsi() {
    stage.systems.on("look", answers(IMSI), answers(Map.of()));
    WorkflowStub run = held(WITH_LOOK);
    assertThat(Stage.details(run)).contains("Reserve SIM: **HELD**", "not known: imsi");
    return run;
  }

  private void heldAgainAsCorrected(WorkflowStub run) {
    new Operator(run).change("service_details.imsi", "204080000000999");
    new Operator(run).retry();
    stage.environment.sleep(Duration.ofMinutes(1));
    stage.await(run, WaitingFor.OPERATOR);
  }

  private WorkflowStub held(Orders order) {
    WorkflowStub run = stage.start(order.toCreate());
    stage.await(run, WaitingFor.OPERATOR);
    assertThat(stage.callbacks.attempts()).isEmpty();
    return run;
  }

  private void assertTakenBack(WorkflowStub run, OutcomeCode why) {
    assertThat(Stage.failed(run).code()).isEqualTo(why);
    assertThat(stage.systems.actions())
        .containsExactly("reserve", "reserve", "deactivate", "release");
    assertThat(stage.callbacks.theOne().code()).isEqualTo(why.name());
  }

  private void assertLeftBehind(WorkflowStub run) {
    Outcome outcome = Stage.failed(run);
    assertThat(outcome.code()).isEqualTo(OutcomeCode.UNDO_INCOMPLETE);
    assertThat(outcome.stranded()).containsExactly("Reserve SIM");
    assertThat(stage.callbacks.theOne().code()).isEqualTo("UNDO_INCOMPLETE");
  }
}
