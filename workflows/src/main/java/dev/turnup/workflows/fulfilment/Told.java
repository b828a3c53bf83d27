package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.identifier.IdentifierRules;
import dev.turnup.workflows.operation.Order;
import dev.turnup.workflows.operation.OrderChange;
import dev.turnup.workflows.provisioning.Facts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the partner said, with what operators corrected since. */
final class Told {

  private static final Pattern FIELD =
      Pattern.compile("(service_details|new_service_device_details)\\.([A-Za-z0-9_-]{1,64})");

  private final Map<String, Object> members;
  private final Map<String, Object> corrections = new LinkedHashMap<>();
  private int revision = 1;

  Told(Order order) {
    members = new LinkedHashMap<>(order.asTold());
  }

  Map<String, Object> members() {
    return members;
  }

  /**
   * What operators corrected, by the names of facts. It counts more than older answers, and less
   * than newer ones.
   */
  Map<String, Object> corrections() {
    return corrections;
  }

  /** 1 as it was said; one more with each correction. */
  int revision() {
    return revision;
  }

  /**
   * Says what is wrong with a correction.
   *
   * @throws IllegalArgumentException if it names no member of the details, or a value that it
   *     cannot have
   */
  void require(OrderChange change) {
    Matcher field = field(change.field());
    String value = change.value();
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("value is missing");
    }
    Optional<String> complaint = IdentifierRules.complaint(field.group(2), value, false);
    if (complaint.isPresent()) {
      throw new IllegalArgumentException(change.field() + " " + complaint.get());
    }
  }

  void correct(OrderChange change) {
    Matcher field = field(change.field());
    Map<String, Object> details = new LinkedHashMap<>();
    if (members.get(field.group(1)) instanceof Map<?, ?> before) {
      before.forEach((name, value) -> details.put(String.valueOf(name), value));
    }
    details.put(field.group(2), change.value());
    members.put(field.group(1), details);
    new Facts(Map.of(field.group(2), String.valueOf(change.value())))
        .all()
        .forEach(this::corrected);
    revision++;
  }

  /** What the path says of the service cannot be corrected in the details. */
  private void corrected(String fact, Object value) {
    if (!members.containsKey(fact)) {
      corrections.put(fact, value);
    }
  }

  /** What a system answers after a correction counts more than that. */
  void answered(Map<String, Object> answer) {
    corrections.keySet().removeIf(fact -> answer.get(fact) != null);
  }

  private Matcher field(@Nullable String path) {
    Matcher field = FIELD.matcher(path == null ? "" : path);
    if (!field.matches() || !members.containsKey(field.group(1))) {
      throw new IllegalArgumentException(
          "field: expected the path of a member of the order's details, one of "
              + members.keySet().stream().filter(name -> name.endsWith("_details")).toList()
              + " followed by a dot and the member's name");
    }
    return field;
  }
}
