package dev.turnup.workflows.provisioning;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of an operation, by plain names: what the systems answered, and what the
 * partner said. What a system answered last counts most. The published API calls the identifiers of
 * a companion device {@code secondary_eid} and {@code secondary_iccid}; they are found as {@code
 * eid} and {@code iccid} too.
 */
public final class Facts {

  private static final String SECONDARY = "secondary_";

  private final Map<String, Object> byName = new LinkedHashMap<>();

  /**
   * What is known.
   *
   * @param order what the partner said; the members of the details in it are facts of their own
   * @param results what the steps answered, in their order
   */
  public Facts(Map<String, Object> order, Map<String, Map<String, Object>> results) {
    order.values().stream()
        .filter(Map.class::isInstance)
        .map(Map.class::cast)
        .forEach(details -> ((Map<?, ?>) details).forEach((name, of) -> told(name.toString(), of)));
    // Last, as what the path says of the service counts more than what the details say of it.
    order.forEach(
        (name, value) -> {
          if (!(value instanceof Map<?, ?>)) {
            told(name, value);
          }
        });
    results.values().forEach(answer -> answer.forEach(this::answered));
  }

  /** What the details of a request tell, before any system was asked. */
  public Facts(Map<String, Object> details) {
    this(details, Map.of());
  }

  private void told(String name, @Nullable Object value) {
    if (value != null) {
      byName.put(name, value);
      if (name.startsWith(SECONDARY)) {
        byName.putIfAbsent(name.substring(SECONDARY.length()), value);
      }
    }
  }

  private void answered(String name, @Nullable Object value) {
    if (value != null) {
      byName.put(name, value);
    }
  }

  /** Whether there is such a fact, and it says something. */
  public boolean has(String name) {
    return text(name) != null;
  }

  /** The fact as text; null if there is none or it is blank. */
  public @Nullable String text(String name) {
    Object fact = byName.get(name);
    return fact == null || fact.toString().isBlank() ? null : fact.toString();
  }

  /** All of them. */
  public Map<String, Object> all() {
    return new LinkedHashMap<>(byName);
  }
}
