package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.clock.WorkflowClock;
import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.localfirst.LocalAttempt;
import dev.turnup.workflows.localfirst.LocalFirst;
import dev.turnup.workflows.operation.WaitingFor;
import dev.turnup.workflows.provisioning.LostAnswer;
import dev.turnup.workflows.provisioning.Patience;
import dev.turnup.workflows.provisioning.PlanStep;
import dev.turnup.workflows.provisioning.ProvisioningSystems;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Asks a system as often and as long as the step says, until it has answered and is done. */
final class Attempts {

  /**
   * Where each attempt is an activity of its own, and so puts the whole order (256 KiB at the most)
   * into a history that must stay below 50 MB.
   */
  private static final int ATTEMPTS_AT_THE_LONGEST_PAUSE = 100;

  private final boolean localFirst;
  private final FirstTask firstTask;
  private final SystemsNews news;
  private final Attention attention;
  private final Progress progress;

  Attempts(
      boolean localFirst,
      FirstTask firstTask,
      SystemsNews news,
      Attention attention,
      Progress progress) {
    this.localFirst = localFirst;
    this.firstTask = firstTask;
    this.news = news;
    this.attention = attention;
    this.progress = progress;
  }

  /**
   * Has a deed done.
   *
   * @param deed told what its system answered that is not done yet, and of failures after which it
   *     is tried again: an undo may need both
   * @throws io.temporal.failure.TemporalFailure if the system said no or needs an operator, nothing
   *     came of it for as long as the step's patience lasts, or the run was cancelled
   */
  StepResult perform(Deed deed, StepRequest request) {
    PlanStep step = deed.step();
    return attention.during(
        () -> {
          StepResult result =
              step.whenAnswerIsLost() == LostAnswer.HOLD
                  ? once(deed, request)
                  : localFirst(deed, request);
          return followed(
              step,
              request,
              result,
              deed::answeredSoFar,
              ActivityPolicies.step(step),
              this::isAnswer);
        });
  }

  /**
   * Has a step taken back; fails as {@link #perform} does. Whoever takes back has not told of
   * success, and so may give up on a system that does not answer.
   */
  StepResult undo(PlanStep step, StepRequest request) {
    ActivityOptions options = ActivityPolicies.undo(step);
    return attention.during(
        () -> {
          Predicate<FailureKind> isAnswer = kind -> kind != FailureKind.BUG;
          StepResult result = untilMended(step, () -> systems(options).undoStep(request), isAnswer);
          return followed(step, request, result, answer -> {}, options, isAnswer);
        });
  }

  /**
   * Waits for work that is to be taken back; fails as {@link #perform} does, after as long as an
   * undo is tried.
   *
   * @param taken what its system answered so far
   */
  StepResult followToItsEnd(Deed deed, StepResult taken) {
    return attention.during(
        () ->
            followed(
                deed.step(),
                deed.asked(),
                taken,
                deed::answeredSoFar,
                ActivityPolicies.undo(deed.step()),
                kind -> kind != FailureKind.BUG));
  }

  private StepResult localFirst(Deed deed, StepRequest request) {
    PlanStep step = deed.step();
    if (firstTask.mayHaveDone().contains(step)) {
      deed.mayHaveBegun(firstTask.begun());
    }
    Func<StepResult> durably =
        () ->
            UntilMended.call(
                () ->
                    systems(ActivityPolicies.step(step))
                        .performStep(request.besideAnotherTry(deed.unseenUntil())),
                this::isAnswer,
                failure -> stuck(deed, failure));
    if (!localFirst || !step.localFirst() || !firstTask.isRunning()) {
      return durably.apply();
    }
    ProvisioningSystems local =
        Workflow.newLocalActivityStub(
            ProvisioningSystems.class, LocalAttempt.options(step.title()));
    return LocalFirst.call(
        () -> local.performStep(request),
        failure -> afterLocalAttempt(deed, failure),
        durably,
        step.patience().total());
  }

  /**
   * Asked again only if it surely did not happen; Temporal itself must not repeat it. What the
   * system has taken is not asked for a second time, if an operator has it tried again.
   */
  private StepResult once(Deed deed, StepRequest request) {
    StepResult taken = deed.underWay();
    return taken == null ? once(deed.step(), request) : taken;
  }

  private StepResult once(PlanStep step, StepRequest request) {
    Patience patience = step.patience();
    Instant until = WorkflowClock.now().plus(patience.total());
    Duration pause = patience.firstPause();
    Duration longestPause =
        longer(patience.longestPause(), patience.total().dividedBy(ATTEMPTS_AT_THE_LONGEST_PAUSE));
    while (true) {
      try {
        return systems(ActivityPolicies.oneAttempt(step)).performStep(request);
      } catch (ActivityFailure failure) {
        Duration wait = longer(pause, FailureKind.retryAfter(failure));
        if (FailureKind.of(failure) != FailureKind.UNAVAILABLE
            || WorkflowClock.now().plus(wait).isAfter(until)) {
          throw failure;
        }
        progress.again(step, failure);
        Workflow.sleep(wait);
        pause = shorter(pause.multipliedBy(2), longestPause);
      }
    }
  }

  private StepResult followed(
      PlanStep step,
      StepRequest request,
      StepResult result,
      Consumer<StepResult> soFar,
      ActivityOptions options,
      Predicate<FailureKind> isAnswer) {
    StepResult latest = result;
    while (latest.pending() != null) {
      soFar.accept(latest);
      StepRequest following = request.following(latest.pending(), latest.answer());
      progress.waiting(step);
      if (step.patience() == Patience.DAYS) {
        attention.waitFor(WaitingFor.WORLD);
      }
      latest =
          latest.followedBy(untilMended(step, () -> follow(step, following, options), isAnswer));
    }
    return latest;
  }

  /**
   * Temporal asks again and again; news from the system is a reason to ask at once, but not to be
   * more patient.
   */
  private StepResult follow(PlanStep step, StepRequest request, ActivityOptions options) {
    Instant end = WorkflowClock.now().plus(options.getScheduleToCloseTimeout());
    while (true) {
      Duration left = Duration.between(WorkflowClock.now(), end);
      ActivityOptions upToTheEnd = ActivityPolicies.within(left, options);
      CompletablePromise<StepResult> answer = Workflow.newPromise();
      CancellationScope asking =
          Workflow.newCancellationScope(
              () -> {
                Promise<StepResult> asked =
                    Async.function(systems(upToTheEnd)::followStep, request);
                answer.completeFrom(asked);
              });
      asking.run();
      awaitAnswerOrNews(step, answer, left);
      if (answer.isCompleted()) {
        return answer.get();
      }
      news.take(step.name());
      asking.cancel();
      try {
        return answer.get();
      } catch (ActivityFailure interrupted) {
        if (!isInterruption(FailureKind.of(interrupted))) {
          throw interrupted;
        }
        CancellationScope.throwCanceled();
      }
    }
  }

  /** A call that is under way is let finish: what follows must not overtake it. */
  private void awaitAnswerOrNews(
      PlanStep step, CompletablePromise<StepResult> answer, Duration left) {
    try {
      Workflow.await(
          () -> answer.isCompleted() || (left.isPositive() && news.isThere(step.name())));
    } catch (CanceledFailure stopped) {
      Shielded.run(() -> Workflow.await(answer::isCompleted));
      throw stopped;
    }
  }

  /** An attempt that fails after its cancellation is not repeated, and says only why it failed. */
  private static boolean isInterruption(FailureKind kind) {
    return switch (kind) {
      case CANCELLED, UNAVAILABLE, UNCERTAIN -> true;
      case REJECTED, NEEDS_OPERATOR, UNDELIVERABLE, BUG -> false;
    };
  }

  private StepResult untilMended(
      PlanStep step, Func<StepResult> call, Predicate<FailureKind> isAnswer) {
    return UntilMended.call(call, isAnswer, failure -> stuck(step, failure));
  }

  /** That a busy worker took too long over a local attempt is nothing that anybody has to mend. */
  private void afterLocalAttempt(Deed deed, ActivityFailure failure) {
    if (failure.getCause() instanceof TimeoutFailure) {
      deed.failed(FailureKind.of(failure));
    } else if (FailureKind.of(failure) == FailureKind.BUG) {
      stuck(deed, failure);
    } else {
      deed.failed(FailureKind.of(failure));
      progress.again(deed.step(), failure);
    }
  }

  private void stuck(Deed deed, ActivityFailure failure) {
    deed.failed(FailureKind.of(failure));
    stuck(deed.step(), failure);
  }

  private void stuck(PlanStep step, ActivityFailure failure) {
    attention.waitFor(WaitingFor.REPAIR);
    progress.stuck(step, failure);
  }

  /** What follows from the answers of a run that may be past undoing is success, or a refusal. */
  private boolean isAnswer(FailureKind kind) {
    return switch (kind) {
      case BUG -> false;
      case UNAVAILABLE, UNCERTAIN -> !firstTask.mayBePastUndoing();
      case REJECTED, NEEDS_OPERATOR, UNDELIVERABLE, CANCELLED -> true;
    };
  }

  private static ProvisioningSystems systems(ActivityOptions options) {
    return Workflow.newActivityStub(ProvisioningSystems.class, options);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
