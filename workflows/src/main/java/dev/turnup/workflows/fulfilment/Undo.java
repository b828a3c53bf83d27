package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.provisioning.PlanStep;
import io.temporal.failure.ActivityFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What has to be taken back if the operation fails. The SDK's {@code Saga} stops at the first
 * failed undo or hides it; this one tries all of them and tells what is left.
 */
final class Undo {

  private final Steps steps;
  private final Progress progress;
  private final List<PlanStep> remembered = new ArrayList<>();

  Undo(Steps steps, Progress progress) {
    this.steps = steps;
    this.progress = progress;
  }

  /** To be called before the deed: a deed whose answer is lost may have happened all the same. */
  void remember(PlanStep step) {
    remembered.add(step);
  }

  /** The step that was under way last; empty if none was begun. */
  Optional<PlanStep> lastRemembered() {
    return remembered.isEmpty() ? Optional.empty() : Optional.of(remembered.getLast());
  }

  /**
   * Takes everything back, the last first.
   *
   * @param why why the last remembered step failed
   * @return the titles of the steps that are left behind
   */
  List<String> takeAllBack(FailureKind why) {
    List<String> stranded = new ArrayList<>();
    for (PlanStep step : remembered.reversed()) {
      boolean refused = why == FailureKind.REJECTED && step.equals(remembered.getLast());
      if (!takeBack(step, refused)) {
        stranded.add(step.title());
      }
    }
    return stranded;
  }

  private boolean takeBack(PlanStep step, boolean refused) {
    String undo = step.undo();
    if (undo == null) {
      if (!refused) {
        progress.leftBehind(step);
      }
      return refused;
    }
    progress.undoing(step);
    try {
      steps.undo(step, undo);
      progress.undone(step);
      return true;
    } catch (ActivityFailure failure) {
      progress.leftBehind(step);
      return false;
    }
  }
}
