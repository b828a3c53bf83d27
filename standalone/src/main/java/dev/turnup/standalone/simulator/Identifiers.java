package dev.turnup.standalone.simulator;

import java.util.SplittableRandom;
import java.util.UUID;

/** Identifiers as the simulated systems give them out: the same for the same seed. */
final class Identifiers {

  /** Nine digits that begin as Spanish mobile numbers do. */
  static String mobileNumber(String seed) {
    return "6" + digits(seed, 8);
  }

  /** Of an operator in Spain, with its check digit. */
  static String iccid(String seed) {
    return withCheckDigit("893401" + digits(seed, 12));
  }

  /** Of the network 214 03. */
  static String imsi(String seed) {
    return "21403" + digits(seed, 10);
  }

  static String policyNumber(String seed) {
    return "35" + digits(seed, 14);
  }

  static String digits(String seed, int count) {
    UUID mixed = UUID.nameUUIDFromBytes(Json.utf8(seed));
    SplittableRandom random = new SplittableRandom(mixed.getMostSignificantBits());
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }

  /** The digits and their Luhn digit, as ICCIDs and IMEIs end. */
  static String withCheckDigit(String digits) {
    int sum = 0;
    boolean doubled = true;
    for (int i = digits.length() - 1; i >= 0; i--) {
      int digit = Character.digit(digits.charAt(i), 10) * (doubled ? 2 : 1);
      sum += digit > 9 ? digit - 9 : digit;
      doubled = !doubled;
    }
    return digits + (10 - sum % 10) % 10;
  }

  private Identifiers() {}
}
