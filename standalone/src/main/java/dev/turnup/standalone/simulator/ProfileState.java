package dev.turnup.standalone.simulator;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The life of a profile at the SM-DP+, as SGP.22 section 3.1.6 has it. */
enum ProfileState {
  AVAILABLE,

  /** Ordered, for no particular device. */
  ALLOCATED,

  /** Ordered for the device with that EID. */
  LINKED,

  CONFIRMED,
  RELEASED,
  DOWNLOADED,
  INSTALLED,
  UNAVAILABLE,
  ERROR;

  /** On the device: no longer to be cancelled. */
  boolean isOut() {
    return this == DOWNLOADED || this == INSTALLED;
  }

  @JsonValue
  String word() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }
}
