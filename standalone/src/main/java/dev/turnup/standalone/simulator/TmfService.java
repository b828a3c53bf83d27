package dev.turnup.standalone.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A service of TMF640.
 *
 * @param key of the deed that made it; empty if it is older than the simulator
 * @param changes the keys of the deeds that changed it and were not taken back
 * @param text its JSON, as text, which takes a fifth of the memory
 */
record TmfService(String id, String name, String key, List<String> changes, String text) {

  private static final String CHARACTERISTICS = "serviceCharacteristic";

  /** A service that was there before the simulator was started. */
  static TmfService fromBefore(String id, String href) {
    ObjectNode json = Json.newObject();
    json.put("id", id).put("href", href).put("name", id).put("state", "active");
    return of(json.put("@type", "Service"), "", List.of());
  }

  static TmfService madeBy(TmfChange change) {
    ObjectNode json = change.body().deepCopy();
    json.put("id", change.id()).put("href", change.href()).put("@type", "Service");
    return of(json, change.key().text(), List.of());
  }

  private static TmfService of(ObjectNode json, String key, List<String> changes) {
    String name = json.path("name").asString("");
    return new TmfService(json.path("id").asString(""), name, key, changes, Json.text(json));
  }

  ObjectNode json() {
    return Json.object(text);
  }

  TmfService in(String state) {
    return of(json().put("state", state), key, changes);
  }

  /** With what a merge patch says; its id stays. */
  TmfService patched(ObjectNode patch) {
    return of(MergePatch.applied(json(), patch).put("id", id), key, changes);
  }

  TmfService changedBy(String change) {
    List<String> all = new ArrayList<>(changes);
    all.add(change);
    return new TmfService(id, name, key, all, text);
  }

  TmfService withoutChange(String change) {
    List<String> others = changes.stream().filter(other -> !other.equals(change)).toList();
    return new TmfService(id, name, key, others, text);
  }

  /** What a service says of itself by this name; empty if it does not. */
  static String characteristic(JsonNode service, String name) {
    return service
        .path(CHARACTERISTICS)
        .valueStream()
        .filter(fact -> fact.path("name").asString("").equals(name))
        .map(fact -> fact.path("value").asString(""))
        .findFirst()
        .orElse("");
  }

  /** The service with one fact more. */
  static ObjectNode withCharacteristic(ObjectNode service, String name, String value) {
    ObjectNode richer = service.deepCopy();
    richer
        .withArray(CHARACTERISTICS)
        .addObject()
        .put("name", name)
        .put("valueType", "string")
        .put("value", value);
    return richer;
  }

  boolean matches(Map<String, String> filter) {
    if (!filter.getOrDefault("name", name).equals(name)) {
      return false;
    }
    ObjectNode json = json();
    return filter.entrySet().stream()
        .filter(wanted -> !wanted.getKey().equals("fields"))
        .allMatch(
            wanted ->
                json.path(wanted.getKey())
                    .asString(characteristic(json, wanted.getKey()))
                    .equals(wanted.getValue()));
  }

  boolean isOf(String correlationId) {
    return new Key(key).correlationId().equals(correlationId)
        || changes.stream().anyMatch(id -> new Key(id).correlationId().equals(correlationId));
  }

  Map<String, Object> shown(String system) {
    ObjectNode json = json();
    Map<String, Object> characteristics = new LinkedHashMap<>();
    json.path(CHARACTERISTICS)
        .forEach(fact -> characteristics.put(fact.path("name").asString(""), fact.path("value")));
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("system", system);
    shown.put("key", key);
    shown.put("correlationId", new Key(key).correlationId());
    shown.put("id", id);
    shown.put("name", name);
    shown.put("state", json.path("state").asString(""));
    shown.put("spec", json.path("serviceSpecification").path("name").asString(""));
    shown.put("characteristics", characteristics);
    shown.put("changes", changes);
    return shown;
  }
}
