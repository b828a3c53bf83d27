package dev.turnup.api.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.workflows.callback.CallbackAttempt;
import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.callback.CallbackNotice;
import dev.turnup.workflows.callback.CallbackReport;
import dev.turnup.workflows.callback.CallbackState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final Instant NOW = Instant.parse("2026-11-25T02:11:05Z");

  @Test
  void sendsAtOnceWhatWasNeverSent() {
    assertThat(Pace.untilNext(report(0, List.of()), NOW)).isZero();
  }

  @Test
  void leavesAReceiverAloneForAMoment() {
    assertThat(Pace.untilNext(sent(1, NOW.minusSeconds(2)), NOW)).isEqualTo(Duration.ofSeconds(3));
    assertThat(Pace.untilNext(sent(19, NOW.minusSeconds(5)), NOW).isPositive()).isFalse();
  }

  @Test
  void sendsRarelyWhatWasSentInVainManyTimes() {
    assertThat(Pace.untilNext(sent(20, NOW.minusSeconds(60)), NOW))
        .isEqualTo(Duration.ofMinutes(4));
    assertThat(Pace.untilNext(sent(900, NOW.minusSeconds(300)), NOW).isPositive()).isFalse();
  }

  @Test
  void hasNobodyWaitForLongBecauseOfAClockThatIsAhead() {
    assertThat(Pace.untilNext(sent(1, NOW.plusSeconds(90)), NOW)).isEqualTo(Duration.ofSeconds(5));
  }

  private static CallbackReport sent(int attempts, Instant latest) {
    return report(attempts, List.of(CallbackAttempt.withoutWord(latest, 12, CallbackError.STATUS)));
  }

  private static CallbackReport report(int attempts, List<CallbackAttempt> latest) {
    return new CallbackReport(
        CallbackState.PENDING,
        new CallbackNotice(
            "4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b11",
            "msg_1",
            "acme",
            URI.create("https://partner.example/ok"),
            "SERVICE_CREATED",
            "Service created",
            "tv-1"),
        attempts,
        latest,
        null,
        List.of(),
        null);
  }
}
