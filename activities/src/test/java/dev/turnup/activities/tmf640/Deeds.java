package dev.turnup.activities.tmf640;

import dev.turnup.activities.StepRequests;
import dev.turnup.activities.system.Tmf640Settings;
import dev.turnup.activities.system.Tmf640Settings.Action;
import dev.turnup.activities.system.Tmf640Settings.Operation;
import dev.turnup.workflows.provisioning.StepRequest;
import java.util.Map;

/** Requests for a system that speaks TMF640, and what its actions are. */
final class Deeds {

  static final String KEY = StepRequests.KEY;

  static final Tmf640Settings SETTINGS =
      new Tmf640Settings(
          Map.of(
              "add-sim", new Action(Operation.CREATE, "companion-sim", "CFS", null, Map.of()),
              "switch-sim", new Action(Operation.MODIFY, null, null, null, Map.of()),
              "switch-other", new Action(Operation.MODIFY, null, null, "network_id", Map.of()),
              "retire-other", new Action(Operation.DELETE, null, null, "network_id", Map.of()),
              "retire-sim", new Action(Operation.DELETE, null, null, "service_id", Map.of()),
              "remove-sim", new Action(Operation.DELETE, null, null, null, Map.of())),
          Tmf640Settings.USUAL_CODES);

  private Deeds() {}

  static StepRequest create() {
    return action("add-sim").toRequest();
  }

  static StepRequest modify() {
    return action("switch-sim").toRequest();
  }

  static StepRequest delete() {
    return action("retire-sim").toRequest();
  }

  static StepRequests action(String name) {
    return new StepRequests("network", name, null, Map.of());
  }

  /** The undo of a deed that answered this. */
  static StepRequest undo(String action, Map<String, Object> answered) {
    return new StepRequests("network", action, KEY, Map.of("activate", answered)).toRequest();
  }

  /** The undo of a deed whose answer was lost. */
  static StepRequest undo(String action) {
    return new StepRequests("network", action, KEY, Map.of()).toRequest();
  }

  /** The undo, by the same action, of a deed that answered this. */
  static StepRequest undoOf(String action, Map<String, Object> answered) {
    StepRequest undo = undo(action, answered);
    return new StepRequest(
        undo.correlationId(),
        undo.partner(),
        undo.serviceType(),
        undo.step(),
        undo.system(),
        action,
        undo.idempotencyKey(),
        undo.undoes(),
        action,
        undo.effectiveDate(),
        undo.whenAnswerIsLost(),
        undo.readBack(),
        undo.reference(),
        undo.unseenUntil(),
        undo.order(),
        undo.results());
  }

  /** The same request, once the system has accepted it and this was answered. */
  static StepRequest accepted(String action, Map<String, Object> answered) {
    return new StepRequests("network", action, null, Map.of("activate", answered)).toRequest();
  }
}
