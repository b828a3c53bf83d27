package dev.turnup.activities.tmf640;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnup.workflows.provisioning.StepResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A service as a system shows it (TMF640 v4, resource Service).
 *
 * @param href where the system says it is; null if it does not say
 * @param name what we called it: the idempotency key of the deed that made it; null if it has none
 * @param state its place in the life cycle, such as {@code designed}; null if it is not told
 * @param failed whether it was started and could not be enabled
 * @param characteristics its objects {@code {name, value, …}}, as they came
 */
record Service(
    String id,
    @Nullable String href,
    @Nullable String name,
    @Nullable String state,
    boolean failed,
    List<JsonNode> characteristics) {

  private static final int LONGEST_ID = 255;
  private static final int LONGEST_HREF = 1000;

  /** The id of the service as partners know it, among what steps answer. */
  static final String SERVICE_ID = "service_id";

  /** The service that this is; empty if it is a monitor or has no usable id. */
  static Optional<Service> from(JsonNode node) {
    String id = Json.text(node, "id", LONGEST_ID);
    if (id == null || !References.canBeId(id) || Monitor.from(node).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new Service(
            id,
            Json.text(node, "href", LONGEST_HREF),
            Json.text(node, "name", LONGEST_ID),
            Json.text(node, "state", LONGEST_ID),
            // TMF640 v4, isServiceEnabled: false although it has started means that it has failed.
            isSaid(node, "hasStarted", true) && isSaid(node, "isServiceEnabled", false),
            characteristics(node)));
  }

  private static boolean isSaid(JsonNode node, String member, boolean value) {
    return node.path(member).isBoolean() && node.path(member).booleanValue() == value;
  }

  private static List<JsonNode> characteristics(JsonNode node) {
    return node.path("serviceCharacteristic")
        .valueStream()
        .filter(each -> each.path("name").isTextual())
        .toList();
  }

  /** Whether it says nothing of its state. */
  boolean isStateless() {
    return state == null;
  }

  boolean isActive() {
    return "active".equalsIgnoreCase(state);
  }

  boolean isInactive() {
    return "inactive".equalsIgnoreCase(state);
  }

  boolean isTerminated() {
    return "terminated".equalsIgnoreCase(state);
  }

  /**
   * What a step answers that made it.
   *
   * @param serviceIdName of the characteristic that says the id that partners know it by
   */
  StepResult asResult(String serviceIdName) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(Answers.ID, id);
    if (href != null) {
      answer.put(Answers.HREF, href);
    }
    for (JsonNode characteristic : characteristics) {
      if (serviceIdName.equals(characteristic.path("name").textValue())) {
        String assigned = assigned(characteristic);
        if (assigned != null) {
          answer.put(SERVICE_ID, assigned);
        }
      }
    }
    return StepResult.done(answer);
  }

  private static @Nullable String assigned(JsonNode characteristic) {
    JsonNode value = characteristic.path("value");
    return Json.text(value.isObject() ? value : characteristic, "value", LONGEST_ID);
  }
}
