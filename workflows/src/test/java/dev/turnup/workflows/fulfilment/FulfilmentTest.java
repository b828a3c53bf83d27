package dev.turnup.workflows.fulfilment;

import static dev.turnup.workflows.fulfilment.Behaviours.HAS_A_BUG;
import static dev.turnup.workflows.fulfilment.Behaviours.IS_DOWN;
import static dev.turnup.workflows.fulfilment.Behaviours.REFUSES;
import static dev.turnup.workflows.fulfilment.Behaviours.RUNS_OUT_OF_LOCAL_TIME;
import static dev.turnup.workflows.fulfilment.Behaviours.forever;
import static dev.turnup.workflows.fulfilment.Behaviours.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.util.Durations;
import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.delivery.RecordingCallbacks;
import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.fulfilment.ScriptedSystems.Behaviour;
import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.operation.Orders;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.provisioning.StepResult;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an operation. Whatever local first is set to, the ends are the same. */
class FulfilmentTest {

  private static final Duration DEADLINE = Orders.valid().plan().deadline();

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
  void doesTheStepsInOrderAndTellsOfSuccessOnce(boolean localFirst) {
    Outcome outcome = succeed(Orders.valid().localFirst(localFirst));

    assertThat(outcome).isEqualTo(Outcome.success(OutcomeCode.SERVICE_CREATED, "612123456"));
    assertThat(stage.systems.actions()).containsExactly("reserve", "activate", "charge");
    assertThat(stage.callbacks.attempts()).hasSize(1);
    assertThat(stage.callbacks.theOne().address()).isEqualTo(Orders.CALLBACKS.success());
    assertThat(stage.callbacks.theOne().code()).isEqualTo("SERVICE_CREATED");
    assertThat(stage.callbacks.theOne().serviceId()).isEqualTo("612123456");
  }

  @Test
  void runsEverythingInOneTaskWhileAllGoesWell() {
    WorkflowStub run = stage.start(Orders.valid().toCreate());
    run.getResult(Outcome.class);

    assertThat(stage.systems.calls()).allMatch(ScriptedSystems.Call::local);
    assertThat(stage.callbacks.attempts()).allMatch(RecordingCallbacks.Attempt::local);
    assertThat(stage.history(run).getEvents())
        .filteredOn(event -> event.hasWorkflowTaskCompletedEventAttributes())
        .hasSize(1);
  }

  @Test
  void runsNothingLocallyWhenLocalFirstIsOff() {
    succeed(Orders.valid().localFirst(false));

    assertThat(stage.systems.calls()).noneMatch(ScriptedSystems.Call::local);
    assertThat(stage.callbacks.attempts()).noneMatch(RecordingCallbacks.Attempt::local);
  }

  @Test
  void makesTheOutcomeDurableBeforeTellingItOnceTheFirstTaskIsOver() {
    succeed(Orders.valid().withPlan(Orders.notRepeatable(Orders.RESERVE), Orders.ACTIVATE));

    assertThat(stage.callbacks.attempts()).noneMatch(RecordingCallbacks.Attempt::local);
  }

  @Test
  void updatesADevice() {
    WorkflowStub run = stage.start(Orders.valid().toUpdateDevice());

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_DEVICE_UPDATED);
    assertThat(stage.systems.calls().getFirst().request().order())
        .containsEntry("device_id", "stb-1")
        .containsEntry("category", "STB")
        .containsEntry("new_service_device_details", Map.of("serial_number", "S1"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tellsTheServiceIdThatASystemAssigned(boolean localFirst) {
    stage.systems.on("reserve", request -> StepResult.done(Map.of("service_id", "612999888")));

    Outcome outcome = succeed(Orders.valid().withoutServiceId().localFirst(localFirst));

    assertThat(outcome.serviceId()).isEqualTo("612999888");
    assertThat(stage.callbacks.theOne().serviceId()).isEqualTo("612999888");
    assertThat(stage.systems.calls().get(1).request().order())
        .containsEntry("service_id", "612999888");
    assertThat(stage.systems.calls().get(1).request().results())
        .containsEntry("reserve", Map.of("service_id", "612999888"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void undoesInReverseOrderWhenAStepIsRefused(boolean localFirst) {
    stage.systems.on("activate", REFUSES);

    Outcome outcome = fail(Orders.valid().localFirst(localFirst));

    assertThat(outcome.code()).isEqualTo(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(outcome.failedStep()).isEqualTo("Activate");
    assertThat(outcome.stranded()).isEmpty();
    assertThat(stage.systems.actions())
        .containsExactly("reserve", "activate", "deactivate", "release");
    assertThat(stage.callbacks.theOne().address()).isEqualTo(Orders.CALLBACKS.error());
    assertThat(stage.callbacks.theOne().code()).isEqualTo("PROVISIONING_ROLLED_BACK");
  }

  @Test
  void makesAFailureDurableBeforeTellingIt() {
    stage.systems.on("reserve", REFUSES);

    fail(Orders.valid().withPlan(Orders.irreversible(Orders.RESERVE)));

    assertThat(stage.callbacks.attempts()).hasSize(1).noneMatch(RecordingCallbacks.Attempt::local);
  }

  @Test
  void tellsAnEmptyServiceIdIfNoneWasAssigned() {
    stage.systems.on("reserve", REFUSES);

    assertThat(fail(Orders.valid().withoutServiceId()).serviceId()).isEmpty();
    assertThat(stage.callbacks.theOne().serviceId()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void goesOnUnderTheSameKeyWhenASystemIsBrieflyDown(boolean localFirst) {
    stage.systems.on("activate", IS_DOWN, IS_DOWN, IS_DOWN);

    succeed(Orders.valid().localFirst(localFirst));

    assertThat(stage.systems.actions())
        .containsExactly("reserve", "activate", "activate", "activate", "activate", "charge");
    assertThat(stage.systems.calls().subList(1, 5))
        .extracting(ScriptedSystems.Call::key)
        .containsOnly(stage.systems.calls().get(1).key());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void undoesWhenASystemStaysDown(boolean localFirst) {
    stage.systems.on("activate", forever(IS_DOWN));

    Outcome outcome = fail(Orders.valid().localFirst(localFirst));

    assertThat(outcome.code()).isEqualTo(OutcomeCode.PROVISIONING_UNAVAILABLE);
    assertThat(stage.systems.actions()).endsWith("activate", "deactivate", "release");
  }

  @Test
  void triesEveryUndoAndTellsWhatIsLeftBehind() {
    stage.systems.on("charge", REFUSES).on("deactivate", REFUSES);

    Outcome outcome = fail(Orders.valid());

    assertThat(outcome.code()).isEqualTo(OutcomeCode.UNDO_INCOMPLETE);
    assertThat(outcome.stranded()).containsExactly("Activate");
    assertThat(stage.systems.actions()).endsWith("refund", "deactivate", "release");
    assertThat(stage.callbacks.theOne().code()).isEqualTo("UNDO_INCOMPLETE");
  }

  @Test
  void countsAStepWithoutUndoAsLeftBehindOnceItMayHaveHappened() {
    stage.systems.on("charge", REFUSES);

    Outcome outcome =
        fail(
            Orders.valid()
                .withPlan(
                    Orders.RESERVE,
                    Orders.irreversible(Orders.ACTIVATE),
                    Orders.irreversible(Orders.CHARGE)));

    assertThat(outcome.stranded()).containsExactly("Activate");
  }

  @Test
  void sendsAnUndoWithAKeyOfItsOwnThatNamesTheDeed() {
    stage.systems.on("reserve", REFUSES);

    fail(Orders.valid());

    var deed = stage.systems.calls().getFirst().request();
    var undo = stage.systems.calls().getLast().request();
    assertThat(undo.undoes()).isEqualTo(deed.idempotencyKey());
    assertThat(undo.idempotencyKey()).isNotEqualTo(deed.idempotencyKey());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void neverUndoesBecauseOfAFaultOfOurs(boolean localFirst) {
    // Far more failures than a step's patience has room for.
    stage.systems.on("activate", times(1000, HAS_A_BUG));

    Outcome outcome = succeed(Orders.valid().localFirst(localFirst));

    assertThat(outcome.code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(stage.systems.actions()).doesNotContain("release", "deactivate");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void undoesAndTellsOfTheErrorWhenCancelled(boolean localFirst) {
    stage.systems.on("activate", forever(IS_DOWN));
    WorkflowStub run = stage.start(Orders.valid().localFirst(localFirst).toCreate());
    stage.environment.sleep(Duration.ofMinutes(10));

    run.cancel();

    assertThatThrownBy(() -> run.getResult(Outcome.class))
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(Stage.outcome(run).code()).isEqualTo(OutcomeCode.CANCELLED);
    assertThat(stage.systems.actions()).endsWith("deactivate", "release");
    assertThat(stage.callbacks.theOne().code()).isEqualTo("CANCELLED");
  }

  @Test
  void countsNoStepAsLeftBehindThatNeverBegan() throws Exception {
    WorkflowStub run =
        cancelDuring(
            request -> StepResult.done(Map.of()),
            Orders.valid().withPlan(Orders.RESERVE, Orders.irreversible(Orders.ACTIVATE)));

    assertThat(Stage.outcome(run).code()).isEqualTo(OutcomeCode.CANCELLED);
    assertThat(stage.systems.actions()).containsExactly("reserve", "reserve", "release");
  }

  /** Cancels while the first durable attempt of the first step is under way. */
  private WorkflowStub cancelDuring(Behaviour attempt, Orders order) throws Exception {
    CountDownLatch underWay = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    stage.systems.on(
        "reserve",
        IS_DOWN,
        request -> {
          underWay.countDown();
          cancelled.await();
          return attempt.answer(request);
        });
    WorkflowStub run = stage.start(order.toCreate());
    underWay.await();
    run.cancel();
    stage.awaitCancelOfAttempt(run);
    cancelled.countDown();
    assertThatThrownBy(() -> run.getResult(Outcome.class))
        .isInstanceOf(WorkflowFailedException.class);
    return run;
  }

  @Test
  void keepsTheServiceIfTheCancellationComesWhenAllIsDone() {
    stage.callbacks.failingFor(CallbackError.STATUS, Duration.ofHours(1));
    WorkflowStub run = stage.start(Orders.valid().toCreate());
    stage.environment.sleep(Duration.ofMinutes(1));

    run.cancel();

    // The SDK closes every run as cancelled whose cancellation was asked for; the outcome tells.
    assertThatThrownBy(() -> run.getResult(Outcome.class))
        .isInstanceOf(WorkflowFailedException.class);
    assertThat(Stage.outcome(run).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(callbackState(run)).isEqualTo("DELIVERED");
    assertThat(stage.systems.actions()).containsExactly("reserve", "activate", "charge");
  }

  @Test
  void waitsForAsLongAsABackEndAsks() {
    stage.systems.on(
        "activate",
        request -> {
          throw FailureKind.UNAVAILABLE.toFailure("answered 429", Duration.ofMinutes(7));
        });

    WorkflowStub run = stage.start(Orders.valid().toCreate());
    run.getResult(Outcome.class);

    assertThat(
            stage.history(run).getEvents().stream()
                .filter(HistoryEvent::hasTimerStartedEventAttributes)
                .map(event -> event.getTimerStartedEventAttributes().getStartToFireTimeout())
                .filter(timeout -> Durations.toSeconds(timeout) != DEADLINE.toSeconds())
                .map(Durations::toSeconds))
        .containsExactly(Duration.ofMinutes(7).toSeconds());
  }

  @Test
  void goesOnDurablyWhenALocalAttemptRunsOutOfTime() {
    stage.systems.on("activate", RUNS_OUT_OF_LOCAL_TIME);

    WorkflowStub run = stage.start(Orders.valid().toCreate());
    run.getResult(Outcome.class);

    assertThat(stage.systems.calls())
        .extracting(ScriptedSystems.Call::action, ScriptedSystems.Call::local)
        .containsSubsequence(tuple("activate", true), tuple("activate", false));
    assertThat(stage.history(run).getEvents())
        .as("nothing to repair")
        .noneMatch(FulfilmentTest::waits);
  }

  @Test
  void remembersThatALocalAttemptThatRanOutOfTimeMayBeAtItStill() {
    stage.systems.on("activate", RUNS_OUT_OF_LOCAL_TIME);

    stage.start(Orders.valid().toCreate()).getResult(Outcome.class);

    assertThat(stage.systems.calls())
        .filteredOn(call -> call.action().equals("activate"))
        .extracting(call -> call.request().unseenUntil() == null)
        .containsExactly(true, false);
  }

  @Test
  void writesTheOutcomeWhereOperatorsSearch() {
    stage.systems.on("reserve", REFUSES);
    WorkflowStub run = stage.start(Orders.valid().toCreate());
    failed(run);

    assertThat(Stage.description(run).getTypedSearchAttributes().get(OperationAttributes.OUTCOME))
        .isEqualTo("PROVISIONING_REJECTED");
    assertThat(callbackState(run)).isEqualTo("DELIVERED");
  }

  private static String callbackState(WorkflowStub run) {
    return Stage.description(run)
        .getTypedSearchAttributes()
        .get(OperationAttributes.CALLBACK_STATE);
  }

  private static boolean waits(HistoryEvent event) {
    return event
        .getUpsertWorkflowSearchAttributesEventAttributes()
        .getSearchAttributes()
        .containsIndexedFields(OperationAttributes.WAITING_FOR.getName());
  }

  private Outcome succeed(Orders order) {
    WorkflowStub run = stage.start(order.toCreate());
    Outcome outcome = run.getResult(Outcome.class);
    assertThat(Stage.outcome(run)).isEqualTo(outcome);
    return outcome;
  }

  private Outcome fail(Orders order) {
    WorkflowStub run = stage.start(order.toCreate());
    return failed(run);
  }

  private static Outcome failed(WorkflowStub run) {
    assertThatThrownBy(() -> run.getResult(Outcome.class))
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(ApplicationFailure.class);
    return Stage.outcome(run);
  }
}
