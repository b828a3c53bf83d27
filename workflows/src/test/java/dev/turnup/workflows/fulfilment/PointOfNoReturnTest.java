package dev.turnup.workflows.fulfilment;

import static dev.turnup.workflows.fulfilment.Behaviours.IS_DOWN;
import static dev.turnup.workflows.fulfilment.Behaviours.LOSES_THE_ANSWER;
import static dev.turnup.workflows.fulfilment.Behaviours.NEEDS_AN_OPERATOR;
import static dev.turnup.workflows.fulfilment.Behaviours.REFUSES;
import static dev.turnup.workflows.fulfilment.Behaviours.WORKS;
import static dev.turnup.workflows.fulfilment.Behaviours.forever;
import static dev.turnup.workflows.fulfilment.Behaviours.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnup.workflows.fulfilment.ScriptedSystems.Behaviour;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.operation.Orders;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.operation.PlanSteps;
import dev.turnup.workflows.operation.WaitingFor;
import dev.turnup.workflows.provisioning.PlanStep;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Once a step may have happened after which there is no way back, only an operator goes back. */
class PointOfNoReturnTest {

  private static final PlanStep ACTIVATE = PlanSteps.like(Orders.ACTIVATE).pointOfNoReturn().step();
  private static final Orders ORDER =
      Orders.valid().withPlan(Orders.RESERVE, ACTIVATE, Orders.CHARGE);
  private static final Orders WITH_HOLD =
      Orders.valid().withPlan(Orders.RESERVE, Orders.notRepeatable(ACTIVATE), Orders.CHARGE);

  static final List<Behaviour> TROUBLE =
      List.of(REFUSES, IS_DOWN, LOSES_THE_ANSWER, NEEDS_AN_OPERATOR);

  private final AtomicBoolean mended = new AtomicBoolean();
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
  void goesAllTheWayWhileAllGoesWell() {
    WorkflowStub run = stage.start(ORDER.toCreate());

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(stage.systems.actions()).containsExactly("reserve", "activate", "charge");
    assertThat(stage.systems.calls()).allMatch(ScriptedSystems.Call::local);
  }

  @Test
  void undoesAllBeforeItIfItIsRefused() {
    stage.systems.on("activate", REFUSES);

    Outcome outcome = Stage.failed(stage.start(ORDER.toCreate()));

    assertThat(outcome.code()).isEqualTo(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(outcome.stranded()).isEmpty();
    assertThat(stage.systems.actions()).containsExactly("reserve", "activate", "release");
  }

  @ParameterizedTest
  @FieldSource("TROUBLE")
  void holdsWhateverHappensAfterIt(Behaviour trouble) {
    WorkflowStub run = heldAt("charge", trouble, ORDER);
    assertThat(stage.systems.actions()).doesNotContain("release", "refund");
    assertThat(stage.callbacks.attempts()).isEmpty();

    mended.set(true);
    new Operator(run).retry();

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(stage.systems.actions()).doesNotContain("release", "refund");
  }

  @Test
  void holdsIfNobodyKnowsWhetherItHappened() {
    WorkflowStub run = heldAt("activate", LOSES_THE_ANSWER, ORDER);

    mended.set(true);
    new Operator(run).retry();

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
  }

  @Test
  void undoesWhatCanBeUndoneIfAnOperatorGivesUp() {
    WorkflowStub run = heldAt("charge", REFUSES, ORDER);

    new Operator(run).giveUp();

    Outcome outcome = Stage.failed(run);
    assertThat(outcome.code()).isEqualTo(OutcomeCode.UNDO_INCOMPLETE);
    assertThat(outcome.because()).isEqualTo(OutcomeCode.OPERATOR_NEEDED);
    assertThat(outcome.failedStep()).isEqualTo("Start billing");
    assertThat(outcome.stranded()).containsExactly("Activate");
    assertThat(stage.systems.actions()).endsWith("charge", "refund", "release");
    assertThat(stage.callbacks.theOne().code()).isEqualTo("UNDO_INCOMPLETE");
  }

  /** The old SIM is dead: without the new one the customer would have none. */
  @Test
  void undoesNothingIfNobodyDecides() {
    WorkflowStub run = heldAt("charge", NEEDS_AN_OPERATOR, ORDER);

    Outcome outcome = Stage.failed(run);

    assertThat(outcome.code()).isEqualTo(OutcomeCode.UNDO_INCOMPLETE);
    assertThat(outcome.because()).isEqualTo(OutcomeCode.OPERATOR_NEEDED);
    assertThat(outcome.failedStep()).isEqualTo("Start billing");
    assertThat(outcome.stranded()).containsExactly("Start billing", "Activate", "Reserve SIM");
    assertThat(stage.systems.actions()).doesNotContain("refund", "release");
    assertThat(Stage.details(run)).contains("Reserve SIM: **LEFT BEHIND**", "Nobody decided");
    assertThat(stage.callbacks.theOne().code()).isEqualTo("UNDO_INCOMPLETE");
  }

  /** Nothing was shipped, as the inventory is empty: all can still be as it was. */
  @Test
  void undoesAllBeforeItIfNobodyDecidesAndItSurelyHasNotHappened() {
    WorkflowStub run = heldAt("activate", NEEDS_AN_OPERATOR, WITH_HOLD);

    Outcome outcome = Stage.failed(run);

    assertThat(outcome.code()).isEqualTo(OutcomeCode.OPERATOR_NEEDED);
    assertThat(outcome.stranded()).isEmpty();
    assertThat(stage.systems.actions()).endsWith("release");
  }

  @Test
  void mayBeCancelledWhileItIsHeldAndSurelyHasNotHappened() {
    WorkflowStub run = heldAt("activate", NEEDS_AN_OPERATOR, WITH_HOLD);
    assertThat(pastReturn(run)).isEqualTo(false);

    new Operator(run).cancel();
    run.cancel();

    assertAllUndone(run, OutcomeCode.CANCELLED);
  }

  @Test
  void mayBeCancelledInTheUiWhileItIsHeldAndSurelyHasNotHappened() {
    WorkflowStub run = heldAt("activate", NEEDS_AN_OPERATOR, WITH_HOLD);

    run.cancel();

    assertAllUndone(run, OutcomeCode.CANCELLED);
  }

  @Test
  void isUndoneByTheDeadlineWhileItIsHeldAndSurelyHasNotHappened() {
    WorkflowStub run =
        heldAt("activate", NEEDS_AN_OPERATOR, WITH_HOLD.withDeadline(Duration.ofHours(1)));

    assertAllUndone(run, OutcomeCode.TIMED_OUT);
  }

  @Test
  void isUndoneAtOnceWhenItIsHeldIfTheDeadlinePassedWhileItWasTried() {
    stage.systems.on("activate", IS_DOWN, IS_DOWN, NEEDS_AN_OPERATOR);

    WorkflowStub run = stage.start(WITH_HOLD.withDeadline(Duration.ofSeconds(2)).toCreate());

    assertAllUndone(run, OutcomeCode.TIMED_OUT);
    assertThat(stage.systems.actions())
        .containsExactly("reserve", "activate", "activate", "activate", "release");
  }

  @Test
  void isUndoneWhenItIsHeldIfTheRunWasCancelledWhileItWasTried() {
    stage.systems.on("activate", times(10, IS_DOWN)).on("activate", NEEDS_AN_OPERATOR);
    WorkflowStub run = stage.start(WITH_HOLD.toCreate());
    stage.environment.sleep(Duration.ofSeconds(10));

    run.cancel();

    assertAllUndone(run, OutcomeCode.CANCELLED);
    assertThat(stage.systems.actions()).filteredOn("activate"::equals).hasSize(11);
  }

  @Test
  void cannotBeCancelledAnyMoreOnceAnOperatorHadItDone() {
    stage.systems.on("activate", NEEDS_AN_OPERATOR).on("charge", NEEDS_AN_OPERATOR);
    WorkflowStub run = held(WITH_HOLD.withDeadline(Duration.ofMinutes(30)));

    new Operator(run).retry();
    stage.environment.sleep(Duration.ofHours(1));
    stage.await(run, WaitingFor.OPERATOR);

    assertThat(Stage.details(run)).contains("Start billing: **HELD**");
    assertThat(pastReturn(run)).isEqualTo(true);
    assertTooLate(run);
  }

  @Test
  void cannotBeCancelledWhileItIsHeldAndMayHaveHappened() {
    stage.systems.on("activate", LOSES_THE_ANSWER);
    WorkflowStub run = held(WITH_HOLD);

    assertThat(pastReturn(run)).isEqualTo(true);
    assertTooLate(run);
  }

  @Test
  void undoesNothingIfNobodyDecidesAndItMayHaveHappened() {
    stage.systems.on("activate", LOSES_THE_ANSWER);
    WorkflowStub run = held(WITH_HOLD);

    Outcome outcome = Stage.failed(run);

    assertThat(outcome.code()).isEqualTo(OutcomeCode.UNDO_INCOMPLETE);
    assertThat(outcome.stranded()).containsExactly("Activate", "Reserve SIM");
    assertThat(stage.systems.actions()).containsExactly("reserve", "activate");
  }

  @Test
  void doesNotCountAsLeftBehindWhatOnlyLooksOrWasRefused() {
    PlanStep look =
        PlanSteps.like(PlanSteps.of("look", "Look", "crm", null).step()).changingNothing().step();
    WorkflowStub run =
        heldAt(
            "charge",
            REFUSES,
            Orders.valid().withPlan(look, Orders.RESERVE, ACTIVATE, Orders.CHARGE));

    assertThat(Stage.failed(run).stranded()).containsExactly("Activate", "Reserve SIM");
  }

  @Test
  void countsAsLeftBehindIfItIsGivenUpItself() {
    WorkflowStub run = heldAt("activate", NEEDS_AN_OPERATOR, ORDER);

    new Operator(run).giveUp();

    assertThat(Stage.failed(run).stranded()).containsExactly("Activate");
  }

  @Test
  void takesNoRefusalForGoodAfterATryWhoseAnswerWasLost() {
    stage.systems.on("activate", LOSES_THE_ANSWER, REFUSES);
    WorkflowStub run = held(WITH_HOLD);

    new Operator(run).retry();
    stage.environment.sleep(Duration.ofMinutes(1));
    stage.await(run, WaitingFor.OPERATOR);

    assertThat(stage.systems.actions()).containsExactly("reserve", "activate", "activate");
  }

  @Test
  void takesNoRefusalOfACorrectedOrderForARefusalOfTheFirst() {
    stage.systems.on("activate", LOSES_THE_ANSWER, REFUSES);
    WorkflowStub run = held(WITH_HOLD);

    new Operator(run).change("service_details.model", "Watch 9");
    new Operator(run).retry();
    stage.environment.sleep(Duration.ofMinutes(1));
    stage.await(run, WaitingFor.OPERATOR);

    assertThat(stage.systems.actions()).containsExactly("reserve", "activate", "activate");
  }

  @Test
  void forgetsARefusalWhenTheNextTryIsLost() {
    PlanStep charge = Orders.notRepeatable(Orders.irreversible(Orders.CHARGE));
    stage.systems.on("charge", REFUSES, LOSES_THE_ANSWER);
    WorkflowStub run = held(Orders.valid().withPlan(Orders.RESERVE, ACTIVATE, charge));
    new Operator(run).retry();
    stage.environment.sleep(Duration.ofMinutes(1));
    stage.await(run, WaitingFor.OPERATOR);

    new Operator(run).giveUp();

    assertThat(Stage.failed(run).stranded()).containsExactly("Start billing", "Activate");
  }

  @Test
  void isNotDisturbedByACancellationAfterIt() {
    WorkflowStub run = heldAt("charge", REFUSES, ORDER);

    run.cancel();
    stage.environment.sleep(Duration.ofHours(1));
    assertThat(Stage.waitingFor(run)).isEqualTo("OPERATOR");
    mended.set(true);
    new Operator(run).retry();

    // The SDK closes every run as cancelled whose cancellation was asked for; the outcome tells.
    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(stage.systems.actions()).doesNotContain("release", "refund");
  }

  @Test
  void refusesToBeCancelledAfterIt() {
    WorkflowStub run = heldAt("charge", REFUSES, ORDER);

    assertTooLate(run);
  }

  @Test
  void isNotDisturbedByTheDeadlineAfterIt() {
    WorkflowStub run = heldAt("charge", REFUSES, ORDER.withDeadline(Duration.ofMinutes(30)));

    stage.environment.sleep(Duration.ofHours(2));
    assertThat(Stage.waitingFor(run)).isEqualTo("OPERATOR");
    mended.set(true);
    new Operator(run).retry();

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
  }

  @Test
  void saysWhereItCanBeLookedUpThatItWasPassed() {
    stage.systems.on("reserve", NEEDS_AN_OPERATOR).on("activate", NEEDS_AN_OPERATOR);
    WorkflowStub run = held(ORDER);
    assertThat(pastReturn(run)).isNull();

    new Operator(run).retry();
    stage.environment.sleep(Duration.ofMinutes(1));
    stage.await(run, WaitingFor.OPERATOR);

    assertThat(pastReturn(run)).isEqualTo(true);
  }

  @Test
  void saysNothingOfItWhereThereIsNone() {
    WorkflowStub run = stage.start(Orders.valid().toCreate());
    run.getResult(Outcome.class);

    assertThat(pastReturn(run)).isNull();
  }

  private void assertAllUndone(WorkflowStub run, OutcomeCode why) {
    Outcome outcome = Stage.failed(run);
    assertThat(outcome.code()).isEqualTo(why);
    assertThat(outcome.stranded()).isEmpty();
    assertThat(stage.systems.actions()).endsWith("activate", "release");
    assertThat(stage.callbacks.theOne().code()).isEqualTo(why.name());
  }

  private static void assertTooLate(WorkflowStub run) {
    assertThatThrownBy(() -> new Operator(run).cancel())
        .isInstanceOf(WorkflowUpdateException.class)
        .rootCause()
        .hasMessageContaining("too late to cancel: the operation is past its point of no return");
  }

  private static @Nullable Object pastReturn(WorkflowStub run) {
    return Stage.description(run).getMemo(OperationMemo.TOO_LATE_TO_CANCEL, Boolean.class);
  }

  /** Held by trouble that lasts until it is mended. */
  private WorkflowStub heldAt(String action, Behaviour trouble, Orders order) {
    stage.systems.on(action, forever(request -> (mended.get() ? WORKS : trouble).answer(request)));
    return held(order);
  }

  private WorkflowStub held(Orders order) {
    WorkflowStub run = stage.start(order.toCreate());
    // Trouble that may pass is tried for a day.
    stage.environment.sleep(Duration.ofMinutes(1));
    if (Stage.waitingFor(run) == null) {
      stage.environment.sleep(Duration.ofHours(25));
    }
    stage.await(run, WaitingFor.OPERATOR);
    return run;
  }
}
