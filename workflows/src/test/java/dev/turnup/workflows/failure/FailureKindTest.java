package dev.turnup.workflows.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.workflows.payload.DurableJson;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverter;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TimeoutFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureKindTest {

  private static final DataConverter CONVERTER = DurableJson.dataConverter();

  @ParameterizedTest
  @EnumSource(names = {"REJECTED", "UNAVAILABLE", "UNDELIVERABLE"})
  void isWhatTheActivitySaid(FailureKind kind) {
    assertThat(FailureKind.of(activityFailure(kind.toFailure("said")))).isEqualTo(kind);
  }

  @ParameterizedTest
  @EnumSource(names = {"REJECTED", "UNDELIVERABLE"})
  void isNotRetriedWhenSaidForGood(FailureKind kind) {
    assertThat(kind.toFailure("said").isNonRetryable()).isTrue();
    assertThat(FailureKind.UNAVAILABLE.toFailure("said").isNonRetryable()).isFalse();
  }

  @Test
  void isAFaultOfOursWhenTimeRanOutWhateverWasSaidLongBefore() {
    // As the server reports it if no worker is there any more: the time-out, caused by the failure
    // of the last attempt.
    TimeoutFailure timeout = timeout(TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_CLOSE);
    Failure caused =
        CONVERTER.exceptionToFailure(timeout).toBuilder()
            .setCause(
                CONVERTER.exceptionToFailure(FailureKind.UNAVAILABLE.toFailure("answered 503")))
            .build();
    Failure report =
        CONVERTER.exceptionToFailure(activityFailure(timeout)).toBuilder().setCause(caused).build();

    assertThat(FailureKind.of((TemporalFailure) CONVERTER.failureToException(report)))
        .isEqualTo(FailureKind.BUG);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "TIMEOUT_TYPE_START_TO_CLOSE",
        "TIMEOUT_TYPE_SCHEDULE_TO_CLOSE",
        "TIMEOUT_TYPE_SCHEDULE_TO_START"
      })
  void isAFaultOfOursWhenTimeRanOutWithoutAWord(TimeoutType type) {
    assertThat(FailureKind.of(activityFailure(timeout(type)))).isEqualTo(FailureKind.BUG);
  }

  @Test
  void isAFaultOfOursWhenNobodyForesawIt() {
    ApplicationFailure unforeseen =
        ApplicationFailure.newFailure("oops", NullPointerException.class.getName());

    assertThat(FailureKind.of(activityFailure(unforeseen))).isEqualTo(FailureKind.BUG);
    assertThat(FailureKind.of(activityFailure(null))).isEqualTo(FailureKind.BUG);
  }

  @Test
  void isACancellationWhereverItComesFrom() {
    assertThat(FailureKind.of(new CanceledFailure("asked"))).isEqualTo(FailureKind.CANCELLED);
    assertThat(FailureKind.of(activityFailure(new CanceledFailure("asked"))))
        .isEqualTo(FailureKind.CANCELLED);
  }

  @Test
  void carriesThePauseThatWasAskedFor() {
    Duration pause = Duration.ofMinutes(7);

    assertThat(
            FailureKind.retryAfter(
                activityFailure(FailureKind.UNAVAILABLE.toFailure("answered 429", pause))))
        .isEqualTo(pause);
    assertThat(FailureKind.retryAfter(activityFailure(FailureKind.UNAVAILABLE.toFailure("503"))))
        .isZero();
  }

  private static TimeoutFailure timeout(TimeoutType type) {
    return new TimeoutFailure("time ran out", null, type);
  }

  private static ActivityFailure activityFailure(@Nullable Throwable cause) {
    return new ActivityFailure(
        "failed", 1, 2, "PerformStep", "id", RetryState.RETRY_STATE_UNSPECIFIED, "worker", cause);
  }
}
