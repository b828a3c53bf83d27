package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.identifier.IdentifierRules;
import dev.turnup.workflows.operation.Order;
import dev.turnup.workflows.operation.OrderChange;
import dev.turnup.workflows.provisioning.Facts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the partner said, with what operators corrected since. */
final class Told {

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
    MemberPath path = path(change.field());
    Object value = value(change);
    path.changed(members.get(path.details()), value);
    Optional<String> complaint = IdentifierRules.complaint(path.name(), value, false);
    if (complaint.isPresent()) {
      throw new IllegalArgumentException(change.field() + " " + complaint.get());
    }
  }

  void correct(OrderChange change) {
    MemberPath path = path(change.field());
    Map<String, Object> details = path.changed(members.get(path.details()), value(change));
    members.put(path.details(), details);
    Map<String, Object> corrected = new LinkedHashMap<>();
    corrected.put(path.member(), details.get(path.member()));
    new Facts(Map.of(path.details(), corrected)).all().forEach(this::corrected);
    revision++;
  }

  private static Object value(OrderChange change) {
    Object value = change.value();
    if (value == null || (value instanceof String text && text.isBlank())) {
      throw new IllegalArgumentException("value is missing");
    }
    return value;
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

  private MemberPath path(@Nullable String field) {
    return MemberPath.of(field)
        .filter(path -> members.containsKey(path.details()))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "field: expected the path of a member of the order's details, one of "
                        + members.keySet().stream()
                            .filter(name -> name.endsWith("_details"))
                            .toList()
                        + " followed by a dot and the member's name, and so on below it, as in"
                        + " stb.ports[0]"));
  }
}
