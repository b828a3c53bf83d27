package dev.turnup.activities.system;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is particular of a system that speaks TMF640.
 *
 * @param actions by the name that plans use; those that are not named create what they are called
 * @param needsOperatorCodes what {@code code} may be in the error of a 409 that somebody has to see
 *     to, in capitals or not
 */
public record Tmf640Settings(Map<String, Action> actions, List<String> needsOperatorCodes) {

  /** A system whose state contradicts ours, or has run out of something. */
  public static final List<String> USUAL_CODES =
      List.of("CONTRADICTORY_STATE", "INCONSISTENT_STATE", "INVENTORY_EMPTY");

  public Tmf640Settings {
    actions = Map.copyOf(actions);
    needsOperatorCodes = List.copyOf(needsOperatorCodes);
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
   * @param characteristics the fact that each characteristic says, by the characteristic's name;
   *     empty for all facts under their own names. Not of a delete, which says nothing
   */
  public record Action(
      Operation operation,
      @Nullable String specification,
      @Nullable String serviceType,
      @Nullable String target,
      @DefaultValue Map<String, String> characteristics) {

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
      // In an order of its own: the same deed must have the same bytes in every attempt.
      characteristics = Collections.unmodifiableMap(new TreeMap<>(characteristics));
      characteristics.forEach(Action::requireNames);
      if (operation == Operation.DELETE && !characteristics.isEmpty()) {
        throw new IllegalArgumentException(
            "tmf640.actions: characteristics are not for a delete, which says nothing of a"
                + " service");
      }
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

    private static void requireNames(String characteristic, String fact) {
      if (characteristic.isBlank() || fact.isBlank()) {
        throw new IllegalArgumentException(
            "tmf640.actions: characteristics: '%s: %s' (expected: the name of a characteristic and"
                    .formatted(characteristic, fact)
                + " that of a fact, such as msisdn: service_id)");
      }
    }

    private static void requireText(String key, @Nullable String value) {
      if (value != null && value.isBlank()) {
        throw new IllegalArgumentException("tmf640.actions: %s is blank".formatted(key));
      }
    }
  }
}
