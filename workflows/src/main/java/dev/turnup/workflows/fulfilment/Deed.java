package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.provisioning.LostAnswer;
import dev.turnup.workflows.provisioning.PlanStep;
import dev.turnup.workflows.provisioning.StepResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A step that was begun, under the key and for the order that it was begun with. */
final class Deed {

  private final PlanStep step;
  private final String key;
  private final Map<String, Object> told;
  private final Map<String, Object> corrections;
  private @Nullable StepResult soFar;
  private boolean done;
  private boolean refused;
  private boolean lost;

  Deed(PlanStep step, String key, Told told) {
    this.step = step;
    this.key = key;
    this.told = new LinkedHashMap<>(told.members());
    this.corrections = new LinkedHashMap<>(told.corrections());
  }

  PlanStep step() {
    return step;
  }

  String key() {
    return key;
  }

  /** What the partner had said and operators had corrected by then. */
  Map<String, Object> told() {
    return told;
  }

  /** What operators had corrected by then. */
  Map<String, Object> corrections() {
    return corrections;
  }

  /** The system took it and is at work. */
  void answeredSoFar(StepResult answer) {
    soFar = answer;
  }

  /** What the system said when it took it; empty if it did not say that it would take its time. */
  Optional<Map<String, Object>> answerSoFar() {
    return Optional.ofNullable(soFar).map(StepResult::answer);
  }

  /** By what its work can be followed, if it may still be under way; null otherwise. */
  @Nullable String reference() {
    return soFar == null || done ? null : soFar.pending();
  }

  /** The system did it, or an operator, and answered this. */
  void done(Map<String, Object> answer) {
    done = true;
    corrections.keySet().removeIf(fact -> answer.get(fact) != null);
  }

  /** Whether the result of the step is the result of this deed, and not of another try of it. */
  boolean isDone() {
    return done;
  }

  /** It is tried again: what came of it before is not the last word. */
  void again() {
    refused = false;
  }

  /** The system said no. Where there is an undo it is tried all the same: that may be an echo. */
  void refuse() {
    refused = true;
  }

  /** Nobody knows whether it happened. */
  void lose() {
    lost = true;
  }

  /**
   * Whether nothing came of it. A system that can neither repeat nor be read back may refuse the
   * second try because of the first.
   */
  boolean isSurelyNotDone() {
    return refused && !(lost && step.whenAnswerIsLost() == LostAnswer.HOLD);
  }
}
