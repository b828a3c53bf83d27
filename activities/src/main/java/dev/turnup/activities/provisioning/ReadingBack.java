package dev.turnup.activities.provisioning;

import dev.turnup.workflows.provisioning.ReadBack;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import java.util.LinkedHashMap;
import java.util.Map;

/** The requests that reading back needs beside the one that was made. */
final class ReadingBack {

  private ReadingBack() {}

  /** To find the deed of this request: for an undo, the one that it takes back. */
  static StepRequest deedOf(StepRequest request) {
    StepRequest deed = request.deed();
    ReadBack whom = deed.readBack();
    return new StepRequest(
        deed.correlationId(),
        deed.partner(),
        deed.serviceType(),
        deed.step(),
        whom == null ? deed.system() : whom.system(),
        whom == null ? deed.action() : whom.action(),
        deed.idempotencyKey(),
        null,
        null,
        null,
        deed.whenAnswerIsLost(),
        whom,
        null,
        deed.order(),
        deed.results());
  }

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
    Map<String, Map<String, Object>> results = new LinkedHashMap<>(undo.results());
    results.put(undo.step(), found.answer());
    return new StepRequest(
        undo.correlationId(),
        undo.partner(),
        undo.serviceType(),
        undo.step(),
        undo.system(),
        undo.action(),
        undo.idempotencyKey(),
        undo.undoes(),
        undo.undoneAction(),
        undo.effectiveDate(),
        undo.whenAnswerIsLost(),
        undo.readBack(),
        undo.reference(),
        undo.order(),
        results);
  }

  private static boolean wasAnswered(StepRequest undo) {
    return undo.results().containsKey(undo.step());
  }
}
