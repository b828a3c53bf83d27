package dev.turnup.activities.system;

import java.util.List;
import java.util.Map;

/**
 * What is particular of a system that speaks plain HTTP and JSON.
 *
 * @param actions by the name that plans use; those that are not named are {@code POST /<action>}
 * @param needsOperatorCodes what {@code code} may be in a 409 that somebody has to see to
 */
public record HttpJsonSettings(
    Map<String, HttpJsonAction> actions, List<String> needsOperatorCodes) {

  /** An empty stock, and a system whose state is not what ours says. */
  public static final List<String> USUAL_CODES = List.of("INVENTORY_EMPTY", "CONTRADICTORY_STATE");

  public HttpJsonSettings {
    actions = Map.copyOf(actions);
    needsOperatorCodes = List.copyOf(needsOperatorCodes);
  }
}
