package dev.turnup.activities.http;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** How long the next HTTP call of the current activity attempt may take. */
public final class AttemptDeadline {

  /**
   * The call must be over before Temporal gives the attempt up: nothing interrupts the thread of an
   * attempt that is given up, and the next one would overlap with it.
   */
  private static final Duration MARGIN = Duration.ofMillis(250);

  /** When the attempt began that this thread makes, if it makes more than one call. */
  private static final ThreadLocal<Instant> BEGAN = new ThreadLocal<>();

  private AttemptDeadline() {}

  /** Makes several calls, one after the other, which share the time of one attempt. */
  public static <T> T shared(Clock clock, Supplier<T> calls) {
    BEGAN.set(clock.instant());
    try {
      return calls.get();
    } finally {
      BEGAN.remove();
    }
  }

  /**
   * The configured time-out, or what the attempt leaves room for if that is less. Not positive if
   * the attempt has waited so long for somebody to make it, or its other calls took so long, that
   * no time is left.
   */
  public static Duration within(Duration configured, Clock clock) {
    ActivityInfo info = Activity.getExecutionContext().getInfo();
    Duration deadline = configured;
    if (isSet(info.getStartToCloseTimeout())) {
      deadline = shorter(deadline, info.getStartToCloseTimeout().minus(spent(clock)).minus(MARGIN));
    }
    if (isSet(info.getScheduleToCloseTimeout())) {
      deadline =
          shorter(
              deadline, info.getScheduleToCloseTimeout().minus(waited(info, clock)).minus(MARGIN));
    }
    return deadline;
  }

  /**
   * From being scheduled until now. Local attempts are not told when they started; the others are,
   * by the server's clock.
   */
  private static Duration waited(ActivityInfo info, Clock clock) {
    return info.isLocal()
        ? Duration.ofMillis(clock.millis() - info.getScheduledTimestamp())
        : Duration.ofMillis(info.getStartedTimestamp() - info.getScheduledTimestamp())
            .plus(spent(clock));
  }

  private static Duration spent(Clock clock) {
    Instant began = BEGAN.get();
    return began == null ? Duration.ZERO : Duration.between(began, clock.instant());
  }

  private static boolean isSet(Duration timeout) {
    return timeout.isPositive();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
