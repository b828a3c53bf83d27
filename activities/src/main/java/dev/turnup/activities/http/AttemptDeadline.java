package dev.turnup.activities.http;

import io.temporal.activity.Activity;
import java.time.Duration;

/** How long the HTTP call of the current activity attempt may take. */
public final class AttemptDeadline {

  /**
   * The call must be over before Temporal gives the attempt up: nothing interrupts the thread of an
   * attempt that is given up, and the next one would overlap with it.
   */
  private static final Duration MARGIN = Duration.ofMillis(250);

  private AttemptDeadline() {}

  /** The configured time-out, or what the attempt leaves room for if that is less. */
  public static Duration within(Duration configured) {
    Duration room = Activity.getExecutionContext().getInfo().getStartToCloseTimeout().minus(MARGIN);
    return configured.compareTo(room) < 0 ? configured : room;
  }
}
