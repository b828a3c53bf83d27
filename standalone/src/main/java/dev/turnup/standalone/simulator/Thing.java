package dev.turnup.standalone.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A thing that exists at a back end.
 *
 * @param key of the deed that made it
 * @param facts such as its number
 */
record Thing(String system, String key, String correlationId, Map<String, Object> facts) {

  Thing with(String fact, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(facts);
    changed.put(fact, value);
    return new Thing(system, key, correlationId, changed);
  }

  Object fact(String name) {
    return facts.getOrDefault(name, "");
  }

  Map<String, Object> shown() {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("system", system);
    shown.put("key", key);
    shown.put("correlationId", correlationId);
    shown.putAll(facts);
    return shown;
  }
}
