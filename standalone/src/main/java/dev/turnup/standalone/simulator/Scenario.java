package dev.turnup.standalone.simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What goes wrong, scripted by the service id: {@code sim-<what>-<action>}, several joined by dots,
 * then anything after a tilde to make the id unique: {@code sim-refuse-start.refuse-deactivate~42}.
 */
enum Scenario {
  /** The action is refused with 409. */
  REFUSE,

  /** The action is answered 503 the first two times. */
  FLAKY,

  /** The action takes five seconds, longer than a local attempt waits. */
  SLOW,

  /** The action is done, but its first answer never arrives. */
  LOST,

  /** The action is done; asked for again, it is answered 503 for half a minute. */
  RELAPSE,

  /** The action is answered 503 with Retry-After for half a minute after it was first asked for. */
  DOWN;

  static final int FLAKY_ANSWERS = 2;
  static final Duration SLOW_FOR = Duration.ofSeconds(5);
  static final Duration DOWN_FOR = Duration.ofSeconds(30);

  private static final String PREFIX = "sim-";

  /** What is scripted for the action; empty for an ordinary service id. */
  static Optional<Scenario> of(String serviceId, String action) {
    if (!serviceId.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String script = serviceId.substring(PREFIX.length()).replaceFirst("~.*", "");
    return Arrays.stream(script.split("\\.", -1))
        .flatMap(
            line ->
                Arrays.stream(values())
                    .filter(scenario -> line.equals(scenario.word() + "-" + action)))
        .findFirst();
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
