package dev.turnup.standalone.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What systems answer over plain HTTP and JSON when all is well. */
final class HttpJsonAnswers {

  private HttpJsonAnswers() {}

  /** The answer to what changes nothing; empty for a deed. */
  static Optional<Map<String, Object>> withoutADeed(Ask ask) {
    if (ask.action().startsWith("check-")) {
      return Optional.of(Map.of("eligible", true));
    }
    // The work order is closed by those who dig, and parcels arrive without us.
    return ask.action().startsWith("await-") ? Optional.of(Map.of()) : Optional.empty();
  }

  static Map<String, Object> to(Ask ask) {
    String seed = ask.correlationId();
    return switch (ask.action()) {
      case "reserve-number" -> assigning(ask, Identifiers.mobileNumber(seed), Map.of());
      case "reserve-sim" -> sim(ask, seed);
      case "open-account" -> {
        String account = "tv-" + Identifiers.digits(seed, 8);
        yield assigning(ask, account, Map.of("account_id", account));
      }
      case "create-licence" -> {
        String licence = "lic-" + Identifiers.digits(seed, 8);
        yield assigning(ask, licence, Map.of("licence_id", licence));
      }
      default -> Map.of();
    };
  }

  /** With the service id, if the order names none. */
  static Map<String, Object> assigning(Ask ask, String serviceId, Map<String, Object> facts) {
    Map<String, Object> answer = new LinkedHashMap<>(facts);
    if (ask.serviceId().isEmpty()) {
      answer.put("service_id", serviceId);
    }
    return answer;
  }

  private static Map<String, Object> sim(Ask ask, String seed) {
    String iccid = ask.told("iccid");
    String imsi = ask.told("imsi");
    return assigning(
        ask,
        Identifiers.mobileNumber(seed),
        Map.of(
            "iccid", iccid.isEmpty() ? Identifiers.iccid(seed) : iccid,
            "imsi", imsi.isEmpty() ? Identifiers.imsi(seed) : imsi));
  }
}
