package dev.turnup.standalone.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where a partner writes what is to go wrong.
 *
 * <p>In the service id: {@code sim-<what>-<action>}, several joined by dots, then anything after a
 * tilde to make the id unique: {@code sim-refuse-start-charging.lost-add-subscriber~42}. The SM-DP+
 * sees no service id, so it is written in the ICCID: 19 digits, which are 8999, two digits of what,
 * one of the function (1 download, 2 confirm, 3 release, 4 cancel, 5 the device), eleven of
 * anything, and the check digit.
 */
final class Script {

  /** The digit of what the device does by itself. */
  static final int DEVICE = 5;

  static final String ICCID_PREFIX = "8999";
  private static final String SERVICE_ID_PREFIX = "sim-";

  private Script() {}

  /** What a service id says of the action; empty for an ordinary one. */
  static Optional<Scenario> ofServiceId(String serviceId, String action) {
    if (!serviceId.startsWith(SERVICE_ID_PREFIX)) {
      return Optional.empty();
    }
    String script = serviceId.substring(SERVICE_ID_PREFIX.length()).replaceFirst("~.*", "");
    List<String> lines = List.of(script.split("\\.", -1));
    return Arrays.stream(Scenario.values())
        .filter(scenario -> lines.contains(scenario.word() + "-" + action))
        .findFirst();
  }

  /** What an ICCID says of the function with this digit; empty for an ordinary one. */
  static Optional<Scenario> ofIccid(String iccid, int function) {
    return Arrays.stream(Scenario.values())
        .filter(scenario -> iccid.startsWith(ICCID_PREFIX + scenario.digits() + function))
        .findFirst();
  }
}
