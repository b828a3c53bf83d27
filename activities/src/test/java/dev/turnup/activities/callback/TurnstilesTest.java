package dev.turnup.activities.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.activities.SettableClock;
import dev.turnup.activities.callback.Turnstile.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TurnstilesTest {

  private static final int CALLS = 400;

  private final SettableClock clock = new SettableClock();
  private final Turnstiles turnstiles = new Turnstiles(CALLS, clock);
  private int hosts;

  @Test
  void letSoManyInAtOnce() {
    PartnerSettings limits = SettingsOf.partner("max-concurrent=2");
    Turnstile turnstile = turnstiles.at("acme", "host", limits);
    Turn first = turnstile.enter();
    assertThat(first.toWait()).isZero();
    assertThat(turnstile.enter().toWait()).isZero();
    assertThat(turnstile.enter().toWait()).isEqualTo(Duration.ofSeconds(1));
    first.leave(false);
    assertThat(turnstile.enter().toWait()).isZero();
  }

  @Test
  void letSoManyInASecond() {
    PartnerSettings limits = SettingsOf.partner("per-second=2");
    Turnstile turnstile = turnstiles.at("acme", "host", limits);
    pass(turnstile);
    pass(turnstile);
    assertThat(turnstile.enter().toWait()).isPositive();
    clock.set(clock.instant().plusMillis(500));
    pass(turnstile);
    assertThat(turnstile.enter().toWait()).isPositive();
  }

  @Test
  void doNotCountThoseThatWereTurnedAway() {
    PartnerSettings limits =
        SettingsOf.partner("per-second=1", "max-concurrent=1", "max-concurrent-in-all=1");
    Turnstile turnstile = turnstiles.at("acme", "host", limits);
    pass(turnstile);
    for (int i = 0; i < 3; i++) {
      assertThat(turnstile.enter().toWait()).isPositive();
    }
    clock.set(clock.instant().plusSeconds(1));
    pass(turnstile);
  }

  @Test
  void areOnesOwnForEachHostOfEachPartner() {
    PartnerSettings limits = SettingsOf.partner("max-concurrent=1");
    assertThat(turnstiles.at("acme", "host", limits).enter().toWait()).isZero();
    assertThat(turnstiles.at("acme", "host", limits).enter().toWait()).isPositive();
    assertThat(turnstiles.at("acme", "other", limits).enter().toWait()).isZero();
    assertThat(turnstiles.at("other", "host", limits).enter().toWait()).isZero();
  }

  @Test
  void letSoManyInToAllHostsOfAPartner() {
    PartnerSettings limits = SettingsOf.partner("max-concurrent-in-all=3");
    List<Turn> turns = new ArrayList<>();
    for (String host : List.of("one", "two", "three")) {
      turns.add(turnstiles.at("acme", host, limits).enter());
    }
    assertThat(turns).allMatch(turn -> turn.toWait().isZero());
    assertThat(turnstiles.at("acme", "four", limits).enter().toWait()).isPositive();
    assertThat(turnstiles.at("other", "four", limits).enter().toWait()).isZero();
    turns.getFirst().leave(false);
    assertThat(turnstiles.at("acme", "four", limits).enter().toWait()).isZero();
  }

  @Test
  void letFewerInWithEachCallThatRunsOutOfTimeAndMoreWithEachThatDoesNot() {
    assertThat(placesAfter("")).isEqualTo(20);
    assertThat(placesAfter("late")).isEqualTo(10);
    assertThat(placesAfter("late late")).isEqualTo(5);
    assertThat(placesAfter("late late late")).isEqualTo(2);
    assertThat(placesAfter("late late late late")).isEqualTo(2);
    assertThat(placesAfter("late late late well")).isEqualTo(3);
    assertThat(placesAfter("late late late" + " well".repeat(18))).isEqualTo(20);
    assertThat(placesAfter("well well")).isEqualTo(20);
  }

  @Test
  void letAsManyInAsBeforeWhenACallSaysNothingOfTheHost() {
    assertThat(placesAfter("unjudged")).isEqualTo(20);
    assertThat(placesAfter("late unjudged")).isEqualTo(10);
    assertThat(placesAfter("late late late unjudged unjudged")).isEqualTo(2);
    assertThat(placesAfter("late late late well unjudged")).isEqualTo(3);
  }

  @Test
  void takeAHostThatHungForOneThatHangsAlsoAfterACallThatSaysNothingOfIt() {
    Turnstiles few = new Turnstiles(1, clock);
    Turnstile hung = few.at("acme", "hung", SettingsOf.partner());
    for (int i = 0; i < 4; i++) {
      hung.enter().leave(true);
    }
    hung.enter().leaveUnjudged();
    assertThat(hung.enter().toWait()).isZero();
    assertThat(hung.enter().toWait()).as("the one place of hosts that hang is taken").isPositive();
  }

  /** One in ten that hangs is no reason to leave a host alone. */
  @Test
  void keepLettingManyInToAHostThatHangsNowAndThen() {
    assertThat(placesAfter(("late" + " well".repeat(9) + " ").repeat(10) + "late")).isEqualTo(9);
  }

  @Test
  void letOneInToAHostThatMayGetOneWhateverItDoes() {
    assertThat(placesAfter("late late", "max-concurrent=1")).isEqualTo(1);
  }

  @Test
  void keepSevenEighthsOfAllCallsForHostsThatDoNotHang() {
    PartnerSettings limits = SettingsOf.partner("max-concurrent-in-all=100000");
    int atHostsThatHang = 0;
    for (int host = 0; host < 100; host++) {
      Turnstile turnstile = turnstiles.at("acme", "host" + host, limits);
      for (int i = 0; i < 3; i++) {
        turnstile.enter().leave(true);
      }
      while (turnstile.enter().toWait().isZero()) {
        atHostsThatHang++;
      }
    }
    assertThat(atHostsThatHang).isEqualTo(CALLS / 8);
    assertThat(turnstiles.at("acme", "well", limits).enter().toWait()).isZero();
  }

  /** How many calls a host gets at once whose calls went like this, one after the other. */
  private int placesAfter(String calls, String... properties) {
    PartnerSettings limits =
        SettingsOf.partner(
            Stream.concat(Stream.of(properties), Stream.of("per-second=10000"))
                .toArray(String[]::new));
    Turnstile turnstile = turnstiles.at("acme", "host " + hosts++, limits);
    for (String call : calls.isEmpty() ? new String[0] : calls.split(" ", -1)) {
      Turn turn = turnstile.enter();
      switch (call) {
        case "unjudged" -> turn.leaveUnjudged();
        default -> turn.leave(call.equals("late"));
      }
    }
    int places = 0;
    while (turnstile.enter().toWait().isZero()) {
      places++;
    }
    return places;
  }

  private static void pass(Turnstile turnstile) {
    Turn turn = turnstile.enter();
    assertThat(turn.toWait()).isZero();
    turn.leave(false);
  }
}
