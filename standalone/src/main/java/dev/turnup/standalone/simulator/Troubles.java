package dev.turnup.standalone.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Lets things go wrong as scripted, around whatever a system does. */
final class Troubles {

  private static final int REMEMBERED = 50_000;

  private final Map<String, Asked> asked = Bounded.map(REMEMBERED);
  private final Pace pace;

  /** How often and since when something was asked for. */
  private record Asked(int times, Instant first, Instant second) {

    Asked again(Instant now) {
      return new Asked(times + 1, first, times == 1 ? now : second);
    }

    Spell.Time at(Instant now) {
      return new Spell.Time(times, Duration.between(first, now), Duration.between(second, now));
    }
  }

  Troubles(Pace pace) {
    this.pace = pace;
  }

  /**
   * Does as scripted.
   *
   * @param key what counts as the same thing, asked again
   * @param words how this kind of system says it, where not all say it alike; empty if it cannot,
   *     and then does what it is asked
   */
  Answer play(
      Optional<Scenario> script,
      String key,
      Function<Scenario, Optional<Answer>> words,
      Supplier<Answer> act)
      throws InterruptedException {
    if (script.isEmpty()) {
      return act.get();
    }
    Scenario scenario = script.get();
    boolean trouble = scenario.spell().lasts(count(key), pace);
    if (scenario == Scenario.SLOW) {
      Thread.sleep(pace.of(Spell.SHORT));
    }
    if (scenario == Scenario.LOST) {
      Answer answer = act.get();
      return trouble ? Answer.silence() : answer;
    }
    return (trouble ? said(scenario, words) : Optional.<Answer>empty()).orElseGet(act);
  }

  private Spell.Time count(String key) {
    Instant now = Instant.now();
    return asked.merge(key, new Asked(1, now, now), (before, unused) -> before.again(now)).at(now);
  }

  private static Optional<Answer> said(
      Scenario scenario, Function<Scenario, Optional<Answer>> words) {
    return switch (scenario) {
      case FLAKY, DEAD -> Optional.of(Answer.problem(503, "not now, as scripted"));
      case DOWN, RELAPSE ->
          Optional.of(Answer.problem(503, "down, as scripted").with("Retry-After", "2"));
      case EXPIRED -> Optional.of(Answer.problem(401, "the credential has expired, as scripted"));
      case RESET -> Optional.of(Answer.silence());
      case GARBAGE -> Optional.of(Answer.page("<html><body>It works!</body></html>"));
      default -> words.apply(scenario);
    };
  }
}
