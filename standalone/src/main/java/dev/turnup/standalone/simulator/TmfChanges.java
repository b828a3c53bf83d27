package dev.turnup.standalone.simulator;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** Creates, modifies and deletes the services of a TMF640 system, as scripted. */
final class TmfChanges {

  private static final List<String> PATCH_TYPES =
      List.of("application/merge-patch+json", "application/json");
  private static final Set<Scenario> TAKING_THEIR_TIME =
      EnumSet.of(Scenario.PENDING, Scenario.INERROR, Scenario.SILENT);

  private final String system;
  private final TmfServices services;
  private final TmfMonitors monitors;
  private final Calls calls;
  private final Troubles troubles;

  TmfChanges(
      String system, TmfServices services, TmfMonitors monitors, Calls calls, Troubles troubles) {
    this.system = system;
    this.services = services;
    this.monitors = monitors;
    this.calls = calls;
    this.troubles = troubles;
  }

  Answer create(Request request) throws InterruptedException {
    ObjectNode body = request.body();
    String specification = body.path("serviceSpecification").path("name").asString("");
    Key key = new Key(request.header("Idempotency-Key", body.path("name").asString("")));
    if (specification.isEmpty()
        || key.text().isEmpty()
        || body.path("state").asString("").isEmpty()) {
      return TmfAnswers.error(400, "MALFORMED", "name, state or serviceSpecification is missing");
    }
    String script = TmfService.characteristic(body, TmfChange.SERVICE_ID);
    String action = action(request, specification);
    if (action.equals("create-group") && script.isEmpty()) {
      String group = "7" + Identifiers.digits(key.text(), 8);
      body = TmfService.withCharacteristic(body, TmfChange.SERVICE_ID, group);
    }
    String id = TmfServices.idFor(system + " " + key.text());
    return play(new TmfChange(system, action, id, key, body, request), script);
  }

  Answer patch(Request request, String id) throws InterruptedException {
    String type = request.header("Content-Type", "").replaceFirst(";.*", "").strip();
    if (!PATCH_TYPES.contains(type)) {
      return TmfAnswers.error(415, "UNSUPPORTED_MEDIA_TYPE", "expected: " + PATCH_TYPES.get(0));
    }
    TmfChange change = change(request, id, "modify", request.body());
    String told = TmfService.characteristic(change.body(), TmfChange.SERVICE_ID);
    return play(change, told.isEmpty() ? scriptOf(change) : told);
  }

  Answer delete(Request request, String id) throws InterruptedException {
    TmfChange change = change(request, id, "delete", Json.newObject());
    return play(change, scriptOf(change));
  }

  private TmfChange change(Request request, String id, String otherwise, ObjectNode body) {
    Key key = new Key(request.header("Idempotency-Key", ""));
    return new TmfChange(system, action(request, otherwise), id, key, body, request);
  }

  private static String action(Request request, String otherwise) {
    return request.header("X-Turnup-Action", otherwise);
  }

  /** The service id of the service, or else the service's own id. */
  private String scriptOf(TmfChange change) {
    return services
        .find(change.id(), change.href())
        .map(service -> TmfService.characteristic(service.json(), TmfChange.SERVICE_ID))
        .filter(script -> !script.isEmpty())
        .orElse(change.id());
  }

  private Answer play(TmfChange change, String scripted) throws InterruptedException {
    String key = change.key().text();
    calls.add(system, change.action(), key, change.correlationId());
    Optional<Scenario> script = Script.ofServiceId(scripted, change.action());
    return troubles.play(
        script,
        system + "/" + change.action() + " " + key,
        TmfAnswers::said,
        () -> {
          Optional<Scenario> how = script.filter(TAKING_THEIR_TIME::contains);
          boolean atOnce =
              how.isEmpty() || services.isSettled(change) || monitors.hasCompleted(change);
          return atOnce ? services.perform(change) : accept(change, how.get());
        });
  }

  private Answer accept(TmfChange change, Scenario how) {
    Supplier<Answer> failure =
        () -> {
          services.withdraw(change);
          return TmfAnswers.error(409, "ACTIVATION_FAILED", "it failed, as scripted");
        };
    if (how == Scenario.SILENT) {
      monitors.followUnseen(change, () -> services.perform(change));
      return Answer.bare(202);
    }
    TmfMonitor monitor =
        monitors.follow(change, how == Scenario.INERROR ? failure : () -> services.perform(change));
    Object body = change.makesAService() ? services.announce(change).json() : monitor.shown();
    return Answer.json(202, body).with("Location", monitor.href());
  }
}
