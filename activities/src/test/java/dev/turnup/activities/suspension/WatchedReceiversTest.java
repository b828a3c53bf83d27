package dev.turnup.activities.suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnup.workflows.redelivery.Receiver;
import dev.turnup.workflows.redelivery.ReceiverState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatchedReceiversTest {

  private static final String HOST = "partner.example";
  private static final Instant NOW = Instant.parse("2026-11-25T02:00:00Z");
  private static final SuspensionSettings SETTINGS = settings(Duration.ofHours(24), 10);

  private final Runs runs = new Runs();
  private final WatchedReceivers receivers = worker();
  private long passedNanos;

  /** Runs that write down what they are asked. */
  private static final class Runs implements ReceiverRuns {

    private final List<String> asked = new ArrayList<>();
    private @Nullable ReceiverState state;
    private boolean silent;
    private boolean mayProbe;

    @Override
    public Optional<ReceiverState> find(String host) {
      ask("find");
      return Optional.ofNullable(state);
    }

    @Override
    public void failed(String host) {
      ask("failed");
    }

    @Override
    public void delivered(String host) {
      ask("delivered");
    }

    @Override
    public boolean mayProbe(String host) {
      ask("mayProbe");
      return mayProbe;
    }

    private void ask(String what) {
      asked.add(what);
      if (silent) {
        throw new IllegalStateException("Temporal does not answer");
      }
    }
  }

  @Test
  void asksNobodyBeforeAFirstAttemptNorAfterItWhileAllIsWell() {
    assertThat(receivers.pause(HOST, true)).isEmpty();
    receivers.delivered(HOST);

    assertThat(runs.asked).isEmpty();
  }

  @Test
  void doesNotTellOfFirstAttempts() {
    receivers.failed(HOST, true);

    assertThat(runs.asked).isEmpty();
  }

  @Test
  void tellsOfOneFailureForMany() {
    receivers.failed(HOST, false);
    receivers.failed(HOST, false);
    receivers.failed("other.example", false);

    assertThat(runs.asked).containsExactly("failed", "failed");
  }

  @Test
  void tellsAgainWhatCouldNotBeTold() {
    runs.silent = true;
    receivers.failed(HOST, false);
    runs.silent = false;
    receivers.failed(HOST, false);

    assertThat(runs.asked).containsExactly("failed", "failed");
  }

  @Test
  void leavesASuspendedReceiverAloneUntilTheNextProbe() {
    runs.state = suspendedUntil(NOW.plus(Duration.ofMinutes(40)));

    assertThat(receivers.pause(HOST, false)).contains(Duration.ofMinutes(40));
  }

  @Test
  void leavesFirstAttemptsAwayFromWhatItKnowsToBeSuspended() {
    runs.state = suspendedUntil(NOW.plus(Duration.ofMinutes(40)));
    receivers.pause(HOST, false);

    assertThat(receivers.pause(HOST, true)).contains(Duration.ofMinutes(40));
    assertThat(runs.asked).containsExactly("find");
  }

  @Test
  void letsTheOneThroughThatMayProbe() {
    runs.state = suspendedUntil(NOW);
    runs.mayProbe = true;

    assertThat(receivers.pause(HOST, false)).isEmpty();
  }

  @Test
  void letsNobodyThroughWhileAnotherProbes() {
    runs.state = suspendedUntil(NOW);

    assertThat(receivers.pause(HOST, false)).contains(Duration.ofHours(1));
  }

  @Test
  void knowsByTheTimeThatAllAreHurriedThatAReceiverWasResumedElsewhere() {
    WatchedReceivers another = worker();
    runs.state = suspendedUntil(NOW.plus(Duration.ofMinutes(40)));
    receivers.pause(HOST, false);
    passes(Duration.ofSeconds(3));
    another.pause(HOST, false);

    runs.state = new ReceiverState(NOW.minus(Duration.ofDays(2)), 12, null);
    passes(Receiver.REMEMBERED_FOR);

    assertThat(receivers.pause(HOST, false)).isEmpty();
    assertThat(another.pause(HOST, false)).isEmpty();
  }

  @Test
  void tellsWhenAReceiverInTroubleTookACallback() {
    runs.state = new ReceiverState(NOW, 1, null);
    receivers.pause(HOST, false);

    receivers.delivered(HOST);
    receivers.delivered(HOST);

    assertThat(runs.asked).containsExactly("find", "delivered");
  }

  @Test
  void tellsWhenAProbeGotThrough() {
    runs.state = suspendedUntil(NOW);
    runs.mayProbe = true;
    receivers.pause(HOST, false);

    receivers.delivered(HOST);

    assertThat(runs.asked).containsExactly("find", "mayProbe", "delivered");
  }

  @Test
  void tellsWhenAReceiverWhoseFailureItToldOfTookACallback() {
    receivers.failed(HOST, false);

    receivers.delivered(HOST);

    assertThat(runs.asked).containsExactly("failed", "delivered");
  }

  @Test
  void standsInNobodysWayWhenNothingCanBeLearnt() {
    runs.silent = true;

    assertThat(receivers.pause(HOST, false)).isEmpty();
    receivers.failed(HOST, false);
    receivers.delivered(HOST);
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertThatThrownBy(() -> settings(Duration.ZERO, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("turnup.suspension");
    assertThatThrownBy(() -> settings(Duration.ofHours(1), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private WatchedReceivers worker() {
    return new WatchedReceivers(
        runs, SETTINGS, Clock.fixed(NOW, ZoneOffset.UTC), () -> passedNanos);
  }

  private void passes(Duration time) {
    passedNanos += time.toNanos();
  }

  private static SuspensionSettings settings(Duration after, int failures) {
    return new SuspensionSettings(after, failures, Duration.ofSeconds(30), Duration.ofHours(1));
  }

  private static ReceiverState suspendedUntil(Instant probe) {
    return new ReceiverState(NOW.minus(Duration.ofDays(2)), 12, probe);
  }
}
