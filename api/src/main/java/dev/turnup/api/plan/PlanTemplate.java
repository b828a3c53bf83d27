package dev.turnup.api.plan;

import dev.turnup.api.plan.PlanSettings.Course;
import dev.turnup.api.plan.PlanSettings.Step;
import dev.turnup.workflows.provisioning.Facts;
import dev.turnup.workflows.provisioning.LostAnswer;
import dev.turnup.workflows.provisioning.Plan;
import dev.turnup.workflows.provisioning.PlanStep;
import dev.turnup.workflows.provisioning.ReadBack;
import dev.turnup.workflows.provisioning.WaitsFor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A plan as it is configured: some of its steps are for some requests only. */
public final class PlanTemplate {

  private final List<ConditionalStep> steps;
  private final Duration deadline;
  private final Duration holdFor;

  /** A step, and what must be told, or must not be, for it to be done. */
  private record ConditionalStep(
      PlanStep step, Condition onlyWith, Condition onlyWithout, boolean enabled) {

    boolean appliesTo(Facts facts) {
      return (!onlyWith.isMade() || onlyWith.isMetBy(facts)) && !onlyWithout.isMetBy(facts);
    }

    boolean isConditional() {
      return onlyWith.isMade() || onlyWithout.isMade();
    }

    boolean hasConditionOf(ConditionalStep other) {
      return onlyWith.equals(other.onlyWith) && onlyWithout.equals(other.onlyWithout);
    }
  }

  private PlanTemplate(List<ConditionalStep> steps, Duration deadline, Duration holdFor) {
    this.steps = steps;
    this.deadline = deadline;
    this.holdFor = holdFor;
  }

  /**
   * Checks what is configured.
   *
   * @throws IllegalArgumentException if not every request would get a whole plan
   */
  static PlanTemplate of(Course course) {
    // Those that are switched off are checked too: to switch one on must not be a surprise.
    List<ConditionalStep> steps =
        course.steps().stream()
            .map(PlanTemplate::conditional)
            .filter(ConditionalStep::enabled)
            .toList();
    requireOnePointOfNoReturn(steps);
    PlanTemplate template = new PlanTemplate(steps, course.deadline(), course.holdFor());
    // With all conditions met at once it must be a plan too: names and ways back are checked there.
    template.plan(steps);
    if (steps.stream().allMatch(ConditionalStep::isConditional)) {
      throw new IllegalArgumentException(
          "every step has only-with or only-without, so there might be nothing to do");
    }
    requireWaysBack(steps);
    return template;
  }

  /** The plan for a request of which these facts are known. */
  public Plan planFor(Facts facts) {
    return plan(steps.stream().filter(step -> step.appliesTo(facts)).toList());
  }

  boolean waitsFor(WaitsFor what) {
    return steps.stream().anyMatch(step -> step.step().waitsFor() == what);
  }

  private Plan plan(List<ConditionalStep> chosen) {
    List<PlanStep> plan = new ArrayList<>();
    boolean noWayBack = false;
    for (ConditionalStep each : chosen) {
      plan.add(noWayBack ? each.step().afterPointOfNoReturn() : each.step());
      noWayBack |= each.step().pointOfNoReturn();
    }
    return new Plan(plan, deadline, holdFor);
  }

  /** For each request, that is: the first of its plan counts, so a later one must be of use. */
  private static void requireOnePointOfNoReturn(List<ConditionalStep> steps) {
    List<ConditionalStep> points =
        steps.stream().filter(step -> step.step().pointOfNoReturn()).toList();
    if (points.stream().limit(Math.max(0, points.size() - 1)).anyMatch(p -> !p.isConditional())) {
      throw new IllegalArgumentException("a plan has one point of no return at most");
    }
  }

  /** Those that make the same plan of each request are one. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PlanTemplate that
        && steps.equals(that.steps)
        && deadline.equals(that.deadline)
        && holdFor.equals(that.holdFor);
  }

  @Override
  public int hashCode() {
    return Objects.hash(steps, deadline, holdFor);
  }

  private static void requireWaysBack(List<ConditionalStep> steps) {
    Map<String, ConditionalStep> byName = new HashMap<>();
    for (ConditionalStep step : steps) {
      byName.put(step.step().name(), step);
      String earlier = step.step().undoneWith();
      ConditionalStep taker = earlier == null ? null : byName.get(earlier);
      if (taker != null) {
        require(
            taker.step().undo() != null,
            step,
            "is undone with '%s', which has no undo of its own".formatted(earlier));
        require(
            !taker.isConditional() || taker.hasConditionOf(step),
            step,
            "is undone with '%s', which is not done whenever it is".formatted(earlier));
      }
    }
  }

  private static void require(boolean holds, ConditionalStep step, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("step '%s' %s".formatted(step.step().name(), otherwise));
    }
  }

  private static ConditionalStep conditional(Step step) {
    return new ConditionalStep(
        stepOf(step),
        Condition.of("only-with", step.onlyWith()),
        Condition.of("only-without", step.onlyWithout()),
        step.enabled());
  }

  private static PlanStep stepOf(Step step) {
    String system = required("system", step.system());
    Boolean localFirst = step.localFirst();
    return new PlanStep(
        required("name", step.name()),
        required("title", step.title()),
        system,
        required("action", step.action()),
        step.needs(),
        step.undo(),
        step.undoneWith(),
        step.changesNothing(),
        step.pointOfNoReturn(),
        step.whenAnswerIsLost(),
        step.readBack() == null ? null : readBack(system, step.readBack()),
        localFirst == null
            ? step.whenAnswerIsLost() != LostAnswer.HOLD && step.waitsFor() == null
            : localFirst,
        step.patience(),
        step.waitsFor());
  }

  private static ReadBack readBack(String system, String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new ReadBack(system, text)
        : new ReadBack(text.substring(0, slash), text.substring(slash + 1));
  }

  private static String required(String component, @Nullable String value) {
    if (value == null) {
      throw new IllegalArgumentException("a step has no " + component);
    }
    return value;
  }
}
