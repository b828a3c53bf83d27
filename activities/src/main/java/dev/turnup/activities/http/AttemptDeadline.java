package dev.turnup.activities.http;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import java.time.Clock;
import java.time.Duration;

/** How long the HTTP call of the current activity attempt may take. */
public final class AttemptDeadline {

  /**
   * The call must be over before Temporal gives the attempt up: nothing interrupts the thread of an
   * attempt that is given up, and the next one would overlap with it.
   */
  private static final Duration MARGIN = Duration.ofMillis(250);

  private AttemptDeadline() {}

  /**
   * The configured time-out, or what the attempt leaves room for if that is less. Not positive if
   * the attempt has waited so long for somebody to make it that no time is left.
   */
  public static Duration within(Duration configured, Clock clock) {
    ActivityInfo info = Activity.getExecutionContext().getInfo();
    Duration deadline = configured;
    if (isSet(info.getStartToCloseTimeout())) {
      deadline = shorter(deadline, info.getStartToCloseTimeout().minus(MARGIN));
    }
    if (isSet(info.getScheduleToCloseTimeout())) {
      deadline =
          shorter(
              deadline, info.getScheduleToCloseTimeout().minus(waited(info, clock)).minus(MARGIN));
    }
    return deadline;
  }

  /** Local attempts are not told when they started; the others are, by the server's clock. */
  private static Duration waited(ActivityInfo info, Clock clock) {
    long started = info.isLocal() ? clock.millis() : info.getStartedTimestamp();
    return Duration.ofMillis(started - info.getScheduledTimestamp());
  }

  private static boolean isSet(Duration timeout) {
    return timeout.isPositive();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
