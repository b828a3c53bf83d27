package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.provisioning.Plan;
import dev.turnup.workflows.provisioning.PlanStep;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the run stands, in words, for the operator who opens it in the Temporal UI. */
final class Progress {

  private final Map<String, String> lines = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  Progress(Plan plan) {
    for (PlanStep step : plan.steps()) {
      lines.put(step.title(), "to do");
    }
  }

  void doing(PlanStep step) {
    show(step, "**under way** in " + step.system());
  }

  void done(PlanStep step) {
    show(step, "done");
  }

  void undoing(PlanStep step) {
    show(step, "**being undone** in " + step.system());
  }

  void undone(PlanStep step) {
    show(step, "undone");
  }

  void leftBehind(PlanStep step) {
    show(step, "**LEFT BEHIND** in " + step.system() + ": clear it up by hand");
  }

  void waiting(PlanStep step) {
    show(step, "**taken** by " + step.system() + ", not done yet");
  }

  void awaiting(PlanStep step) {
    show(step, "**waited for**; nothing has to be done");
  }

  void held(PlanStep step, String updates, String why) {
    show(step, "**HELD**, an operator has to decide (updates %s): %s".formatted(updates, why));
  }

  void skipped(PlanStep step) {
    show(step, "left to an operator");
  }

  /** Something that was done by hand, below the steps. */
  void note(String words) {
    notes.add(words);
    Workflow.setCurrentDetails(table());
  }

  /** Why an attempt failed, for operators. */
  static String reason(ActivityFailure failure) {
    return failure.getCause() instanceof ApplicationFailure said
        ? said.getOriginalMessage()
        : String.valueOf(
            failure.getCause() == null ? failure.getMessage() : failure.getCause().getMessage());
  }

  void again(PlanStep step, ActivityFailure failure) {
    show(step, "**tried again** in " + step.system() + ": " + reason(failure));
  }

  void stuck(PlanStep step, ActivityFailure failure) {
    show(
        step,
        "**STUCK** by a fault that is not the customer's; tried again until it is mended: "
            + reason(failure));
  }

  /**
   * The outcome, above the steps.
   *
   * @param callback how the telling of it stands
   */
  void decided(Outcome outcome, String callback) {
    Workflow.setCurrentDetails(
        "**" + outcome.inWords() + "**\n\n" + callback + "\nThe steps:\n\n" + table());
  }

  private void show(PlanStep step, String state) {
    lines.put(step.title(), state);
    Workflow.setCurrentDetails(table());
  }

  private String table() {
    StringBuilder table = new StringBuilder();
    lines.forEach(
        (title, state) -> table.append("- ").append(title).append(": ").append(state).append('\n'));
    notes.forEach(note -> table.append("\n").append(note).append("\n"));
    return table.toString();
  }
}
