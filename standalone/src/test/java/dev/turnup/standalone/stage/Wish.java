package dev.turnup.standalone.stage;

import dev.turnup.standalone.simulator.ScriptedIccid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a partner asks for.
 *
 * @param serviceId null if provisioning is to assign one
 * @param details of the service, or of its new device
 * @param category of the new device
 */
public record Wish(
    String serviceType, @Nullable String serviceId, Map<String, Object> details, String category) {

  private static final SplittableRandom RANDOM = new SplittableRandom();
  private static final long NINE_DIGITS = 1_000_000_000L;

  private static final String EID = "89049032001234567890123456789057";

  /** What the SM-DP+ and devices do; they see no service id, so it is written in the ICCID. */
  private static final Set<String> BY_ICCID =
      Set.of("download-order", "confirm-order", "release-profile", "cancel-order", "device");

  /** A wish for a service with this id, of which nothing else is told. */
  static Wish of(String serviceType, @Nullable String serviceId) {
    return new Wish(serviceType, serviceId, Map.of(), "OTHER");
  }

  /**
   * A wish with identifiers that are in no other.
   *
   * @param prefix of the members that tell the ICCID and the EID, if there is an eSIM
   * @param troubles such as {@code lost download-order and refuse start-charging}; empty for none
   */
  static Wish troubled(
      String serviceType,
      Map<String, Object> details,
      String category,
      @Nullable String prefix,
      String troubles) {
    List<String> script = new ArrayList<>();
    String iccid = ScriptedIccid.ordinary();
    for (String trouble :
        troubles.isEmpty() ? List.<String>of() : List.of(troubles.split(" and ", -1))) {
      String[] words = trouble.split(" ", -1);
      if (BY_ICCID.contains(words[1])) {
        iccid = ScriptedIccid.of(words[0], words[1]);
      } else {
        script.add(words[0] + "-" + words[1]);
      }
    }
    Map<String, Object> all = new LinkedHashMap<>(details);
    if (prefix != null) {
      all.put(prefix + "eid", EID);
      all.put(prefix + "iccid", iccid);
    }
    String unique = "~" + RANDOM.nextLong(NINE_DIGITS);
    return new Wish(
        serviceType,
        script.isEmpty() ? "service" + unique : "sim-" + String.join(".", script) + unique,
        all,
        category);
  }

  /** The same, whose id is to be assigned. */
  public Wish withoutServiceId() {
    return new Wish(serviceType, null, details, category);
  }

  /** The same for this service. */
  public Wish forService(String id) {
    return new Wish(serviceType, id, details, category);
  }

  /** The same for a device of this category. */
  public Wish ofCategory(String other) {
    return new Wish(serviceType, serviceId, details, other);
  }

  /** The same, but for one of the details. */
  public Wish without(String detail) {
    Map<String, Object> fewer = new LinkedHashMap<>(details);
    fewer.remove(detail);
    return new Wish(serviceType, serviceId, fewer, category);
  }

  /** The same, and one more of the details. */
  public Wish with(String detail, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(details);
    more.put(detail, value);
    return new Wish(serviceType, serviceId, more, category);
  }

  /** The same under a plan whose steps are given up after two minutes. */
  public Wish inHaste() {
    return new Wish(HurriedPlans.HASTY + serviceType, serviceId, details, category);
  }

  /** The same under a plan whose steps have days, and are asked about once in a minute at most. */
  public Wish inLeisure() {
    return new Wish(HurriedPlans.LEISURELY + serviceType, serviceId, details, category);
  }

  /** The same under a plan that waits until the profile is installed. */
  public Wish inPatience() {
    return new Wish(HurriedPlans.PATIENT + serviceType, serviceId, details, category);
  }

  /** The same under a plan with a deadline of a few seconds. */
  public Wish inBrief() {
    return new Wish(HurriedPlans.BRIEF + serviceType, serviceId, details, category);
  }
}
