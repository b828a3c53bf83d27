package dev.turnup.workflows.localfirst;

import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/** The quick attempt inside the workflow task. */
public final class LocalAttempt {

  /**
   * It holds up the workflow task: whoever is slower than this is better waited for outside of it.
   * Systems that are well answer far sooner.
   */
  public static final Duration LIMIT = Duration.ofSeconds(2);

  private LocalAttempt() {}

  /** One attempt, shown to operators by these words. */
  public static LocalActivityOptions options(String summary) {
    return LocalActivityOptions.newBuilder()
        .setStartToCloseTimeout(LIMIT)
        .setScheduleToCloseTimeout(LIMIT)
        .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
        .setDoNotIncludeArgumentsIntoMarker(true)
        .setSummary(summary)
        .build();
  }
}
