package dev.turnup.workflows.identifier;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the identifiers in an order must look like, by the names under which they are told. */
public final class IdentifierRules {

  private static final Pattern IMSI = Pattern.compile("[0-9]{6,15}");

  private IdentifierRules() {}

  /**
   * What is wrong, in words that follow the name and do not quote the value; empty if nothing is,
   * or no identifier is told under this name.
   *
   * @param checkEid whether the check digits of EIDs must be right
   */
  public static Optional<String> complaint(String name, @Nullable Object value, boolean checkEid) {
    return switch (name) {
      case "iccid", "secondary_iccid" ->
          digits(value, Iccid::isValid, "19 or 20 digits with a valid check digit (E.118)");
      case "eid", "secondary_eid" ->
          digits(
              value,
              checkEid ? Eid::isValid : Eid::isWellFormed,
              "32 digits" + (checkEid ? " with valid check digits (SGP.29)" : ""));
      case "imei" -> digits(value, Imei::isValid, "15 digits with a valid check digit");
      case "imsi" -> digits(value, IMSI.asMatchPredicate(), "6 to 15 digits");
      default -> Optional.empty();
    };
  }

  private static Optional<String> digits(
      @Nullable Object value, Predicate<String> valid, String expected) {
    return value instanceof String text && valid.test(text)
        ? Optional.empty()
        : Optional.of("must be a string of " + expected);
  }
}
