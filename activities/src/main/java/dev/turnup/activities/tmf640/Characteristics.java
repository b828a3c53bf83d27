package dev.turnup.activities.tmf640;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnup.activities.system.Tmf640Settings.Action;
import dev.turnup.workflows.provisioning.StepRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What we want a service's characteristics to be, by name (TMF640 v4, {@code
 * serviceCharacteristic}).
 */
record Characteristics(Map<String, JsonNode> values) {

  private static final String NAME = "name";
  private static final String VALUE = "value";
  private static final String VALUE_TYPE = "valueType";

  /**
   * What is known of the operation.
   *
   * @param action which facts it says under which names, or none for all of them under their own;
   *     one that is not known is left out
   */
  static Characteristics wanted(StepRequest request, Action action) {
    Map<String, Object> facts = Answers.facts(request);
    Map<String, JsonNode> values = new LinkedHashMap<>();
    if (action.characteristics().isEmpty()) {
      facts.forEach((name, fact) -> values.put(name, Json.tree(fact)));
    }
    action
        .characteristics()
        .forEach(
            (name, fact) -> {
              Object value = facts.get(fact);
              if (value != null) {
                values.put(name, Json.tree(value));
              }
            });
    return new Characteristics(values);
  }

  /** Whether there is nothing to say. */
  boolean areNone() {
    return values.isEmpty();
  }

  /** As the list that creates a service. */
  ArrayNode asList() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    values.forEach((name, value) -> list.add(with(list.objectNode(), name, value)));
    return list;
  }

  /** Whether the service has all of them. */
  boolean areIn(Service service) {
    Map<String, JsonNode> found = byName(service);
    return values.entrySet().stream().allMatch(each -> isIn(found, each.getKey()));
  }

  /**
   * The whole list that the service is to have. A merge patch replaces a list (RFC 7396), so what
   * is to stay has to be said too; a system that merges by name is served as well.
   */
  ArrayNode over(Service service) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    Map<String, JsonNode> missing = new LinkedHashMap<>(values);
    for (JsonNode characteristic : service.characteristics()) {
      String name = characteristic.path(NAME).textValue();
      JsonNode value = missing.remove(name);
      list.add(
          value == null || Json.isSame(value, characteristic.path(VALUE))
              ? characteristic
              : with(characteristic.deepCopy(), name, value));
    }
    missing.forEach((name, value) -> list.add(with(list.objectNode(), name, value)));
    return list;
  }

  /** What the service says now of those that will change, for {@link Previous}. */
  Previous before(Service service) {
    Map<String, JsonNode> found = byName(service);
    ArrayNode changed = JsonNodeFactory.instance.arrayNode();
    ArrayNode added = JsonNodeFactory.instance.arrayNode();
    for (String name : values.keySet()) {
      JsonNode characteristic = found.get(name);
      if (characteristic == null) {
        added.add(name);
      } else if (!isIn(found, name)) {
        changed.add(characteristic);
      }
    }
    return new Previous(changed, added);
  }

  private boolean isIn(Map<String, JsonNode> found, String name) {
    JsonNode characteristic = found.get(name);
    JsonNode wanted = values.get(name);
    return characteristic != null
        && wanted != null
        && Json.isSame(wanted, characteristic.path(VALUE));
  }

  static Map<String, JsonNode> byName(Service service) {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    service.characteristics().forEach(each -> found.put(each.path(NAME).textValue(), each));
    return found;
  }

  private static ObjectNode with(ObjectNode characteristic, String name, JsonNode value) {
    return characteristic.put(NAME, name).put(VALUE_TYPE, type(value)).set(VALUE, value);
  }

  private static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "array";
      case BOOLEAN -> "boolean";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      case OBJECT, POJO -> "object";
      case BINARY, MISSING, NULL, STRING -> "string";
    };
  }
}
