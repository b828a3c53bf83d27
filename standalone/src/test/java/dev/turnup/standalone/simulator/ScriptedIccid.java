package dev.turnup.standalone.simulator;

import java.util.Arrays;
import java.util.SplittableRandom;

/** ICCIDs that tell the simulated SM-DP+, or the device, what is to go wrong. */
public final class ScriptedIccid {

  private static final SplittableRandom RANDOM = new SplittableRandom();
  private static final long ELEVEN_DIGITS = 100_000_000_000L;

  private ScriptedIccid() {}

  /**
   * A new one.
   *
   * @param what such as {@code lost} or {@code installed-late}
   * @param action {@code download-order}, {@code confirm-order}, {@code release-profile}, {@code
   *     cancel-order} or {@code device}
   */
  public static String of(String what, String action) {
    Scenario scenario =
        Arrays.stream(Scenario.values())
            .filter(known -> known.word().equals(what) && !known.digits().equals("00"))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no ICCID can say " + what));
    return Identifiers.withCheckDigit(
        Script.ICCID_PREFIX
            + scenario.digits()
            + digit(action)
            + "%011d".formatted(RANDOM.nextLong(ELEVEN_DIGITS)));
  }

  private static int digit(String action) {
    if (action.equals("device")) {
      return Script.DEVICE;
    }
    return Arrays.stream(Es2Function.values())
        .filter(function -> function.action().equals(action))
        .mapToInt(Es2Function::digit)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no function of ES2+ is " + action));
  }

  /** A new one that says nothing. */
  public static String ordinary() {
    return Identifiers.withCheckDigit(
        "8934010" + "%011d".formatted(RANDOM.nextLong(ELEVEN_DIGITS)));
  }
}
