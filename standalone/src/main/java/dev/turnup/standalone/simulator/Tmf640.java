package dev.turnup.standalone.simulator;

import java.net.URI;
import java.util.List;

/** A system that speaks TMF640 v4: services, monitors of what takes its time, and a hub. */
final class Tmf640 implements BackEnd {

  private static final String BASE = "/tmf-api/ServiceActivationAndConfiguration/v4";

  /** Where in a path the resource is: after the system and the base path. */
  private static final int RESOURCE = 4;

  private final String name;
  private final TmfServices services;
  private final TmfMonitors monitors;
  private final TmfHub hub;
  private final TmfChanges changes;
  private final Calls calls;

  Tmf640(String name, Deeds deeds, Calls calls, Troubles troubles, Background background) {
    this.name = name;
    this.services = new TmfServices(deeds);
    this.hub = new TmfHub(background);
    this.monitors = new TmfMonitors(hub, background);
    this.changes = new TmfChanges(name, services, monitors, calls, troubles);
    this.calls = calls;
  }

  @Override
  public String protocol() {
    return "tmf640";
  }

  @Override
  public String basePath() {
    return BASE;
  }

  void reportTo(URI listener) {
    hub.register(listener);
  }

  TmfServices services() {
    return services;
  }

  @Override
  public Answer ask(Request request) throws InterruptedException {
    List<String> path = request.path();
    if (path.size() <= RESOURCE || !("/" + String.join("/", path)).startsWith("/" + name + BASE)) {
      return TmfAnswers.notFound();
    }
    String id = path.size() > RESOURCE + 1 ? path.get(RESOURCE + 1) : "";
    return switch (request.method() + " " + path.get(RESOURCE) + (id.isEmpty() ? "" : "/{id}")) {
      case "POST service" -> changes.create(request);
      case "GET service" -> list(request);
      case "GET service/{id}" -> read(request, id);
      case "PATCH service/{id}" -> changes.patch(request, id);
      case "DELETE service/{id}" -> changes.delete(request, id);
      case "GET monitor/{id}" -> monitor(id);
      case "POST hub" -> hub.register(request.body(), href(request, name, "hub", ""));
      case "DELETE hub/{id}" -> hub.remove(id);
      default -> TmfAnswers.error(405, "METHOD_NOT_ALLOWED", "not offered here");
    };
  }

  private Answer list(Request request) {
    Key key = new Key(request.query().getOrDefault("name", ""));
    calls.add(name, "read-service", key.text(), correlationId(request, key));
    return Answer.json(
        200,
        services.list().stream()
            .filter(service -> service.matches(request.query()))
            .map(TmfService::json)
            .toList());
  }

  private Answer read(Request request, String id) {
    Key key = new Key(request.header("Idempotency-Key", ""));
    calls.add(name, "read-service", key.text(), correlationId(request, key));
    return services
        .find(id, href(request, name, "service", id))
        .map(service -> Answer.json(200, service.json()))
        .orElseGet(TmfAnswers::notFound);
  }

  private Answer monitor(String id) {
    return monitors
        .find(id)
        .map(monitor -> Answer.json(200, monitor.shown()))
        .orElseGet(TmfAnswers::notFound);
  }

  static String href(Request request, String system, String resource, String id) {
    return request.address() + "/" + system + BASE + "/" + resource + "/" + id;
  }

  private static String correlationId(Request request, Key key) {
    return request.header("Request-Correlation-Id", key.correlationId());
  }
}
