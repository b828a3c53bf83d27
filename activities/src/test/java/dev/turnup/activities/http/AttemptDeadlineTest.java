package dev.turnup.activities.http;

import static dev.turnup.activities.ActivityStage.LOCAL_ATTEMPT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.activities.ActivityStage;
import dev.turnup.activities.SettableClock;
import io.temporal.activity.ActivityInterface;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AttemptDeadlineTest {

  /** Tells the deadline of its own attempt. */
  @ActivityInterface
  public interface Deadlines {
    Duration deadlineWithin(Duration configured);
  }

  private final ActivityStage stage =
      new ActivityStage(
          (Deadlines) configured -> AttemptDeadline.within(configured, Clock.systemUTC()));

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void isTheConfiguredTimeOutWhenTheAttemptLeavesRoomForIt() {
    assertThat(durable(Duration.ofSeconds(20))).isEqualTo(Duration.ofSeconds(20));
    assertThat(local(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void isBeforeTemporalGivesTheAttemptUp() {
    assertThat(durable(Duration.ofSeconds(60))).isEqualTo(Duration.ofMillis(29_750));
    assertThat(local(Duration.ofSeconds(20)))
        .isPositive()
        .isLessThanOrEqualTo(LOCAL_ATTEMPT.minusMillis(250));
  }

  @Test
  void countsWhatALocalAttemptHasWaitedForItsTurn() {
    stage.waited(Duration.ofSeconds(1));
    assertThat(local(Duration.ofSeconds(20))).isLessThanOrEqualTo(LOCAL_ATTEMPT.minusMillis(1250));
  }

  @Test
  void isNotPositiveWhenALocalAttemptHasWaitedTooLong() {
    stage.waited(Duration.ofMillis(1800));
    assertThat(local(Duration.ofSeconds(20)).isPositive()).isFalse();
  }

  @Test
  void isNotShortenedByWhatADurableAttemptHasWaited() {
    stage.waited(Duration.ofHours(1));
    assertThat(durable(Duration.ofSeconds(20))).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void isSharedByTheCallsOfOneAttempt() {
    SettableClock clock = new SettableClock();
    Deadlines twice =
        configured ->
            AttemptDeadline.shared(
                clock,
                () -> {
                  AttemptDeadline.within(configured, clock);
                  clock.set(clock.instant().plusSeconds(25));
                  return AttemptDeadline.within(configured, clock);
                });
    try (ActivityStage other = new ActivityStage(twice)) {
      assertThat(other.durable(Deadlines.class).deadlineWithin(Duration.ofSeconds(20)))
          .isEqualTo(Duration.ofMillis(4750));
      assertThat(other.durable(Deadlines.class).deadlineWithin(Duration.ofSeconds(1)))
          .isEqualTo(Duration.ofSeconds(1));
    }
  }

  @Test
  void isNotPositiveWhenTheOtherCallsTookAllTheTime() {
    SettableClock clock = new SettableClock();
    Deadlines late =
        configured ->
            AttemptDeadline.shared(
                clock,
                () -> {
                  clock.set(clock.instant().plusSeconds(30));
                  return AttemptDeadline.within(configured, clock);
                });
    try (ActivityStage other = new ActivityStage(late)) {
      assertThat(other.durable(Deadlines.class).deadlineWithin(Duration.ofSeconds(20)).isPositive())
          .isFalse();
    }
  }

  private Duration durable(Duration configured) {
    return stage.durable(Deadlines.class).deadlineWithin(configured);
  }

  private Duration local(Duration configured) {
    return stage.local(Deadlines.class).deadlineWithin(configured);
  }
}
