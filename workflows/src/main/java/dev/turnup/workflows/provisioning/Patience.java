package dev.turnup.workflows.provisioning;

import java.time.Duration;

/** The clock that a step's retries run on: what we wait for, and how long at the most in all. */
public enum Patience {
  /** Blips of HTTP. A person may be waiting at the other end. */
  SECONDS(Duration.ofMinutes(2), Duration.ofSeconds(1), Duration.ofSeconds(10)),

  /** An outage of the system: somebody is called, finds the fault and mends it. */
  HOURS(Duration.ofHours(24), Duration.ofSeconds(1), Duration.ofMinutes(5)),

  /** A thing in the world: an eSIM is installed, a fibre is laid, a number is ported in. */
  DAYS(Duration.ofDays(30), Duration.ofMinutes(1), Duration.ofHours(1));

  private final Duration total;
  private final Duration firstPause;
  private final Duration longestPause;

  Patience(Duration total, Duration firstPause, Duration longestPause) {
    this.total = total;
    this.firstPause = firstPause;
    this.longestPause = longestPause;
  }

  /** From the first attempt to the moment when the step counts as failed. */
  public Duration total() {
    return total;
  }

  /** The pause after the first attempt; each is twice the one before. */
  public Duration firstPause() {
    return firstPause;
  }

  /** The ceiling of the growing pauses between attempts. */
  public Duration longestPause() {
    return longestPause;
  }
}
