package dev.turnup.activities.provisioning;

import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import java.util.Map;

/** What an undo makes of what was found by looking. */
final class ReadingBack {

  private ReadingBack() {}

  /**
   * Whether looking would tell nothing new: the system has said itself that it took the deed, and
   * would be asked only that again. Somebody else also knows whether the deed still stands, or an
   * earlier attempt to take it back succeeded and its answer was lost.
   */
  static boolean knowsNoMore(StepRequest undo) {
    return undo.readBack() == null && wasAnswered(undo);
  }

  /**
   * To take back a deed whose answer was lost, with what was found instead: its answer, or how to
   * see when it is over.
   */
  static StepRequest undoKnowing(StepRequest undo, StepResult found) {
    if (undo.reference() != null || wasAnswered(undo)) {
      return undo;
    }
    if (found.pending() != null) {
      return undo.following(found.pending(), Map.of());
    }
    return undo.answered(found.answer());
  }

  private static boolean wasAnswered(StepRequest undo) {
    return undo.results().containsKey(undo.step());
  }
}
