package dev.turnup.standalone.simulator;

import java.util.Locale;

/** What goes wrong, by name in a service id and by number in an ICCID; see {@link Script}. */
enum Scenario {
  /** It is refused, however often it is asked for. */
  REFUSE(1, Spell.ALWAYS),

  /** It is answered 503 the first two times. */
  FLAKY(2, Spell.TWICE),

  /** It takes five seconds, longer than a local attempt waits. */
  SLOW(3, Spell.NEVER),

  /** It is done, but its first answer never arrives. */
  LOST(4, Spell.FIRST_TIME),

  /** It is answered 503 with Retry-After for half a minute after it was first asked for. */
  DOWN(5, Spell.HALF_A_MINUTE),

  /** It is done; asked for again, it is answered 503 for half a minute. */
  RELAPSE(6, Spell.HALF_A_MINUTE_FROM_THE_SECOND_TIME),

  /** There is nothing left to give the first time; then an operator has filled the inventory. */
  EMPTY(7, Spell.FIRST_TIME),

  /** Our credential has expired the first time; then an operator has renewed it. */
  EXPIRED(8, Spell.FIRST_TIME),

  /** The connection is closed the first time, before anything is done. */
  RESET(9, Spell.FIRST_TIME),

  /** The first answer is a web page with status 200, and nothing is done. */
  GARBAGE(10, Spell.FIRST_TIME),

  /** The system has too much to do the first two times. */
  BUSY(11, Spell.TWICE),

  /** The profile is held by somebody else's order. SM-DP+ only. */
  TAKEN(12, Spell.NEVER),

  /** It is answered 503, for as long as anybody asks. */
  DEAD(13, Spell.ALWAYS),

  /** It takes five seconds and says so at once: 202, or a monitor of TMF640. */
  PENDING(0, Spell.FIVE_SECONDS),

  /** It is accepted without a monitor, and done five seconds later. TMF640 only. */
  SILENT(0, Spell.NEVER),

  /** It is accepted, and its monitor ends in error five seconds later. TMF640 only. */
  INERROR(0, Spell.NEVER),

  /** The system says that its own data contradict the order, until an operator gives up. */
  CONTRADICTORY(0, Spell.ALWAYS),

  /** The device downloads the profile while it is being released, and does not install it. */
  DOWNLOADED(21, Spell.NEVER),

  /** The device downloads the profile two seconds after its release, and installs it. */
  INSTALLED(22, Spell.NEVER),

  /** The device has installed the profile before the release is answered. */
  INSTALLED_EARLY(23, Spell.NEVER),

  /** The device downloads the profile twenty seconds after its release, and installs it. */
  INSTALLED_LATE(24, Spell.NEVER),

  /** As installed, and every notification is sent twice. */
  INSTALLED_DOUBLED(25, Spell.NEVER),

  /** As installed, and the installation is told before the download. */
  INSTALLED_UNORDERED(26, Spell.NEVER),

  /** The user refuses to install the profile two seconds after its release. */
  INSTALL_FAILED(27, Spell.NEVER);

  private final int number;
  private final Spell spell;

  Scenario(int number, Spell spell) {
    this.number = number;
    this.spell = spell;
  }

  /** Two digits, as an ICCID has them; 00 for what no ICCID can ask for. */
  String digits() {
    return "%02d".formatted(number);
  }

  /** As a service id has it. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Spell spell() {
    return spell;
  }
}
