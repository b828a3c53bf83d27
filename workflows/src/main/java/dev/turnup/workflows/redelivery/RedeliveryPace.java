package dev.turnup.workflows.redelivery;

import dev.turnup.workflows.callback.CallbackAttempt;
import dev.turnup.workflows.callback.CallbackReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How soon partners may have the same outcome sent again. Who asks whenever he looks would call his
 * receiver without end, and take the run beyond the history and the updates that Temporal allows
 * it.
 */
public final class RedeliveryPace {

  /** As the schedule has it after a first attempt. */
  public static final Duration USUAL = Duration.ofSeconds(5);

  /** Twice as many as the schedule has. */
  private static final int MANY = 20;

  private static final Duration AFTER_MANY = Duration.ofMinutes(5);

  private RedeliveryPace() {}

  /** The pause that is left to a receiver who was called in vain so often. */
  public static Duration after(int attempts) {
    return attempts < MANY ? USUAL : AFTER_MANY;
  }

  /** The pause until it may be sent again; not positive if it may be now. */
  public static Duration untilNext(CallbackReport report, Instant now) {
    List<CallbackAttempt> latest = report.latest();
    if (latest.isEmpty()) {
      return Duration.ZERO;
    }
    Duration pause = after(report.attempts());
    Duration since = Duration.between(latest.get(latest.size() - 1).at(), now);
    // The worker that made it may be ahead of us.
    return since.isNegative() ? pause : pause.minus(since);
  }
}
