package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.callback.CallbackSchedule;
import dev.turnup.workflows.operation.TaskQueues;
import dev.turnup.workflows.provisioning.Patience;
import dev.turnup.workflows.provisioning.PlanStep;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/** How long each kind of call may take and how it is repeated. */
final class ActivityPolicies {

  /**
   * A local attempt holds up the workflow task: whoever is slower than this is better waited for
   * outside of it. Systems that are well answer far sooner.
   */
  static final Duration LOCAL_ATTEMPT = Duration.ofSeconds(2);

  /** A slow system may take this long over one attempt; a drain on SIGTERM waits for it. */
  static final Duration DURABLE_ATTEMPT = Duration.ofSeconds(30);

  private static final Duration CALLBACK_PAUSE = Duration.ofSeconds(1);

  /** An undo is worth a night's waiting: what it leaves behind is cleared up by hand. */
  private static final Patience UNDO_PATIENCE = Patience.HOURS;

  private ActivityPolicies() {}

  static LocalActivityOptions localAttempt(String summary) {
    return LocalActivityOptions.newBuilder()
        .setStartToCloseTimeout(LOCAL_ATTEMPT)
        .setScheduleToCloseTimeout(LOCAL_ATTEMPT)
        .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
        .setDoNotIncludeArgumentsIntoMarker(true)
        .setSummary(summary)
        .build();
  }

  static ActivityOptions step(PlanStep step) {
    return durable(step.title(), step.patience());
  }

  /** For what must not be repeated unless it surely did not happen, which Temporal cannot know. */
  static ActivityOptions oneAttempt(PlanStep step) {
    return ActivityOptions.newBuilder(step(step))
        .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
        .build();
  }

  static ActivityOptions undo(PlanStep step) {
    return durable("Undo: " + step.title(), UNDO_PATIENCE);
  }

  static ActivityOptions callback(String summary) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(TaskQueues.CALLBACKS)
        .setStartToCloseTimeout(DURABLE_ATTEMPT)
        .setScheduleToCloseTimeout(CallbackSchedule.WINDOW)
        // The sender says with each failure when to try again; this is for attempts that end
        // without a word, as when the worker is killed.
        .setRetryOptions(RetryOptions.newBuilder().setInitialInterval(CALLBACK_PAUSE).build())
        .setSummary(summary)
        .build();
  }

  private static ActivityOptions durable(String summary, Patience patience) {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(DURABLE_ATTEMPT)
        .setScheduleToCloseTimeout(patience.total())
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(patience.firstPause())
                .setMaximumInterval(patience.longestPause())
                .build())
        // An undo must not overtake the deed that is under way.
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setSummary(summary)
        .build();
  }
}
