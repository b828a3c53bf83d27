package dev.turnup.workflows.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.callback.CallbackSchedule;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeliveryTimeTest {

  private static final Duration QUICK = Duration.ofMillis(20);

  private long now;
  private final DeliveryTime time = new DeliveryTime(new Random(0), () -> now);

  @Test
  void holdsNothingOfAWaitForAWorkerAgainstTheReceiver() {
    Duration first = fails(CallbackError.STATUS, QUICK);
    time.passed(CallbackError.STATUS, first);
    passes(CallbackSchedule.WINDOW.plusHours(1));

    assertThat(fails(CallbackError.STATUS, QUICK))
        .isBetween(Duration.ofMinutes(4), Duration.ofMinutes(6));
  }

  @Test
  void countsWhatAnAttemptTookTheReceiver() {
    time.passed(CallbackError.TIMEOUT, fails(CallbackError.TIMEOUT, Duration.ofSeconds(15)));

    assertThat(fails(CallbackError.TIMEOUT, Duration.ofMinutes(4)))
        .isBetween(Duration.ofSeconds(59), Duration.ofSeconds(67));
  }

  @Test
  void countsNoMoreOfAPauseThanHasPassedWhenSomebodyHadItSentAtOnce() {
    time.passed(CallbackError.STATUS, fails(CallbackError.STATUS, QUICK));
    fails(CallbackError.STATUS, QUICK);
    time.passed(CallbackError.STATUS, Duration.ofMinutes(1));

    assertThat(fails(CallbackError.STATUS, QUICK))
        .isBetween(Duration.ofMinutes(3), Duration.ofMinutes(5));
  }

  @Test
  void countsNoPauseAfterAFaultOfOurs() {
    time.passed(CallbackError.STATUS, fails(CallbackError.STATUS, QUICK));
    fails(CallbackError.EGRESS, QUICK);
    time.passed(CallbackError.EGRESS, Duration.ofDays(4));

    assertThat(fails(CallbackError.STATUS, QUICK))
        .isBetween(Duration.ofMinutes(4), Duration.ofMinutes(6));
  }

  private Duration fails(CallbackError error, Duration took) {
    return time.pauseAfter(error, took, Duration.ZERO).orElseThrow();
  }

  private void passes(Duration pause) {
    now += pause.toMillis();
  }
}
