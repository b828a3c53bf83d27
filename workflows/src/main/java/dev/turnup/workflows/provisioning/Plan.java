package dev.turnup.workflows.provisioning;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is done for an operation, in this order. It travels in the order, so that a changed
 * configuration never touches an operation under way.
 */
public record Plan(List<PlanStep> steps) {

  /**
   * @throws IllegalArgumentException if there is no step, or two share a name or a title
   */
  public Plan {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a plan needs at least one step");
    }
    Set<String> names = new HashSet<>();
    Set<String> titles = new HashSet<>();
    for (PlanStep step : steps) {
      if (!names.add(step.name())) {
        throw new IllegalArgumentException("two steps are named '%s'".formatted(step.name()));
      }
      if (!titles.add(step.title())) {
        throw new IllegalArgumentException("two steps are titled '%s'".formatted(step.title()));
      }
    }
  }

  /** Whether doing everything twice under the same keys does it once. */
  @JsonIgnore
  public boolean isRepeatable() {
    return steps.stream().allMatch(PlanStep::repeatable);
  }
}
