package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.clock.WorkflowClock;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.operation.OperatorAct;
import dev.turnup.workflows.operation.OutcomeCode;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Functions.Proc;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stops an operation that can still be undone: at its deadline, or because the partner asks. An
 * operator who cancels the run in the Temporal UI does the same.
 */
final class StopSign {

  /** Longer than the api waits for the server, unless it is told to. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private enum Phase {
    NOT_BEGUN,
    STOPPABLE,
    TOO_LATE
  }

  private final Instant deadline;
  private final Progress progress;
  private Phase phase = Phase.NOT_BEGUN;
  private @Nullable CancellationScope work;
  private OutcomeCode why = OutcomeCode.CANCELLED;
  private boolean stopped;
  private boolean accepted;
  private boolean closedToPartner;
  private boolean toldTooLate;

  StopSign(Duration deadline, Progress progress) {
    this.deadline = WorkflowClock.now().plus(deadline);
    this.progress = progress;
  }

  /** Does work that may be stopped. Nothing can be stopped after it, unless it is reopened. */
  void whileStoppable(Proc steps) {
    CancellationScope scope = Workflow.newCancellationScope(steps::apply);
    work = scope;
    phase = Phase.STOPPABLE;
    if (stopped) {
      scope.cancel();
    }
    CancellationScope clock = Workflow.newDetachedCancellationScope(this::startClock);
    clock.run();
    try {
      scope.run();
    } finally {
      phase = Phase.TOO_LATE;
      clock.cancel();
    }
  }

  /**
   * Waits where the point of no return surely has not happened, and so may be stopped once more. A
   * deadline that passed meanwhile stops it at once.
   */
  <R> R reopenedWhile(Func<R> waiting) {
    if (!closedToPartner) {
      tellTooLate(false);
    }
    CompletablePromise<R> result = Workflow.newPromise();
    whileStoppable(() -> result.complete(waiting.apply()));
    tellTooLate();
    return result.get();
  }

  /** From now on nothing can be stopped. */
  void close() {
    phase = Phase.TOO_LATE;
  }

  /** From now on the partner cannot stop it; its deadline and an operator can. */
  void closeToPartner() {
    if (phase != Phase.TOO_LATE && !stopped) {
      tellTooLate();
    }
    closedToPartner = true;
  }

  /** Says where the partner can look it up that it cannot be cancelled. */
  void tellTooLate() {
    tellTooLate(true);
  }

  private void tellTooLate(boolean tooLate) {
    if (toldTooLate != tooLate) {
      toldTooLate = tooLate;
      Workflow.upsertMemo(Map.of(OperationMemo.TOO_LATE_TO_CANCEL, tooLate));
    }
  }

  /** What a stopped operation ends as. */
  OutcomeCode why() {
    return why;
  }

  /**
   * The work was cancelled, by us or by an operator in the Temporal UI. A partner who cancels after
   * that is told that it is being undone.
   */
  void workWasCancelled() {
    stopped = true;
  }

  String cancel(OperatorAct act) {
    OutcomeCode ending = stop(OutcomeCode.CANCELLED);
    accepted = true;
    progress.note("%s cancelled it: %s".formatted(act.by(), act.reason()));
    return "It is being undone; the error_event will say " + ending;
  }

  /** Whether it was stopped: by its deadline, its partner, or as {@link #workWasCancelled}. */
  boolean isStopped() {
    return stopped;
  }

  void requireStoppable(OperatorAct act) {
    act.requireWhoAndWhy();
    if ((phase == Phase.TOO_LATE || closedToPartner) && !stopped) {
      throw new IllegalStateException(
          "It is too late to cancel: the operation is past its point of no return or the download of"
              + " its eSIM, may have told of success already, or is over");
    }
  }

  /**
   * The server closes a run as Canceled only if its cancellation was asked for, whatever its
   * outcome. Whoever has a partner's wish accepted does that next; a run that is over before then
   * would be closed as Failed.
   */
  void awaitCancellationOfRun() {
    CancellationScope run = CancellationScope.current();
    if (!accepted || run.isCancelRequested()) {
      return;
    }
    try {
      NamedWait.atMost(LONGEST_WAIT, "Cancellation of the run", run::isCancelRequested);
    } catch (CanceledFailure asked) {
      // That is what was waited for.
    }
  }

  /** In a task where nothing is waited for the timer is taken back before the server sees it. */
  private void startClock() {
    Duration left = Duration.between(WorkflowClock.now(), deadline);
    if (!left.isPositive()) {
      stop(OutcomeCode.TIMED_OUT);
      return;
    }
    Workflow.newTimer(left, TimerOptions.newBuilder().setSummary("Deadline").build())
        .thenApply(rung -> stop(OutcomeCode.TIMED_OUT));
  }

  /** Stops it, unless it is stopped already or it is too late; what a stopped one ends as. */
  private OutcomeCode stop(OutcomeCode because) {
    if (!stopped && phase != Phase.TOO_LATE) {
      stopped = true;
      why = because;
      if (work != null) {
        work.cancel();
      }
    }
    return why;
  }
}
