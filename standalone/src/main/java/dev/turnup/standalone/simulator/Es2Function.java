package dev.turnup.standalone.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an operator may ask an SM-DP+ for. */
enum Es2Function {
  DOWNLOAD_ORDER("downloadOrder", 1, "8.2.1", "3.9"),
  CONFIRM_ORDER("confirmOrder", 2, "8.1.1", "3.10"),
  RELEASE_PROFILE("releaseProfile", 3, "8.2.1", "3.5"),
  CANCEL_ORDER("cancelOrder", 4, "8.2.1", "3.3");

  private final String path;
  private final int digit;
  private final String refusalSubject;
  private final String refusalReason;

  Es2Function(String path, int digit, String refusalSubject, String refusalReason) {
    this.path = path;
    this.digit = digit;
    this.refusalSubject = refusalSubject;
    this.refusalReason = refusalReason;
  }

  static Optional<Es2Function> at(String path) {
    return Arrays.stream(values()).filter(function -> function.path.equals(path)).findFirst();
  }

  /** As the plans name it. */
  String action() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** As a scripted ICCID names it. */
  int digit() {
    return digit;
  }

  /** How it fails; empty if ES2+ has no words for that. */
  Optional<Es2Failure> failure(Scenario scenario) {
    return switch (scenario) {
      case REFUSE -> Optional.of(new Es2Failure(refusalSubject, refusalReason, "as scripted"));
      case EMPTY -> Optional.of(new Es2Failure("8.2.5", "3.7", "none is left, as scripted"));
      case BUSY -> Optional.of(new Es2Failure("1.2", "4.4", "busy, as scripted"));
      default -> Optional.empty();
    };
  }
}
