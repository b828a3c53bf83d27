package dev.turnup.standalone.simulator;

import java.time.Duration;

/** How long trouble lasts, for each idempotency key. */
enum Spell {
  ALWAYS,
  FIRST_TIME,
  TWICE,
  FIVE_SECONDS,
  HALF_A_MINUTE,

  /** The first time is fine; it begins with the second. */
  HALF_A_MINUTE_FROM_THE_SECOND_TIME,

  NEVER;

  static final Duration SHORT = Duration.ofSeconds(5);
  static final Duration LONG = Duration.ofSeconds(30);

  /**
   * One of the times that something was asked for.
   *
   * @param number 1 for the first
   * @param sinceFirst how long ago the first was
   * @param sinceSecond how long ago the second was; zero before it
   */
  record Time(int number, Duration sinceFirst, Duration sinceSecond) {}

  boolean lasts(Time time, Pace pace) {
    return switch (this) {
      case ALWAYS -> true;
      case FIRST_TIME -> time.number() == 1;
      case TWICE -> time.number() <= 2;
      case FIVE_SECONDS -> time.sinceFirst().compareTo(pace.of(SHORT)) < 0;
      case HALF_A_MINUTE -> time.sinceFirst().compareTo(pace.of(LONG)) < 0;
      case HALF_A_MINUTE_FROM_THE_SECOND_TIME ->
          time.number() > 1 && time.sinceSecond().compareTo(pace.of(LONG)) < 0;
      case NEVER -> false;
    };
  }
}
