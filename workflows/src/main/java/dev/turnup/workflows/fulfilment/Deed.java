package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.clock.WorkflowClock;
import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.provisioning.LostAnswer;
import dev.turnup.workflows.provisioning.PlanStep;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A step that was begun, under the key and for the order that it was begun with. */
final class Deed {

  private final PlanStep step;
  private final String key;
  private final Map<String, Object> told;
  private final Map<String, Object> corrections;
  private @Nullable StepRequest asked;
  private @Nullable StepResult soFar;
  private boolean done;
  private boolean refused;
  private boolean workEnded;
  private @Nullable Instant lostAt;
  private @Nullable Instant undoneAsOf;

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

  /** Its system is asked for it in these words. */
  void askedBy(StepRequest request) {
    asked = request;
  }

  /** In what words its system was asked: whoever is asked again compares them, perhaps. */
  StepRequest asked() {
    return Objects.requireNonNull(asked);
  }

  /** The system took it and is at work. */
  void answeredSoFar(StepResult answer) {
    soFar = answer;
    workEnded = false;
  }

  /** What the system said when it took it; empty if it did not say that it would take its time. */
  Optional<Map<String, Object>> answerSoFar() {
    return Optional.ofNullable(soFar).map(StepResult::answer);
  }

  /** By what its work can be followed, if it may still be under way; null otherwise. */
  @Nullable String reference() {
    return soFar == null || done ? null : soFar.pending();
  }

  /** What the system took and is at, as far as is known; null if there is none of that. */
  @Nullable StepResult underWay() {
    return done || workEnded ? null : soFar;
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

  /**
   * An attempt of it, or several, failed in this way. Of one that was cancelled while it waited for
   * its next try nobody tells how the last one went. Work that a system has taken ends with a
   * refusal, or with an end of which nobody knows; all else says only that it could not be asked.
   */
  void failed(FailureKind kind) {
    switch (kind) {
      case REJECTED -> {
        refuse();
        workEnded = true;
      }
      case UNCERTAIN -> {
        lostAt = WorkflowClock.now();
        workEnded = true;
      }
      case BUG, CANCELLED -> lostAt = WorkflowClock.now();
      case UNAVAILABLE, NEEDS_OPERATOR, UNDELIVERABLE -> {}
    }
  }

  /** Somebody of whom nobody heard again may have asked its system for it until then. */
  void mayHaveBegun(Instant at) {
    if (lostAt == null) {
      lostAt = at;
    }
  }

  /** Until when its system may be at it and nothing be seen of it; null if it is not. */
  @Nullable Instant unseenUntil() {
    return lostAt == null ? null : lostAt.plus(LostAnswer.SETTLING);
  }

  /**
   * How long its system may still be at it, so that an undo would find nothing to undo. Whoever
   * honours our key remembers that it was taken back, and whoever took it can be asked how far it
   * is.
   *
   * @return zero if it is not
   */
  Duration settlesIn() {
    Instant unseenUntil = unseenUntil();
    if (unseenUntil == null
        || done
        || reference() != null
        || step.whenAnswerIsLost() == LostAnswer.REPEAT) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(WorkflowClock.now(), unseenUntil);
    return left.isPositive() ? left : Duration.ZERO;
  }

  /** When its undo began, however often that is tried. */
  Instant undoneAsOf() {
    if (undoneAsOf == null) {
      undoneAsOf = WorkflowClock.now();
    }
    return undoneAsOf;
  }

  /**
   * Whether nothing came of it. Where the system can neither repeat nor be read back every attempt
   * is known, and one that was lost may be why the next was refused. Elsewhere Temporal repeats
   * attempts, and only a refusal tells.
   */
  boolean isSurelyNotDone() {
    return step.whenAnswerIsLost() == LostAnswer.HOLD
        ? !done && lostAt == null && (refused || soFar == null)
        : refused;
  }
}
