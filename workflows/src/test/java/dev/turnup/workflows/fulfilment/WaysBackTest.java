package dev.turnup.workflows.fulfilment;

import static dev.turnup.workflows.fulfilment.Behaviours.IS_DOWN;
import static dev.turnup.workflows.fulfilment.Behaviours.NEEDS_AN_OPERATOR;
import static dev.turnup.workflows.fulfilment.Behaviours.REFUSES;
import static dev.turnup.workflows.fulfilment.Behaviours.answers;
import static dev.turnup.workflows.fulfilment.Behaviours.forever;
import static dev.turnup.workflows.fulfilment.Behaviours.isAtWorkFor;
import static dev.turnup.workflows.fulfilment.Behaviours.takes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.workflows.operation.Orders;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.operation.PlanSteps;
import dev.turnup.workflows.operation.WaitingFor;
import dev.turnup.workflows.provisioning.PlanStep;
import dev.turnup.workflows.provisioning.StepRequest;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is taken back, what need not be, and what the partner is told of it. */
class WaysBackTest {

  private static final PlanStep LOOK =
      PlanSteps.of("look", "Look", "crm", null).changingNothing().step();
  private static final PlanStep CONFIRM =
      PlanSteps.of("confirm", "Confirm", "inventory", null).undoneWith("reserve").step();
  private static final PlanStep RELEASE_PROFILE =
      PlanSteps.of("release-profile", "Release profile", "inventory", null)
          .undoneWith("reserve")
          .step();
  private static final PlanStep LINE = PlanSteps.of("line", "Line", "network", "no-line").step();
  private static final PlanStep INSURE =
      PlanSteps.of("insure", "Insure", "insurer", "uninsure").step();

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
  void takesNothingBackOfAStepThatChangesNothing() {
    stage.systems.on("activate", REFUSES);

    Outcome outcome = fail(LOOK, Orders.RESERVE, Orders.ACTIVATE);

    assertThat(outcome.stranded()).isEmpty();
    assertThat(stage.systems.actions())
        .containsExactly("look", "reserve", "activate", "deactivate", "release");
  }

  @Test
  void takesAStepBackWithTheEarlierOneThatItIsUndoneWith() {
    stage.systems.on("activate", REFUSES);

    Outcome outcome = fail(Orders.RESERVE, CONFIRM, Orders.ACTIVATE);

    assertThat(outcome.code()).isEqualTo(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(outcome.stranded()).isEmpty();
    assertThat(stage.systems.actions())
        .containsExactly("reserve", "confirm", "activate", "deactivate", "release");
  }

  /** The undo knows by what the earlier step's work is followed, and not that of the later one. */
  @Test
  void letsTheWorkOfALaterStepEndBeforeTheEarlierOneIsTakenBackWithIt() {
    stage.systems.on("confirm", takes("order-1"), NEEDS_AN_OPERATOR, IS_DOWN);

    Outcome outcome = giveUp(Orders.RESERVE, CONFIRM, Orders.ACTIVATE);

    assertThat(outcome.code()).isEqualTo(OutcomeCode.OPERATOR_NEEDED);
    assertThat(outcome.stranded()).isEmpty();
    assertThat(stage.systems.actions())
        .containsExactly("reserve", "confirm", "confirm", "confirm", "confirm", "release");
    assertThat(stage.systems.calls().get(4).request().reference()).isEqualTo("order-1");
  }

  @Test
  void takesTheEarlierStepBackThoughTheWorkOfTheLaterOneFails() {
    stage.systems.on("confirm", takes("order-1"), NEEDS_AN_OPERATOR, REFUSES);

    Outcome outcome = giveUp(Orders.RESERVE, CONFIRM, Orders.ACTIVATE);

    assertThat(outcome.code()).isEqualTo(OutcomeCode.OPERATOR_NEEDED);
    assertThat(outcome.stranded()).isEmpty();
    assertThat(stage.systems.actions())
        .containsExactly("reserve", "confirm", "confirm", "confirm", "release");
  }

  @Test
  void asksAnOperatorIfTheWorkOfALaterStepCannotBeSeenToEndAndFollowsItAgain() {
    stage.systems.on("confirm", takes("order-1"), NEEDS_AN_OPERATOR, NEEDS_AN_OPERATOR, IS_DOWN);
    WorkflowStub run = start(Orders.RESERVE, CONFIRM, Orders.ACTIVATE);
    stage.await(run, WaitingFor.OPERATOR);
    new Operator(run).giveUp();
    awaitHeldWhileUndoing(run);

    new Operator(run).retry();

    assertThat(Stage.failed(run).stranded()).isEmpty();
    assertThat(stage.systems.actions())
        .containsExactly(
            "reserve", "confirm", "confirm", "confirm", "confirm", "confirm", "release");
  }

  @Test
  void takesNothingBackUnderWorkThatDoesNotEnd() {
    stage
        .systems
        .on("confirm", takes("order-1"), NEEDS_AN_OPERATOR)
        .on("confirm", forever(isAtWorkFor(Duration.ofHours(1))));

    Outcome outcome = giveUp(Orders.RESERVE, CONFIRM, Orders.ACTIVATE);

    assertThat(outcome.code()).isEqualTo(OutcomeCode.UNDO_INCOMPLETE);
    assertThat(outcome.stranded()).containsExactly("Reserve SIM");
    assertThat(stage.systems.actions()).doesNotContain("release");
  }

  /** Its system may compare them, as it knows the key. By now more is known than there was then. */
  @Test
  void followsTheWorkOfALaterStepInTheWordsInWhichItWasAskedFor() {
    stage.systems.on(
        "confirm", takes("order-1"), NEEDS_AN_OPERATOR, answers(Map.of("by", "order-2")));
    stage.systems.on("activate", REFUSES);
    WorkflowStub run = start(Orders.RESERVE, CONFIRM, Orders.ACTIVATE);
    stage.await(run, WaitingFor.OPERATOR);
    new Operator(run).change("service_details.secondary_iccid", "89014103211118510720");
    new Operator(run).retry();

    assertThat(Stage.failed(run).stranded()).isEmpty();
    List<StepRequest> ofTheFirst =
        stage.systems.calls().stream()
            .filter(call -> call.key().endsWith(".confirm"))
            .map(ScriptedSystems.Call::request)
            .toList();
    assertThat(ofTheFirst).hasSize(3);
    assertThat(ofTheFirst.stream().map(StepRequest::results).distinct()).hasSize(1);
    assertThat(ofTheFirst.stream().map(StepRequest::order).distinct()).hasSize(1);
  }

  private void awaitHeldWhileUndoing(WorkflowStub run) {
    for (int polls = 0; !Stage.details(run).contains("cannot be undone"); polls++) {
      assertThat(polls).as(Stage.details(run)).isLessThan(1_000);
      stage.environment.sleep(Duration.ofSeconds(1));
    }
  }

  private Outcome giveUp(PlanStep... steps) {
    WorkflowStub run = start(steps);
    stage.await(run, WaitingFor.OPERATOR);
    new Operator(run).giveUp();
    return Stage.failed(run);
  }

  @Test
  void takesTheEarlierStepBackInTheTurnOfTheLatestThatIsUndoneWithIt() {
    stage.systems.on("activate", REFUSES);

    Outcome outcome = fail(Orders.RESERVE, CONFIRM, LINE, RELEASE_PROFILE, INSURE, Orders.ACTIVATE);

    assertThat(outcome.code()).isEqualTo(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(outcome.stranded()).isEmpty();
    assertThat(stage.systems.actions())
        .containsExactly(
            "reserve",
            "confirm",
            "line",
            "release-profile",
            "insure",
            "activate",
            "deactivate",
            "uninsure",
            "release",
            "no-line");
  }

  @Test
  void leavesAllThatCameBeforeInPlaceIfTheEarlierStepCannotBeTakenBackInThatTurn() {
    stage.systems.on("activate", REFUSES).on("release", REFUSES);

    WorkflowStub run =
        start(INSURE, LOOK, Orders.RESERVE, LINE, RELEASE_PROFILE, Orders.CHARGE, Orders.ACTIVATE);
    Outcome outcome = Stage.failed(run);

    assertThat(outcome.code()).isEqualTo(OutcomeCode.UNDO_INCOMPLETE);
    assertThat(outcome.because()).isEqualTo(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(outcome.stranded()).containsExactly("Reserve SIM", "Line", "Insure");
    assertThat(stage.systems.actions()).endsWith("activate", "deactivate", "refund", "release");
    assertThat(Stage.details(run))
        .contains(
            "Reserve SIM: **LEFT BEHIND**",
            "Line: **LEFT BEHIND**",
            "Insure: **LEFT BEHIND**",
            "Look: done",
            "Start billing: undone");
  }

  @Test
  void takesTheRestBackIfAnOperatorHasTakenTheEarlierStepBack() {
    stage.systems.on("activate", REFUSES).on("release", NEEDS_AN_OPERATOR);
    WorkflowStub run = start(Orders.RESERVE, LINE, RELEASE_PROFILE, Orders.ACTIVATE);
    stage.await(run, WaitingFor.OPERATOR);

    new Operator(run).skip(Map.of());

    assertThat(Stage.failed(run).stranded()).isEmpty();
    assertThat(stage.systems.actions()).endsWith("deactivate", "release", "no-line");
  }

  @Test
  void namesTheEarlierStepIfThatIsLeftBehind() {
    stage.systems.on("confirm", REFUSES).on("release", REFUSES);

    Outcome outcome = fail(Orders.RESERVE, CONFIRM);

    assertThat(outcome.code()).isEqualTo(OutcomeCode.UNDO_INCOMPLETE);
    assertThat(outcome.because()).isEqualTo(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(outcome.stranded()).containsExactly("Reserve SIM");
  }

  @Test
  void tellsThatNothingWasChangedIfTheFirstChangeIsRefused() {
    stage.systems.on("reserve", REFUSES);

    Outcome outcome = fail(LOOK, Orders.RESERVE, Orders.ACTIVATE);

    assertThat(outcome.code()).isEqualTo(OutcomeCode.PROVISIONING_REJECTED);
    assertThat(outcome.failedStep()).isEqualTo("Reserve SIM");
    // That may be an echo of an attempt whose answer was lost.
    assertThat(stage.systems.actions()).containsExactly("look", "reserve", "release");
    assertThat(stage.callbacks.theOne().code()).isEqualTo("PROVISIONING_REJECTED");
  }

  @Test
  void tellsThatNothingWasChangedIfALookIsRefused() {
    stage.systems.on("look", REFUSES);

    Outcome outcome = fail(LOOK, Orders.RESERVE);

    assertThat(outcome.code()).isEqualTo(OutcomeCode.PROVISIONING_REJECTED);
    assertThat(stage.systems.actions()).containsExactly("look");
  }

  @Test
  void tellsThatItWasUndoneIfALaterChangeIsRefused() {
    stage.systems.on("activate", REFUSES);

    Outcome outcome = fail(Orders.RESERVE, Orders.ACTIVATE);

    assertThat(outcome.code()).isEqualTo(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(outcome.because()).isNull();
    assertThat(outcome.failedStep()).isEqualTo("Activate");
    assertThat(stage.callbacks.theOne().code()).isEqualTo("PROVISIONING_ROLLED_BACK");
  }

  @Test
  void tellsThatItWasUndoneIfALookAfterAChangeIsRefused() {
    stage.systems.on("look", REFUSES);

    Outcome outcome = fail(Orders.RESERVE, LOOK);

    assertThat(outcome.code()).isEqualTo(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(stage.systems.actions()).containsExactly("reserve", "look", "release");
  }

  @Test
  void leavesNothingBehindOfARefusedStepWithoutAWayBack() {
    stage.systems.on("activate", REFUSES);

    Outcome outcome = fail(Orders.RESERVE, Orders.irreversible(Orders.ACTIVATE));

    assertThat(outcome.code()).isEqualTo(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(outcome.stranded()).isEmpty();
  }

  @Test
  void leavesAStepWithoutAWayBackBehindIfItMayHaveHappened() {
    stage.systems.on("activate", forever(IS_DOWN));

    Outcome outcome = fail(Orders.RESERVE, Orders.irreversible(Orders.ACTIVATE));

    assertThat(outcome.code()).isEqualTo(OutcomeCode.UNDO_INCOMPLETE);
    assertThat(outcome.because()).isEqualTo(OutcomeCode.PROVISIONING_UNAVAILABLE);
    assertThat(outcome.stranded()).containsExactly("Activate");
  }

  @Test
  void tellsTheUndoWhatTheDeedAnswered() {
    stage.systems.on("reserve", answers(Map.of("id", "r-1"))).on("activate", REFUSES);

    fail(Orders.RESERVE, Orders.ACTIVATE);

    assertThat(stage.systems.calls().getLast().request().results())
        .containsEntry("reserve", Map.of("id", "r-1"));
  }

  private Outcome fail(PlanStep... steps) {
    return Stage.failed(start(steps));
  }

  private WorkflowStub start(PlanStep... steps) {
    return stage.start(Orders.valid().withPlan(steps).toCreate());
  }
}
