package dev.turnup.workflows.fulfilment;

import static dev.turnup.workflows.fulfilment.Behaviours.IS_DOWN;
import static dev.turnup.workflows.fulfilment.Behaviours.LOSES_THE_ANSWER;
import static dev.turnup.workflows.fulfilment.Behaviours.REFUSES;
import static dev.turnup.workflows.fulfilment.Behaviours.WORKS;
import static dev.turnup.workflows.fulfilment.Behaviours.forever;
import static dev.turnup.workflows.fulfilment.Behaviours.isAtWorkFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.workflows.fulfilment.ScriptedSystems.Behaviour;
import dev.turnup.workflows.fulfilment.ScriptedSystems.Call;
import dev.turnup.workflows.operation.Orders;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.operation.PlanSteps;
import dev.turnup.workflows.operation.WaitingFor;
import dev.turnup.workflows.provisioning.PlanStep;
import dev.turnup.workflows.provisioning.ReadBack;
import dev.turnup.workflows.provisioning.StepRequest;
import io.temporal.activity.Activity;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A system was asked and nobody knows whether it did it: the plan says what follows. */
class LostAnswerTest {

  private static final PlanStep HELD = Orders.notRepeatable(Orders.ACTIVATE);
  private static final Orders WITH_HOLD =
      Orders.valid().withPlan(Orders.RESERVE, HELD, Orders.CHARGE);

  /** As when the worker is killed: the server waits for a word until the time is over. */
  private static final Behaviour DIES =
      request -> {
        Activity.getExecutionContext().doNotCompleteOnReturn();
        return WORKS.answer(request);
      };

  private Stage stage;

  @BeforeEach
  void open() {
    stage = new Stage(new ShortAttempts());
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isAskedForAgainUnderTheSameKeyWhereThatIsHarmless(boolean localFirst) {
    stage.systems.on("activate", LOSES_THE_ANSWER, LOSES_THE_ANSWER);

    WorkflowStub run = stage.start(Orders.valid().localFirst(localFirst).toCreate());

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(calls("activate")).hasSize(3);
    assertThat(calls("activate").stream().map(Call::key).distinct()).hasSize(1);
  }

  @Test
  void isUndoneIfItStaysLostWhereAskingAgainIsHarmless() {
    stage.systems.on("activate", forever(LOSES_THE_ANSWER));

    WorkflowStub run = stage.start(Orders.valid().toCreate());

    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.PROVISIONING_UNAVAILABLE);
    assertThat(stage.systems.actions()).endsWith("activate", "deactivate", "release");
  }

  @Test
  void isNeverAskedForAgainByItselfWhereThatIsNotHarmless() {
    stage.systems.on("activate", LOSES_THE_ANSWER);

    WorkflowStub run = held(WITH_HOLD);
    stage.environment.sleep(Duration.ofDays(2));

    assertThat(calls("activate")).hasSize(1);
    assertThat(Stage.details(run)).contains("Activate: **HELD**", "did not answer");

    new Operator(run).skip(Map.of());

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(calls("activate")).hasSize(1);
  }

  @Test
  void isAskedForAgainUnderTheSameKeyIfAnOperatorSaysSo() {
    stage.systems.on("activate", LOSES_THE_ANSWER);
    WorkflowStub run = held(WITH_HOLD);

    new Operator(run).retry();

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(calls("activate")).hasSize(2);
    assertThat(calls("activate").stream().map(Call::key).distinct()).hasSize(1);
  }

  @Test
  void isHeldToBeLeftBehindThoughTheNextTryIsRefused() {
    stage.systems.on("activate", LOSES_THE_ANSWER, REFUSES);
    WorkflowStub run =
        held(Orders.valid().withPlan(Orders.RESERVE, PlanSteps.like(HELD).withoutUndo().step()));

    new Operator(run).retry();

    Outcome outcome = Stage.failed(run);
    assertThat(outcome.code()).isEqualTo(OutcomeCode.UNDO_INCOMPLETE);
    assertThat(outcome.because()).isEqualTo(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(outcome.stranded()).containsExactly("Activate");
  }

  @Test
  void isAskedForAgainAsLongAsItSurelyDidNotHappen() {
    stage.systems.on("activate", IS_DOWN, isAtWorkFor(Duration.ofHours(2)), IS_DOWN);

    WorkflowStub run = stage.start(WITH_HOLD.toCreate());

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(calls("activate")).hasSize(4);
    assertThat(calls("activate").stream().map(Call::key).distinct()).hasSize(1);
    assertThat(stage.lasted(run)).isGreaterThanOrEqualTo(Duration.ofHours(2));
  }

  @Test
  void isUndoneIfItDoesNotHappenForAsLongAsTheStepIsTried() {
    stage.systems.on("activate", forever(IS_DOWN));

    WorkflowStub run = stage.start(WITH_HOLD.toCreate());

    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.PROVISIONING_UNAVAILABLE);
    assertThat(stage.systems.actions()).endsWith("activate", "deactivate", "release");
    assertThat(stage.lasted(run)).isGreaterThan(Duration.ofHours(23));
    // With the largest order there is, the history stays well below what the server allows.
    assertThat(calls("activate")).hasSizeBetween(90, 120);
  }

  @Test
  void neverComesFromALocalAttemptWhereAskingAgainIsNotHarmless() {
    stage.start(WITH_HOLD.toCreate()).getResult(Outcome.class);

    assertThat(calls("activate")).extracting(Call::local).containsExactly(false);
    assertThat(calls("reserve")).extracting(Call::local).containsExactly(true);
  }

  @Test
  void isHeldWhenTheWorkerDiesWhereAskingAgainIsNotHarmless() {
    stage.systems.on("activate", DIES);

    WorkflowStub run = held(WITH_HOLD);
    stage.environment.sleep(Duration.ofDays(1));

    assertThat(calls("activate")).hasSize(1);

    new Operator(run).skip(Map.of());
    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
  }

  @Test
  void isAskedForAgainWhenTheWorkerDiesWhereThatIsHarmless() {
    stage.systems.on("activate", DIES);

    WorkflowStub run = stage.start(Orders.valid().localFirst(false).toCreate());

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(calls("activate")).hasSize(2);
    assertThat(calls("activate").stream().map(Call::key).distinct()).hasSize(1);
  }

  @Test
  void isReadBackWhereThePlanSaysSo() {
    ReadBack by = new ReadBack("network", "find");
    stage.systems.on("activate", LOSES_THE_ANSWER);

    stage.start(reading(by).toCreate()).getResult(Outcome.class);

    assertThat(calls("activate"))
        .hasSize(2)
        .allMatch(call -> call.request().readsBack())
        .allMatch(call -> by.equals(call.request().readBack()));
    assertThat(requests("reserve"))
        .noneMatch(StepRequest::readsBack)
        .allMatch(request -> request.readBack() == null);
  }

  @Test
  void isReadBackFromTheSystemItselfIfThePlanNamesNoOther() {
    stage.start(reading(null).toCreate()).getResult(Outcome.class);

    assertThat(requests("activate"))
        .hasSize(1)
        .allMatch(StepRequest::readsBack)
        .allMatch(request -> request.readBack() == null);
  }

  private static Orders reading(@Nullable ReadBack by) {
    return Orders.valid()
        .withPlan(Orders.RESERVE, PlanSteps.like(Orders.ACTIVATE).readBack(by).step());
  }

  private WorkflowStub held(Orders order) {
    WorkflowStub run = stage.start(order.toCreate());
    stage.await(run, WaitingFor.OPERATOR);
    return run;
  }

  private List<StepRequest> requests(String action) {
    return calls(action).stream().map(Call::request).toList();
  }

  private List<Call> calls(String action) {
    return stage.systems.calls().stream().filter(call -> call.action().equals(action)).toList();
  }
}
