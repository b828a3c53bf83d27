package dev.turnup.workflows.delivery;

import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.callback.CallbackSchedule;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * The receiver's time, from the end of its first attempt on: the pauses between attempts and what
 * the attempts took it. Nothing else counts: neither the wait for a worker to make an attempt, nor
 * a pause while a fault of ours keeps us from calling.
 */
final class DeliveryTime {

  private static final Duration FIRST_PAUSE_OF_OURS = Duration.ofSeconds(1);

  /** A run that waits for weeks would outgrow its history if it looked more often than this. */
  private static final Duration LONGEST_PAUSE_OF_OURS = Duration.ofHours(1);

  /** Of a fault that has lasted for long, a pause may take this part: after a day, an hour. */
  private static final int PART_OF_WHAT_IT_LASTED = 24;

  /** Jitter only ever adds, so that nobody is called sooner than the schedule says. */
  private static final double LARGEST_JITTER = 0.1;

  private final Random lots;
  private final LongSupplier clock;
  private Duration spent = Duration.ZERO;
  private boolean begun;
  private Duration pauseOfOurs = FIRST_PAUSE_OF_OURS;
  private long oursSince;

  /**
   * Nothing is spent yet.
   *
   * @param clock the time in milliseconds
   */
  DeliveryTime(Random lots, LongSupplier clock) {
    this.lots = lots;
    this.clock = clock;
  }

  /**
   * The pause until the next attempt; empty if the receiver's time is over.
   *
   * @param error why the attempt failed that has just ended
   * @param took from its beginning to its end
   * @param retryAfter the least pause that was asked for
   */
  Optional<Duration> pauseAfter(CallbackError error, Duration took, Duration retryAfter) {
    if (error.isOurs()) {
      return Optional.of(jittered(longer(ours(error), retryAfter)));
    }
    pauseOfOurs = FIRST_PAUSE_OF_OURS;
    if (begun) {
      spent = spent.plus(took);
    }
    begun = true;
    return CallbackSchedule.pauseAfter(spent, retryAfter).map(this::jittered);
  }

  /** So much of the pause after an attempt that failed like this has passed. */
  void passed(CallbackError error, Duration pause) {
    if (!error.isOurs()) {
      spent = spent.plus(pause);
    }
  }

  private Duration ours(CallbackError error) {
    long now = clock.getAsLong();
    if (pauseOfOurs.equals(FIRST_PAUSE_OF_OURS)) {
      oursSince = now;
    }
    Duration part = Duration.ofMillis(now - oursSince).dividedBy(PART_OF_WHAT_IT_LASTED);
    Duration longest = shorter(longer(usualLongest(error), part), LONGEST_PAUSE_OF_OURS);
    Duration pause = shorter(pauseOfOurs, longest);
    pauseOfOurs = pause.multipliedBy(2);
    return pause;
  }

  /** Of a turnstile that is full somebody else comes out soon. */
  private static Duration usualLongest(CallbackError error) {
    return error == CallbackError.BUSY ? Duration.ofMinutes(1) : Duration.ofMinutes(10);
  }

  private Duration jittered(Duration pause) {
    return pause.plusMillis((long) (pause.toMillis() * LARGEST_JITTER * lots.nextDouble()));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
