package dev.turnup.api.callback;

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
final class Pace {

  /** As the schedule has it after a first attempt. */
  static final Duration USUAL = Duration.ofSeconds(5);

  /** Twice as many as the schedule has. */
  private static final int MANY = 20;

  private static final Duration AFTER_MANY = Duration.ofMinutes(5);

  private Pace() {}

  /** The pause until it may be sent again; not positive if it may be now. */
  static Duration untilNext(CallbackReport report, Instant now) {
    List<CallbackAttempt> latest = report.latest();
    if (latest.isEmpty()) {
      return Duration.ZERO;
    }
    Duration pause = report.attempts() < MANY ? USUAL : AFTER_MANY;
    Duration since = Duration.between(latest.get(latest.size() - 1).at(), now);
    // The worker that made it may be ahead of us.
    return since.isNegative() ? pause : pause.minus(since);
  }
}
