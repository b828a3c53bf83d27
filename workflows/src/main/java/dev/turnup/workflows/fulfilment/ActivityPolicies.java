package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.provisioning.Patience;
import dev.turnup.workflows.provisioning.PlanStep;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/** How long each kind of call may take and how it is repeated. */
final class ActivityPolicies {

  /** A slow system may take this long over one attempt; a drain on SIGTERM waits for it. */
  private static final Duration DURABLE_ATTEMPT = Duration.ofSeconds(30);

  /** An undo is worth a night's waiting: what it leaves behind is cleared up by hand. */
  private static final Patience UNDO_PATIENCE = Patience.HOURS;

  private ActivityPolicies() {}

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

  /** The same for what is left of its time, or for one attempt if that is less. */
  static ActivityOptions within(Duration time, ActivityOptions options) {
    return ActivityOptions.newBuilder(options)
        .setScheduleToCloseTimeout(time.compareTo(DURABLE_ATTEMPT) > 0 ? time : DURABLE_ATTEMPT)
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
