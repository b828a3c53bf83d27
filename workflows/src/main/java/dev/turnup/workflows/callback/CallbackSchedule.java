package dev.turnup.workflows.callback;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When a callback is tried again: at these times after the first attempt, ten attempts over a
 * little more than three days, as Standard Webhooks 1.0 suggests. It goes by time and not by count,
 * so that attempts that take long or are put off do not make it longer.
 */
public final class CallbackSchedule {

  private static final List<Duration> TIMES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5).plusMinutes(5),
          Duration.ofSeconds(5).plusMinutes(35),
          Duration.ofSeconds(5).plusMinutes(35).plusHours(2),
          Duration.ofSeconds(5).plusMinutes(35).plusHours(7),
          Duration.ofSeconds(5).plusMinutes(35).plusHours(17),
          Duration.ofSeconds(5).plusMinutes(35).plusHours(31),
          Duration.ofSeconds(5).plusMinutes(35).plusHours(51),
          Duration.ofSeconds(5).plusMinutes(35).plusHours(75));

  /** From the first attempt to the last one; an outcome not told by then is undeliverable. */
  public static final Duration WINDOW = TIMES.get(TIMES.size() - 1);

  /** A receiver's Retry-After is a floor for the next pause, up to this. */
  public static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(24);

  private CallbackSchedule() {}

  /**
   * The pause until the next attempt; empty if there is none.
   *
   * @param elapsed since the first attempt
   * @param retryAfter what the receiver asked for; it is called no sooner, but within the window
   */
  public static Optional<Duration> pauseAfter(Duration elapsed, Duration retryAfter) {
    Duration asked = shorter(retryAfter, LONGEST_RETRY_AFTER);
    return TIMES.stream()
        .filter(time -> time.compareTo(elapsed) > 0)
        .findFirst()
        .map(time -> time.minus(elapsed))
        .map(pause -> longer(pause, shorter(asked, WINDOW.minus(elapsed))));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
