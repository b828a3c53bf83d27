package dev.turnup.activities.system;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a system is left alone for a while, because it does not answer or answers 5xx (but 501).
 *
 * @param enabled whether it ever is
 * @param failureRate how many of the last calls must have failed, in percent, from 1 to 100
 * @param window how many calls are looked at
 * @param minimumCalls how many there must be before they are judged; not more than the window
 * @param openFor how long it is left alone before a few calls try whether it is back
 */
public record BreakerSettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("50") int failureRate,
    @DefaultValue("50") int window,
    @DefaultValue("20") int minimumCalls,
    @DefaultValue("15s") Duration openFor) {

  /**
   * @throws IllegalArgumentException if a value is out of bounds
   */
  public BreakerSettings {
    require(failureRate >= 1 && failureRate <= 100, "failure-rate", failureRate, "1 to 100");
    require(window >= 1, "window", window, "1 or more");
    require(
        minimumCalls >= 1 && minimumCalls <= window,
        "minimum-calls",
        minimumCalls,
        "1 to " + window + ", the window");
    require(openFor.isPositive(), "open-for", openFor, "a positive time");
  }

  /** What holds if nothing is said. */
  static BreakerSettings byDefault() {
    return new BreakerSettings(true, 50, 50, 20, Duration.ofSeconds(15));
  }

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "breaker.%s: '%s' (expected: %s)".formatted(key, value, expected));
    }
  }
}
