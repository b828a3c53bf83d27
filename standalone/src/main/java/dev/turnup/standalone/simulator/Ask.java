package dev.turnup.standalone.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a system is asked over plain HTTP and JSON.
 *
 * @param key its idempotency key
 */
record Ask(String system, String action, String key, JsonNode body) {

  /** What identifies the things of an order, in the names that partners know. */
  private static final List<String> FACTS =
      List.of("service_id", "iccid", "eid", "imsi", "imei", "serial_number", "mac_address");

  String correlationId() {
    return body.path("correlation_id").asString(new Key(key).correlationId());
  }

  /** The service id in the order; empty if there is none yet. */
  String serviceId() {
    return body.path("order").path("service_id").asString("");
  }

  /** The key of the deed that is to be taken back. */
  Optional<String> undoes() {
    return body.path("undoes").asStringOpt();
  }

  /** From when an undo is to count; empty if that is not said. */
  String effectiveDate() {
    return body.path("effective_date").asString("");
  }

  /** The key of the deed that may or may not have happened. */
  Optional<String> readBackOf() {
    return body.path("read_back_of").asStringOpt();
  }

  /** What a step before this one answered. */
  JsonNode resultOf(String step) {
    return body.path("results").path(step);
  }

  /** What the order says of itself, wherever it says it; empty if it does not. */
  String told(String fact) {
    JsonNode order = body.path("order");
    for (JsonNode place :
        List.of(order, order.path("new_service_device_details"), order.path("service_details"))) {
      for (String name : List.of(fact, "secondary_" + fact)) {
        String value = place.path(name).asString("");
        if (!value.isEmpty()) {
          return value;
        }
      }
    }
    return "";
  }

  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    for (String fact : FACTS) {
      if (!told(fact).isEmpty()) {
        facts.put(fact, told(fact));
      }
    }
    return facts;
  }

  Deed done(Map<String, Object> answer) {
    return Deed.done(system, action, correlationId(), answer);
  }

  Deed never() {
    return Deed.never(system, action, correlationId());
  }
}
