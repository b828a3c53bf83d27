package dev.turnup.workflows.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnup.workflows.esim.DownloadProgress;
import dev.turnup.workflows.esim.EsimInstallation;
import dev.turnup.workflows.esim.InstallationId;
import dev.turnup.workflows.esim.InstallationLetters;
import dev.turnup.workflows.fulfilment.ScriptedSystems.Behaviour;
import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.operation.OperatorAct;
import dev.turnup.workflows.operation.Orders;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.operation.PlanSteps;
import dev.turnup.workflows.operation.RunningOperation;
import dev.turnup.workflows.operation.TaskQueues;
import dev.turnup.workflows.provisioning.Plan;
import dev.turnup.workflows.provisioning.PlanStep;
import dev.turnup.workflows.provisioning.StepResult;
import dev.turnup.workflows.provisioning.WaitsFor;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An operation that waits for an eSIM profile to be installed, and the letter box between it and
 * the SM-DP+. Whatever happened, in the end all histories are replayed.
 */
class EsimInstallationTest {

  private static final String ICCID = "8934011411551283144";
  private static final String EID = "89049032001234567890123456789057";
  private static final String OTHER_EID = "89049032001234567890123456789154";
  private static final InstallationId BOX = InstallationId.of(ICCID, EID);
  private static final PlanStep WAIT = PlanSteps.waitingFor(WaitsFor.ESIM_INSTALLATION).step();
  private static final int PRIVATE_POINT = 100;
  private static final OperatorAct ACT = new OperatorAct("acme", "asked for");

  private final List<WorkflowStub> runs = new ArrayList<>();
  private Stage stage;

  @BeforeEach
  void open() {
    open(new Stage());
  }

  private void open(Stage anew) {
    stage = anew;
    Behaviour knowsTheEid = request -> StepResult.done(Map.of("eid", EID));
    stage.systems.on("reserve", knowsTheEid, knowsTheEid);
  }

  @AfterEach
  void replayAndClose() throws Exception {
    for (WorkflowStub run : runs) {
      Replay.of(stage.history(run));
    }
    stage.close();
  }

  @Test
  void succeedsWhenTheProfileIsInstalledWhileItWaits() {
    WorkflowStub run = startAndAwaitWaiting();
    installed();

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(waitingFor(run)).isNull();
    assertThat(stage.systems.actions()).containsExactly("reserve", "activate");
    assertThat(stage.callbacks.theOne().code()).isEqualTo("SERVICE_CREATED");
    assertThat(status(box()))
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
  }

  @Test
  void succeedsWhenTheProfileWasInstalledBeforeItWaits() {
    installed();

    assertThat(start().getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    await(() -> isClosed(box()));
  }

  @Test
  void goesOnWithTheStepsAfterTheWait() {
    WorkflowStub run = start(planOf(Orders.RESERVE, WAIT, Orders.CHARGE));
    await(() -> "WORLD".equals(waitingFor(run)));
    assertThat(stage.systems.actions()).containsExactly("reserve");
    installed();

    run.getResult(Outcome.class);
    assertThat(stage.systems.actions()).containsExactly("reserve", "charge");
  }

  @Test
  void mindsNeitherDoublesNorDisorder() {
    installed();
    installed();
    succeeded(3);
    WorkflowStub run = start();

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    await(() -> isClosed(box()));
    String first = description(box());
    succeeded(3);
    installed();
    assertThat(description(box())).isNotEqualTo(first);
    assertThat(stage.callbacks.attempts()).hasSize(1);
  }

  @Test
  void knowsTheProfileWithAndWithoutPadding() {
    report(InstallationId.of(ICCID + "F", EID), 4, true, null);

    assertThat(start().getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
  }

  @Test
  void isNotMovedByAnotherDeviceWithTheSameProfile() {
    report(InstallationId.of(ICCID, OTHER_EID), 4, true, null);
    WorkflowStub run = startAndAwaitWaiting();
    report(InstallationId.of(ICCID, OTHER_EID), 4, true, null);

    assertThat(failed(run).code()).isEqualTo(OutcomeCode.TIMED_OUT);
  }

  @ParameterizedTest
  @CsvSource({"1, 8.8.5/3.8", "1, 8.8.5/6.4", "2, 8.2.7/6.4", "4, 8.1/4.2"})
  void undoesWhenTheProfileWillNeverBeInstalled(int point, String code) {
    WorkflowStub run = startAndAwaitWaiting();
    report(BOX, point, false, code);

    Outcome outcome = failed(run);
    assertThat(outcome.code()).isEqualTo(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(outcome.failedStep()).isEqualTo("Wait until the profile is installed");
    assertThat(outcome.stranded()).isEmpty();
    assertThat(stage.systems.actions())
        .containsExactly("reserve", "activate", "deactivate", "release");
    assertThat(status(box()))
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
  }

  @Test
  void waitsOnAfterAFailureThatMayPass() {
    WorkflowStub run = startAndAwaitWaiting();
    report(BOX, 3, false, "8.2/4.2");
    report(BOX, 2, false, "8.2.7/3.8");
    installed();

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 100, 255})
  void takesNoNoticeOfPointsThatMeanNothingHere(int point) {
    WorkflowStub run = startAndAwaitWaiting();
    report(BOX, point, false, "8.8.5/3.8");
    report(BOX, point, true, null);
    await(() -> signals(box()) == 3);

    assertThat(failed(run).code()).isEqualTo(OutcomeCode.TIMED_OUT);
  }

  /** An SM-DP+ that repeats itself for a month must not fill the history up. */
  @Test
  void goesOnInANewHistoryWhenTheOldOneHasGrownLong() {
    WorkflowStub run = startAndAwaitWaiting();
    succeeded(3);
    String longCode = "8".repeat(1_500_000) + "/3.8";
    for (int told = 0; told < 3; told++) {
      report(BOX, PRIVATE_POINT, false, longCode);
    }
    await(() -> signals(box()) == 0);
    assertThat(description(box()))
        .contains("download: passed", "waited for by " + id(run))
        .doesNotContain("installation");

    installed();

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
  }

  @Test
  void takesNoNoticeOfAFailureOfAnEarlierOrderOfTheSameProfile() {
    reportAt(now().minus(Duration.ofMinutes(5)), 1, false, "8.8.5/3.8");
    WorkflowStub run = startAndAwaitWaiting();
    reportAt(now().minus(Duration.ofMinutes(5)), 1, false, "8.8.5/3.8");
    installed();

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
  }

  @Test
  void canBeCancelledWhileItWaits() {
    WorkflowStub run = startAndAwaitWaiting();
    run.update(RunningOperation.CANCEL, String.class, ACT);

    // Not by waiting for the result, which would skip the month that the letter box is kept.
    await(() -> isClosed(run));
    assertThat(Stage.outcome(run).code()).isEqualTo(OutcomeCode.CANCELLED);
    assertThat(stage.systems.actions()).endsWith("deactivate", "release");
    assertThat(waitingFor(run)).isNull();
    assertThat(isClosed(box())).isFalse();
  }

  /** CancelOrder would be refused: a profile that is on a device cannot be taken back. */
  @Test
  void cannotBeCancelledOnceTheProfileIsDownloaded() {
    WorkflowStub run = startAndAwaitWaiting();
    succeeded(3);
    succeeded(3);
    await(() -> isTooLateToCancel(run));

    assertThatThrownBy(() -> run.update(RunningOperation.CANCEL, String.class, ACT))
        .hasStackTraceContaining("too late to cancel");
    installed();
    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(signals(run)).as("that it is downloaded, and that it is installed").isEqualTo(2);
  }

  @Test
  void cannotBeCancelledIfTheProfileWasDownloadedBeforeItWaits() {
    reportAt(now().plus(Duration.ofMinutes(1)), 3, true, null);
    WorkflowStub run = startAndAwaitWaiting();

    await(() -> isTooLateToCancel(run));
  }

  @Test
  void cannotBeCancelledIfTheProfileWasDownloadedInItsFirstSecond() {
    WorkflowStub run = startAndAwaitWaiting();
    reportAt(run.describe().getStartTime().truncatedTo(ChronoUnit.SECONDS), 3, true, null);

    await(() -> isTooLateToCancel(run));
  }

  @Test
  void canBeCancelledThoughAnEarlierOrderOfTheSameProfileWasDownloaded() {
    reportAt(now().minus(Duration.ofMinutes(5)), 3, true, null);
    WorkflowStub run = startAndAwaitWaiting();
    await(() -> description(box()).contains("waited for by " + id(run)));

    run.update(RunningOperation.CANCEL, String.class, ACT);
    await(() -> isClosed(run));
    assertThat(Stage.outcome(run).code()).isEqualTo(OutcomeCode.CANCELLED);
    assertThat(signals(run)).isZero();
  }

  @Test
  void canStillBeCancelledWhenTheDownloadHasFailed() {
    WorkflowStub run = startAndAwaitWaiting();
    report(BOX, 3, false, "8.2/4.2");
    await(() -> signals(box()) == 2);

    run.update(RunningOperation.CANCEL, String.class, ACT);
    await(() -> isClosed(run));
    assertThat(Stage.outcome(run).code()).isEqualTo(OutcomeCode.CANCELLED);
  }

  @Test
  void isUndoneAtItsDeadlineEvenIfTheProfileIsDownloaded() {
    WorkflowStub run = startAndAwaitWaiting();
    succeeded(3);
    await(() -> isTooLateToCancel(run));

    assertThat(failed(run).code()).isEqualTo(OutcomeCode.TIMED_OUT);
    assertThat(stage.systems.actions()).endsWith("deactivate", "release");
  }

  @Test
  void isUndoneAtItsDeadlineWhileItWaits() {
    WorkflowStub run = startAndAwaitWaiting();

    assertThat(failed(run).code()).isEqualTo(OutcomeCode.TIMED_OUT);
    assertThat(stage.systems.actions()).endsWith("deactivate", "release");
  }

  @Test
  void isUndoneWhenTheStepsPatienceIsOverBeforeTheDeadline() {
    Plan plan =
        new Plan(
            List.of(Orders.RESERVE, Orders.ACTIVATE, WAIT),
            Duration.ofDays(60),
            Duration.ofDays(3));
    Instant begun = now();
    Outcome outcome = failed(start(plan));

    assertThat(outcome.code()).isEqualTo(OutcomeCode.TIMED_OUT);
    assertThat(outcome.failedStep()).isEqualTo("Wait until the profile is installed");
    assertThat(Duration.between(begun, now())).isBetween(Duration.ofDays(30), Duration.ofDays(40));
    assertThat(stage.systems.actions()).endsWith("deactivate", "release");
  }

  @Test
  void isNoErrorIfTheOperationIsOverWhenTheProfileIsInstalledAndTheNextOneHearsOfIt() {
    WorkflowStub first = startAndAwaitWaiting();
    first.cancel();
    await(() -> isClosed(first));
    installed();
    await(() -> description(box()).contains("installation: passed"));
    assertThat(isClosed(box())).isFalse();

    assertThat(start().getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    await(() -> isClosed(box()));
  }

  @Test
  void tellsAllOperationsThatWaitForTheSameProfile() {
    WorkflowStub one = startAndAwaitWaiting();
    WorkflowStub other = startAndAwaitWaiting();
    installed();

    assertThat(one.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(other.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
  }

  @Test
  void opensTheLetterBoxAgainIfItWasClosedBeforeItCouldBeToldThatSomebodyWaits() {
    stage.close();
    open(new Stage(new LosesFirstLetter()));
    WorkflowStub run = startAndAwaitWaiting();
    // What went astray here will not go astray when it is replayed.
    runs.clear();
    installed();
    runs.clear();

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
  }

  @Test
  void isNotBegunWithoutAnEid() {
    WorkflowStub run = start(planOf(Orders.ACTIVATE, WAIT));
    Outcome outcome = failed(run);

    assertThat(outcome.code()).isEqualTo(OutcomeCode.INFORMATION_MISSING);
    assertThat(outcome.missing()).containsExactly("eid");
    assertThat(stage.systems.actions()).containsExactly("activate", "deactivate");
  }

  @Test
  void isHeldPastThePointOfNoReturnAndMayBeTriedAgain() {
    PlanStep noReturn = PlanSteps.like(Orders.ACTIVATE).pointOfNoReturn().step();
    WorkflowStub run = start(planOf(Orders.RESERVE, noReturn, WAIT));
    await(() -> "WORLD".equals(waitingFor(run)));
    report(BOX, 1, false, "8.8.5/3.8");
    await(() -> "OPERATOR".equals(waitingFor(run)));
    assertThat(description(run)).contains("has failed for good: 8.8.5/3.8");

    run.update("RetryStep", String.class, ACT);
    await(() -> "WORLD".equals(waitingFor(run)));
    installed();
    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
  }

  @Test
  void keepsAReportForAMonthIfNobodyWaits() {
    installed();
    stage.environment.sleep(Duration.ofDays(30));
    assertThat(isClosed(box())).isFalse();

    stage.environment.sleep(Duration.ofDays(2));
    assertThat(isClosed(box())).isTrue();
  }

  @Test
  void tellsOperatorsInWordsAndNobodyTheNumbers() {
    succeeded(3);
    WorkflowStub run = startAndAwaitWaiting();
    report(BOX, 3, false, "8.2/4.2");

    await(() -> description(box()).contains("download: **failed** with 8.2/4.2"));
    assertThat(description(box())).contains("waited for by " + id(run));
    assertThat(description(run)).contains("installed: **waited for**");
    WorkflowExecutionHistory history = stage.history(box());
    assertThat(history.toJson(true)).doesNotContain(ICCID).doesNotContain(EID);
    assertThat(BOX.workflowId()).matches("esim-[0-9a-f]{64}");
  }

  private WorkflowStub startAndAwaitWaiting() {
    WorkflowStub run = start();
    await(() -> "WORLD".equals(waitingFor(run)));
    return run;
  }

  private WorkflowStub start() {
    return start(planOf(Orders.RESERVE, Orders.ACTIVATE, WAIT));
  }

  private WorkflowStub start(Plan plan) {
    return run(stage.start(new Orders("612123456", plan, true).toCreate()));
  }

  private WorkflowStub run(WorkflowStub run) {
    runs.add(run);
    return run;
  }

  private static Plan planOf(PlanStep... steps) {
    return Orders.planOf(steps);
  }

  private void installed() {
    succeeded(4);
  }

  private void succeeded(int point) {
    report(BOX, point, true, null);
  }

  private void report(InstallationId box, int point, boolean well, @Nullable String code) {
    report(box, point, well, code, now());
  }

  private void reportAt(Instant at, int point, boolean well, @Nullable String code) {
    report(BOX, point, well, code, at);
  }

  private void report(
      InstallationId id, int point, boolean well, @Nullable String code, Instant at) {
    WorkflowClient client = stage.environment.getWorkflowClient();
    EsimInstallation box =
        client.newWorkflowStub(
            EsimInstallation.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(id.workflowId())
                .setTaskQueue(TaskQueues.PROVISIONING)
                .setStaticSummary(EsimInstallation.SUMMARY)
                .build());
    List<String> codes = code == null ? List.of() : List.of(code.split("/", -1));
    BatchRequest both = client.newSignalWithStartRequest();
    both.add(box::keep, (InstallationLetters) null);
    both.add(
        box::progress,
        new DownloadProgress(
            point,
            well,
            code == null ? null : codes.getFirst(),
            code == null ? null : codes.getLast(),
            at));
    client.signalWithStart(both);
    if (id.equals(BOX) && runs.stream().noneMatch(run -> id(run).equals(id(box())))) {
      runs.add(box());
    }
  }

  private WorkflowStub box() {
    return stage.environment.getWorkflowClient().newUntypedWorkflowStub(BOX.workflowId());
  }

  private Instant now() {
    return Instant.ofEpochMilli(stage.environment.currentTimeMillis());
  }

  private long signals(WorkflowStub run) {
    return stage.history(run).getEvents().stream()
        .filter(HistoryEvent::hasWorkflowExecutionSignaledEventAttributes)
        .count();
  }

  private static String id(WorkflowStub run) {
    return Objects.requireNonNull(run.getExecution()).getWorkflowId();
  }

  private static @Nullable String waitingFor(WorkflowStub run) {
    return Stage.description(run).getTypedSearchAttributes().get(OperationAttributes.WAITING_FOR);
  }

  private static boolean isTooLateToCancel(WorkflowStub run) {
    return Boolean.TRUE.equals(
        Stage.description(run).getMemo(OperationMemo.TOO_LATE_TO_CANCEL, Boolean.class));
  }

  private static WorkflowExecutionStatus status(WorkflowStub run) {
    return run.describe().getStatus();
  }

  private static boolean isClosed(WorkflowStub run) {
    return status(run) != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  /** What operators read of it. */
  private static String description(WorkflowStub run) {
    return run.query("__temporal_workflow_metadata", io.temporal.api.sdk.v1.WorkflowMetadata.class)
        .getCurrentDetails();
  }

  private static Outcome failed(WorkflowStub run) {
    assertThatThrownBy(() -> run.getResult(Outcome.class))
        .isInstanceOf(WorkflowFailedException.class);
    return Stage.outcome(run);
  }

  private static void await(BooleanSupplier condition) {
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(until);
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
