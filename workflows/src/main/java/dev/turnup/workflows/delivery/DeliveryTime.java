package dev.turnup.workflows.delivery;

import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.callback.CallbackSchedule;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/**
 * The receiver's time, from the end of its first attempt on: what that one took, waiting for
 * somebody to make it included, must not use up the short pause after it. What passes while a fault
 * of ours keeps us from calling it does not count.
 */
final class DeliveryTime {

  private static final Duration FIRST_PAUSE_OF_OURS = Duration.ofSeconds(1);

  /** Later looks are as rare as this, or a run that waits for weeks would outgrow its history. */
  private static final Duration LONGEST_PAUSE_OF_OURS = Duration.ofHours(1);

  /** Jitter only ever adds, so that nobody is called sooner than the schedule says. */
  private static final double LARGEST_JITTER = 0.1;

  private final Random lots = Workflow.newRandom();
  private long spent;
  private long countedUpTo;
  private boolean begun;
  private Duration pauseOfOurs = FIRST_PAUSE_OF_OURS;

  /**
   * The pause until the next attempt; empty if the receiver's time is over.
   *
   * @param error why the attempt failed that has just ended
   * @param retryAfter the least pause that was asked for
   */
  Optional<Duration> pauseAfter(CallbackError error, Duration retryAfter) {
    long now = Workflow.currentTimeMillis();
    if (error.isOurs()) {
      Duration pause = jittered(longer(ours(), retryAfter));
      countedUpTo = now + pause.toMillis();
      return Optional.of(pause);
    }
    // Somebody may have had it sent before the end of a pause that was not to count.
    spent += begun ? Math.max(0, now - countedUpTo) : 0;
    begun = true;
    countedUpTo = now;
    pauseOfOurs = FIRST_PAUSE_OF_OURS;
    return CallbackSchedule.pauseAfter(Duration.ofMillis(spent), retryAfter).map(this::jittered);
  }

  private Duration ours() {
    Duration pause = pauseOfOurs;
    Duration doubled = pause.multipliedBy(2);
    pauseOfOurs = doubled.compareTo(LONGEST_PAUSE_OF_OURS) < 0 ? doubled : LONGEST_PAUSE_OF_OURS;
    return pause;
  }

  private Duration jittered(Duration pause) {
    return pause.plusMillis((long) (pause.toMillis() * LARGEST_JITTER * lots.nextDouble()));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
