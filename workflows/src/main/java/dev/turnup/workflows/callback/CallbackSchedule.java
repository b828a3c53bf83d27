package dev.turnup.workflows.callback;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When a callback is tried again: ten attempts over a little more than three days, as Standard
 * Webhooks 1.0 suggests.
 */
public final class CallbackSchedule {

  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  /** A receiver's Retry-After is a floor for the next pause, up to this. */
  public static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(24);

  /**
   * From the first attempt to the moment when the callback counts as undeliverable: the pauses, and
   * as much again for jitter, time-outs and what receivers ask for by Retry-After.
   */
  public static final Duration WINDOW =
      PAUSES.stream().reduce(Duration.ZERO, Duration::plus).multipliedBy(2);

  private CallbackSchedule() {}

  /**
   * The pause after a failed attempt; empty if it was the last one.
   *
   * @param attempts how many attempts have been made, at least 1
   */
  public static Optional<Duration> pauseAfter(int attempts) {
    return attempts <= PAUSES.size() ? Optional.of(PAUSES.get(attempts - 1)) : Optional.empty();
  }
}
