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
    ReadBack whom = request.readBack();
    return new StepRequest(
        request.correlationId(),
        request.partner(),
        request.serviceType(),
        request.step(),
        whom == null ? request.system() : whom.system(),
        whom == null ? deedAction(request) : whom.action(),
        request.undoes() == null ? request.idempotencyKey() : request.undoes(),
        null,
        null,
        request.whenAnswerIsLost(),
        whom,
        null,
        request.order(),
        request.results());
  }

  private static String deedAction(StepRequest request) {
    return request.undoneAction() == null ? request.action() : request.undoneAction();
  }

  /**
   * Whether looking would tell nothing new: the system has said itself that it took the deed, and
   * would be asked only that again. Somebody else also knows whether the deed still stands, or an
   * earlier attempt to take it back succeeded and its answer was lost.
   */
  static boolean knowsNoMore(StepRequest undo) {
    return undo.readBack() == null && wasAnswered(undo);
  }

  /** To take back a deed whose answer was lost, with the one that was found instead. */
  static StepRequest undoKnowing(StepRequest undo, StepResult found) {
    if (found.pending() != null || wasAnswered(undo)) {
      return undo;
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
