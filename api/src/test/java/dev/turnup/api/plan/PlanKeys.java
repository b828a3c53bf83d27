package dev.turnup.api.plan;

import java.util.LinkedHashMap;
import java.util.Map;

/** Properties of a valid plan of one step; tests break one thing of it. */
final class PlanKeys {

  private PlanKeys() {}

  /** A plan under this key, such as {@code turnup.plans.fax.create-service}. */
  static String[] ofOneStep(String plan) {
    return ofOneStep(plan, Map.of());
  }

  /** The same, but for these components of the step. */
  static String[] ofOneStep(String plan, Map<String, String> changes) {
    Map<String, String> step = new LinkedHashMap<>();
    step.put("name", "reserve");
    step.put("title", "Reserve");
    step.put("system", "inventory");
    step.put("action", "reserve");
    step.putAll(changes);
    return step.entrySet().stream()
        .map(entry -> plan + ".steps[0]." + entry.getKey() + "=" + entry.getValue())
        .toArray(String[]::new);
  }
}
