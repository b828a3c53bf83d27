package dev.turnup.activities.tmf640;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnup.activities.http.HttpAnswer;
import dev.turnup.activities.system.SystemFailures;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import java.util.Map;
import java.util.Optional;

/** How work is followed that the system has accepted and not done yet. */
final class Following {

  /** Such as in "network/add-sim took it, and ended with 409". */
  private static final String ENDED = "took it, and ended with";

  private final ServiceApi api;
  private final SeenOver seenOver;

  Following(ServiceApi api, SeenOver seenOver) {
    this.api = api;
    this.seenOver = seenOver;
  }

  /**
   * What an accepted request is followed by, also if its monitor says already that it is done: what
   * came of it has to be read, and by now a failure to read must not look as if nothing was done.
   *
   * @param answer any 2xx
   * @return empty if the answer names no work that is still to be done
   */
  Optional<StepResult> accepted(StepRequest request, Work work, HttpAnswer answer) {
    Optional<Monitor> monitor = Json.read(answer).flatMap(Monitor::from);
    if (monitor.isPresent()) {
      requireNoError(request, work, monitor.get());
      return Optional.of(StepResult.pending(reference(request, monitor.get(), answer)));
    }
    Optional<String> elsewhere = answer.status() == 202 ? monitorAt(answer) : Optional.empty();
    if (elsewhere.isEmpty()) {
      requireNothingOrObject(request, answer);
    }
    if (answer.status() != 202) {
      return Optional.empty();
    }
    return Optional.of(
        StepResult.pending(
            elsewhere.map(path -> References.of(request, path)).orElse(References.LOOK)));
  }

  /**
   * What a proxy's page says, or half an answer, is not what the system says.
   *
   * @param answer any 2xx
   */
  private static void requireNothingOrObject(StepRequest request, HttpAnswer answer) {
    boolean saysNothing = answer.body().isBlank() && !answer.cut();
    if (!saysNothing && Json.read(answer).filter(JsonNode::isObject).isEmpty()) {
      throw SystemFailures.uncertain(
          request, SystemFailures.answered(answer) + " with what is neither service nor monitor");
    }
  }

  /**
   * What came of a patch.
   *
   * @param known what the step answers, whenever it is done
   */
  StepResult changed(StepRequest request, Work work, HttpAnswer answer, Map<String, Object> known) {
    if (!answer.isSuccess()) {
      throw work.refused(request, answer, "answered");
    }
    Optional<StepResult> accepted = accepted(request, work, answer);
    if (accepted.isPresent()) {
      return new StepResult(known, accepted.get().pending());
    }
    return StepResult.done(known);
  }

  /** Where the answer says that a monitor of the system's is. */
  private Optional<String> monitorAt(HttpAnswer answer) {
    return api.below(answer.location()).filter(References::isMonitor);
  }

  /**
   * How far the work is.
   *
   * @throws IllegalArgumentException if the reference is none of ours
   */
  StepResult follow(StepRequest request, Work work) {
    String reference = request.reference();
    if (reference != null && References.isMonitor(reference)) {
      return followMonitor(request, work, reference);
    }
    if (References.LOOK.equals(reference)
        || (reference != null && References.isService(reference))) {
      return unlessPending(request, work.look(request).orElseThrow(() -> api.stillAtWork(request)));
    }
    throw new IllegalArgumentException("not a reference of TMF640");
  }

  private StepResult followMonitor(StepRequest request, Work work, String reference) {
    HttpAnswer answer = api.get(request, reference);
    if (answer.status() == 404 || answer.status() == 410) {
      // Monitors are kept for a while only; the services tell as well.
      return unlessPending(
          request,
          work.look(request)
              .orElseThrow(
                  () ->
                      SystemFailures.uncertain(
                          request, "has neither the monitor of its work any more nor a result")));
    }
    Monitor monitor =
        Json.read(api.requireRead(request, answer))
            .flatMap(Monitor::from)
            .orElseThrow(() -> api.unreadable(request, answer, "is no monitor"));
    requireNoError(request, work, monitor);
    if (monitor.state() == Monitor.State.IN_PROGRESS) {
      throw api.stillAtWork(request, answer);
    }
    return unlessPending(request, work.completed(request, monitor));
  }

  /**
   * An undo must not overtake the work that it is to take back. Where there is no monitor the
   * services tell: what was taken and is not seen yet is still to come, unless an earlier attempt
   * has seen it over and may have taken it back since.
   *
   * @param deed the work
   * @throws io.temporal.failure.ApplicationFailure {@code UNAVAILABLE} while that is under way
   */
  void requireOver(StepRequest undo, Work deed) {
    String reference = undo.reference();
    if (reference == null) {
      return;
    }
    if (!References.isMonitor(reference)) {
      requireSeenOver(undo, deed);
      return;
    }
    HttpAnswer answer = api.get(undo, reference);
    if (answer.status() == 404 || answer.status() == 410) {
      return;
    }
    Monitor monitor =
        Json.read(api.requireRead(undo, answer))
            .flatMap(Monitor::from)
            .orElseThrow(() -> api.unreadable(undo, answer, "is no monitor"));
    if (monitor.state() == Monitor.State.IN_PROGRESS) {
      throw api.stillAtWork(undo, answer);
    }
  }

  private void requireSeenOver(StepRequest undo, Work deed) {
    if (seenOver.already()) {
      return;
    }
    if (!deed.isOver(undo.deed())) {
      throw api.stillAtWork(undo);
    }
    seenOver.remember();
  }

  /** A result that is still pending is none yet. */
  StepResult unlessPending(StepRequest request, StepResult result) {
    if (result.pending() != null) {
      throw api.stillAtWork(request);
    }
    return result;
  }

  /** What was refused in the end counts as if it had been answered so at once. */
  private static void requireNoError(StepRequest request, Work work, Monitor monitor) {
    if (monitor.state() != Monitor.State.IN_ERROR) {
      return;
    }
    Integer status = monitor.status();
    if (status == null || status < 400) {
      throw SystemFailures.uncertain(request, "took it, and ended in error without saying why");
    }
    boolean isGone = status == 404 || status == 410;
    if (!isGone || !work.isDoneWhenGone()) {
      // The monitor is the system's own word, so it needs no JSON to tell it from a gateway's.
      String body =
          Json.read(monitor.body()).filter(JsonNode::isObject).isPresent() ? monitor.body() : "{}";
      throw work.refused(request, new HttpAnswer(status, null, null, body, false), ENDED);
    }
  }

  /** By its id if it has one: that leads to the system whatever address the monitor claims. */
  private String reference(StepRequest request, Monitor monitor, HttpAnswer answer) {
    String id = monitor.id();
    return (id != null
            ? Optional.of(References.toMonitor(id))
            : api.below(monitor.href()).filter(References::isMonitor).or(() -> monitorAt(answer)))
        .map(path -> References.of(request, path))
        .orElse(References.LOOK);
  }
}
