package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.operation.GivingUp;
import dev.turnup.workflows.operation.OperatorAct;
import dev.turnup.workflows.operation.OrderChange;
import dev.turnup.workflows.operation.StepSkip;
import dev.turnup.workflows.operation.WaitingFor;
import dev.turnup.workflows.provisioning.PlanStep;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where an operation that is held waits for an operator, and what operators may do with it. */
final class OperatorDesk {

  /**
   * What an operator decided.
   *
   * @param result what later steps may need of a step that is skipped
   */
  record Decision(What what, Map<String, Object> result) {
    enum What {
      RETRY,
      SKIP,
      GIVE_UP,

      /** Nobody decided in time. */
      NONE
    }
  }

  /** What operators may send while a step is held. */
  private static final String ALL = "RetryStep, SkipStep, ChangeOrder, GiveUp";

  private static final String WHILE_UNDOING = "RetryStep, SkipStep, GiveUp";

  private final Told told;
  private final Duration holdFor;
  private final FirstTask firstTask;
  private final Attention attention;
  private final Progress progress;
  private boolean mayGiveUp;
  private boolean undoing;
  private @Nullable PlanStep held;
  private @Nullable Decision decision;

  OperatorDesk(
      Told told, Duration holdFor, FirstTask firstTask, Attention attention, Progress progress) {
    this.told = told;
    this.holdFor = holdFor;
    this.firstTask = firstTask;
    this.mayGiveUp = !firstTask.mayBePastUndoing();
    this.attention = attention;
    this.progress = progress;
  }

  /** What is undone has not been told as a success, and so may be given up whoever died. */
  void undoing() {
    mayGiveUp = true;
    undoing = true;
  }

  /**
   * Waits until an operator decides, or the time for that is over.
   *
   * @param why for operators
   * @throws io.temporal.failure.CanceledFailure if the operation was stopped meanwhile
   */
  Decision hold(PlanStep step, String why) {
    held = step;
    decision = null;
    progress.held(step, undoing ? WHILE_UNDOING : ALL, why);
    try {
      return attention.during(() -> decisionOn(step));
    } finally {
      held = null;
    }
  }

  private Decision decisionOn(PlanStep step) {
    attention.waitFor(WaitingFor.OPERATOR);
    if (mayGiveUp) {
      NamedWait.atMost(holdFor, "Held: " + step.title(), () -> decision != null);
    } else {
      Workflow.await(() -> decision != null);
    }
    if (decision == null) {
      progress.note("Nobody decided on '%s' within %s".formatted(step.title(), holdFor));
      return new Decision(Decision.What.NONE, Map.of());
    }
    return decision;
  }

  String retry(OperatorAct act) {
    return decide(act, "tries again", new Decision(Decision.What.RETRY, Map.of()));
  }

  String skip(StepSkip skip) {
    Map<String, Object> result = skip.result() == null ? Map.of() : skip.result();
    return decide(skip.act(), "skips", new Decision(Decision.What.SKIP, result));
  }

  String giveUp(OperatorAct act) {
    return decide(act, "gives up at", new Decision(Decision.What.GIVE_UP, Map.of()));
  }

  String change(OrderChange change) {
    told.correct(change);
    progress.note("%s changed %s: %s".formatted(change.by(), change.field(), change.reason()));
    String doneBefore = mayHaveBeenDoneBefore();
    if (doneBefore.isEmpty()) {
      return "Changed; now retry the step";
    }
    progress.note(doneBefore);
    return "Changed; now retry the step. " + doneBefore;
  }

  /** What is done for the changed order are other deeds, which do not take the first ones back. */
  private String mayHaveBeenDoneBefore() {
    List<String> steps =
        firstTask.mayHaveDone().stream()
            .dropWhile(step -> !step.equals(held))
            .map(PlanStep::title)
            .toList();
    return steps.isEmpty()
        ? ""
        : "A worker that died may have done this for the order as it was, and it stays if the"
            + " operation succeeds: find it and clear it up by hand: "
            + String.join(", ", steps);
  }

  /**
   * Refuses acts that make no sense now or do not say who and why.
   *
   * @throws IllegalStateException if nothing is held
   * @throws IllegalArgumentException if who or why is missing
   */
  void requireHeld(OperatorAct act) {
    if (held == null || decision != null) {
      throw new IllegalStateException(
          "Nothing is held: the operation waits for no decision of an operator");
    }
    act.requireWhoAndWhy();
  }

  void requireGiveUpPossible(GivingUp givingUp) {
    requireHeld(givingUp.act());
    if (!mayGiveUp && !givingUp.isSurelyUntold()) {
      throw new IllegalStateException(
          "It cannot be given up by that alone: its first workflow task was lost, as when a worker"
              + " dies, and may have told the partner of success, or have passed the point of no"
              + " return before that. Make sure that it did not, and say so by \"untold\": true");
    }
  }

  void requireChangeable(OrderChange change) {
    requireHeld(change.act());
    if (undoing) {
      throw new IllegalStateException(
          "It is being undone, and each deed as it was ordered: a changed order would change"
              + " nothing. Expected: one of "
              + WHILE_UNDOING);
    }
    told.require(change);
  }

  private String decide(OperatorAct act, String does, Decision what) {
    PlanStep step = held;
    if (step == null) {
      throw new IllegalStateException("decided on nothing");
    }
    String words = "%s %s '%s': %s".formatted(act.by(), does, step.title(), act.reason());
    progress.note(words);
    decision = what;
    return words;
  }
}
