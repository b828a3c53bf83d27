package dev.turnup.activities.system;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the actions of plans are in a system that speaks TMF640.
 *
 * @param actions by the name that plans use
 */
public record Tmf640Settings(@DefaultValue Map<String, Action> actions) {

  public Tmf640Settings {
    actions = Map.copyOf(actions);
  }

  /** What is done with a service (TMF640 v4, resource Service). */
  public enum Operation {
    CREATE,
    MODIFY,
    DELETE
  }

  /**
   * One action.
   *
   * @param operation what it does
   * @param specification the name of the service specification; only of a create, which needs it
   * @param serviceType the {@code serviceType} to create; only of a create, null for none
   * @param target the fact that holds the id of the service to modify or delete; null for what the
   *     deed that is undone has made or changed
   */
  public record Action(
      Operation operation,
      @Nullable String specification,
      @Nullable String serviceType,
      @Nullable String target) {

    /**
     * @throws IllegalArgumentException if the operation is missing, or a value is missing, blank or
     *     of no use to it
     */
    public Action {
      if (operation == null) {
        throw new IllegalArgumentException(
            "tmf640.actions: operation is missing (expected: create, modify or delete)");
      }
      requireText("specification", specification);
      requireText("service-type", serviceType);
      requireText("target", target);
      if (operation == Operation.CREATE) {
        if (specification == null) {
          throw new IllegalArgumentException(
              "tmf640.actions: specification is missing (a create needs it)");
        }
        if (target != null) {
          throw new IllegalArgumentException(
              "tmf640.actions: target '%s' (a create makes its own)".formatted(target));
        }
      } else if (specification != null || serviceType != null) {
        throw new IllegalArgumentException(
            "tmf640.actions: specification and service-type are for a create only");
      }
    }

    private static void requireText(String key, @Nullable String value) {
      if (value != null && value.isBlank()) {
        throw new IllegalArgumentException("tmf640.actions: %s is blank".formatted(key));
      }
    }
  }
}
