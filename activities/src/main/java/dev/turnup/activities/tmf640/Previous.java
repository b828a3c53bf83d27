package dev.turnup.activities.tmf640;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a service said before we changed it. Its state is not among it, as we never change that:
 * giving it back could lift a barring that came in between.
 *
 * @param changed the characteristics that had another value, as the system showed them
 * @param added the names of those that it did not have
 */
record Previous(JsonNode changed, JsonNode added) {

  private static final String CHARACTERISTICS = "characteristics";
  private static final String ADDED = "added";

  /** What the deed's answer remembers; empty if it remembers nothing. */
  static Optional<Previous> from(@Nullable Object answered) {
    JsonNode tree = Json.tree(answered);
    return tree.isObject()
        ? Optional.of(new Previous(tree.path(CHARACTERISTICS), tree.path(ADDED)))
        : Optional.empty();
  }

  /** For the deed's answer. */
  Map<String, Object> asAnswer() {
    return Map.of(CHARACTERISTICS, Json.plain(changed), ADDED, Json.plain(added));
  }

  /** The whole list that gives the service back what it said, and leaves the rest as it is now. */
  ArrayNode over(Service service) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    Map<String, JsonNode> missing = changedByName();
    Set<String> surplus = addedNames();
    for (JsonNode characteristic : service.characteristics()) {
      String name = characteristic.path("name").textValue();
      JsonNode before = missing.remove(name);
      if (before != null) {
        list.add(before);
      } else if (!surplus.contains(name)) {
        list.add(characteristic);
      }
    }
    missing.values().forEach(list::add);
    return list;
  }

  /** Whether the service says all of it again. */
  boolean isIn(Service service) {
    Map<String, JsonNode> found = Characteristics.byName(service);
    boolean restored =
        changedByName().entrySet().stream()
            .allMatch(
                each -> {
                  JsonNode now = found.get(each.getKey());
                  return now != null
                      && Json.isSame(each.getValue().path("value"), now.path("value"));
                });
    return restored && addedNames().stream().noneMatch(found::containsKey);
  }

  private Map<String, JsonNode> changedByName() {
    Map<String, JsonNode> byName = new LinkedHashMap<>();
    changed.forEach(each -> byName.put(each.path("name").asText(), each));
    return byName;
  }

  private Set<String> addedNames() {
    Set<String> names = new LinkedHashSet<>();
    added.forEach(name -> names.add(name.asText()));
    return names;
  }
}
