package dev.turnup.workflows.identifier;

import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * Identifier of an eUICC: 32 decimal digits; the whole number modulo 97 is 1 (GSMA SGP.29, section
 * 10). EIDs issued before that rule exist, so the check of the digits can be left out.
 */
public final class Eid {

  private static final Pattern FORM = Pattern.compile("[0-9]{32}");
  private static final BigInteger MODULUS = BigInteger.valueOf(97);

  private Eid() {}

  /** Whether the text has the form of an EID; says nothing of its check digits. */
  public static boolean isWellFormed(String eid) {
    return FORM.matcher(eid).matches();
  }

  /** Whether the text is an EID whose check digits are right. */
  public static boolean isValid(String eid) {
    return isWellFormed(eid) && new BigInteger(eid).mod(MODULUS).equals(BigInteger.ONE);
  }
}
