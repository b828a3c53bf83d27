package dev.turnup.workflows.provisioning;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is done for an operation, in this order. It travels in the order, so that a changed
 * configuration never touches an operation under way.
 *
 * @param deadline how long the operation may take; then it is undone, unless it is past the point
 *     of no return
 * @param holdFor how long it waits for an operator before it is given up; past the point of no
 *     return nothing is undone then
 */
public record Plan(List<PlanStep> steps, Duration deadline, Duration holdFor) {

  /**
   * @throws IllegalArgumentException if there is no step, two share a name or a title, one is
   *     undone with a step that does not come before it, there are two points of no return, or a
   *     time is not positive
   */
  public Plan {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a plan needs at least one step");
    }
    if (!deadline.isPositive() || !holdFor.isPositive()) {
      throw new IllegalArgumentException(
          "deadline and hold-for must be positive: %s, %s".formatted(deadline, holdFor));
    }
    Set<String> names = new HashSet<>();
    Set<String> titles = new HashSet<>();
    for (PlanStep step : steps) {
      if (step.undoneWith() != null && !names.contains(step.undoneWith())) {
        throw new IllegalArgumentException(
            "step '%s' is undone with '%s', which is no step before it"
                .formatted(step.name(), step.undoneWith()));
      }
      if (!names.add(step.name())) {
        throw new IllegalArgumentException("two steps are named '%s'".formatted(step.name()));
      }
      if (!titles.add(step.title())) {
        throw new IllegalArgumentException("two steps are titled '%s'".formatted(step.title()));
      }
    }
    if (steps.stream().filter(PlanStep::pointOfNoReturn).count() > 1) {
      throw new IllegalArgumentException("a plan has one point of no return at most");
    }
  }

  /** The steps before the point of no return; all of them if there is none. */
  @JsonIgnore
  public List<PlanStep> reversibleSteps() {
    return steps.stream().takeWhile(step -> !step.pointOfNoReturn()).toList();
  }

  /** The point of no return and what comes after it; empty if there is none. */
  @JsonIgnore
  public List<PlanStep> irreversibleSteps() {
    return steps.stream().dropWhile(step -> !step.pointOfNoReturn()).toList();
  }
}
