package dev.turnup.activities.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.activities.SettableClock;
import dev.turnup.activities.callback.Turnstiles.Turnstile;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TurnstilesTest {

  private final SettableClock clock = new SettableClock();
  private final Turnstiles turnstiles = new Turnstiles(clock);

  @Test
  void letSoManyInAtOnce() {
    PartnerSettings limits = SettingsOf.partner("max-concurrent=2");
    Turnstile turnstile = turnstiles.at("acme", "host", limits);
    assertThat(turnstile.enter()).isZero();
    assertThat(turnstile.enter()).isZero();
    assertThat(turnstile.enter()).isEqualTo(Duration.ofSeconds(1));
    turnstile.leave();
    assertThat(turnstile.enter()).isZero();
  }

  @Test
  void letSoManyInASecond() {
    PartnerSettings limits = SettingsOf.partner("per-second=2");
    Turnstile turnstile = turnstiles.at("acme", "host", limits);
    pass(turnstile);
    pass(turnstile);
    assertThat(turnstile.enter()).isPositive();
    clock.set(clock.instant().plusMillis(500));
    pass(turnstile);
    assertThat(turnstile.enter()).isPositive();
  }

  @Test
  void doNotCountThoseThatWereTurnedAway() {
    PartnerSettings limits = SettingsOf.partner("per-second=1", "max-concurrent=1");
    Turnstile turnstile = turnstiles.at("acme", "host", limits);
    pass(turnstile);
    for (int i = 0; i < 3; i++) {
      assertThat(turnstile.enter()).isPositive();
    }
    clock.set(clock.instant().plusSeconds(1));
    pass(turnstile);
  }

  @Test
  void areOnesOwnForEachHostOfEachPartner() {
    PartnerSettings limits = SettingsOf.partner("max-concurrent=1");
    assertThat(turnstiles.at("acme", "host", limits).enter()).isZero();
    assertThat(turnstiles.at("acme", "host", limits).enter()).isPositive();
    assertThat(turnstiles.at("acme", "other", limits).enter()).isZero();
    assertThat(turnstiles.at("other", "host", limits).enter()).isZero();
  }

  private static void pass(Turnstile turnstile) {
    assertThat(turnstile.enter()).isZero();
    turnstile.leave();
  }
}
