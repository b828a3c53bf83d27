package dev.turnup.workflows.identifier;

import java.util.regex.Pattern;

/**
 * Integrated Circuit Card Identifier, the number of a SIM or profile (ITU-T E.118): 19 digits of
 * which the last is the Luhn check digit, or 20, where the twentieth may be the padding {@code F}
 * (GSMA SGP.22, section 5.2.1).
 */
public final class Iccid {

  private static final Pattern FORM = Pattern.compile("[0-9]{19}[0-9Ff]?");
  private static final int CHECKED_DIGITS = 19;

  private Iccid() {}

  /** Whether the text has the form of an ICCID; says nothing of its check digit. */
  public static boolean isWellFormed(String iccid) {
    return FORM.matcher(iccid).matches();
  }

  /** Whether the text is an ICCID whose check digit is right. */
  public static boolean isValid(String iccid) {
    if (!isWellFormed(iccid)) {
      return false;
    }
    String digits = canonical(iccid);
    // Cards with 20 digits exist whose check digit is the last, and such where it is the 19th.
    return Luhn.isValid(digits) || Luhn.isValid(digits.substring(0, CHECKED_DIGITS));
  }

  /** The ICCID without its padding: with and without it, it names the same profile. */
  public static String canonical(String iccid) {
    char last = iccid.charAt(iccid.length() - 1);
    return last == 'F' || last == 'f' ? iccid.substring(0, iccid.length() - 1) : iccid;
  }
}
