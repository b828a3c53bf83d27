package dev.turnup.workflows.identifier;

import java.util.regex.Pattern;

/**
 * International Mobile Equipment Identity: 15 digits of which the last is the Luhn check digit
 * (3GPP TS 23.003, section 6.2).
 */
public final class Imei {

  private static final Pattern FORM = Pattern.compile("[0-9]{15}");

  private Imei() {}

  /** Whether the text is an IMEI whose check digit is right. */
  public static boolean isValid(String imei) {
    return FORM.matcher(imei).matches() && Luhn.isValid(imei);
  }
}
