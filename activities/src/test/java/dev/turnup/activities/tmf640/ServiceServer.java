package dev.turnup.activities.tmf640;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A system that speaks TMF640 v4 and has a state. It honours no idempotency keys, as the standard
 * has none, and a patch replaces the list of characteristics, as RFC 7396 says.
 */
final class ServiceServer implements AutoCloseable {

  static final String BASE = "/tmf-api/ServiceActivationAndConfiguration/v4";

  private final ObjectMapper json = new ObjectMapper();
  private final HttpServer server;
  private final Map<String, ObjectNode> services = new LinkedHashMap<>();
  private final Map<String, ObjectNode> monitors = new LinkedHashMap<>();
  private final Map<String, Runnable> work = new LinkedHashMap<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private boolean takesItsTime;
  private boolean ignoresFilters;
  private int lostAnswers;
  private int ids;

  /** What was asked. */
  record Call(String line, Map<String, String> headers, String body) {}

  private record Answer(int status, @Nullable JsonNode body, @Nullable String location) {

    static Answer of(int status, @Nullable JsonNode body) {
      return new Answer(status, body, null);
    }
  }

  ServiceServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(BASE, this::handle);
    server.start();
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + BASE);
  }

  /** Work is accepted from now on, and done by {@link #work}. */
  ServiceServer thatTakesItsTime() {
    takesItsTime = true;
    return this;
  }

  ServiceServer thatIgnoresFilters() {
    ignoresFilters = true;
    return this;
  }

  /** The next change is made, and its answer never arrives. */
  void loseNextAnswer() {
    lostAnswers = 1;
  }

  /** Ends all work that was accepted. */
  synchronized void work() {
    work.values().forEach(Runnable::run);
    work.clear();
  }

  /** Ends all work that was accepted with an error. */
  synchronized void failWork(String statusCode, String error) {
    for (String id : work.keySet()) {
      ObjectNode monitor = requireNonNull(monitors.get(id)).put("state", "InError");
      monitor.putObject("response").put("statusCode", statusCode).put("body", error);
    }
    work.clear();
  }

  synchronized void forgetMonitors() {
    monitors.clear();
  }

  /** A service that is there before the test begins. */
  synchronized void given(String id, String name, String characteristics) throws IOException {
    ObjectNode service = json.createObjectNode().put("id", id).put("name", name);
    service.put("state", "active").set("serviceCharacteristic", json.readTree(characteristics));
    services.put(id, service);
  }

  /** The services as they are now. */
  synchronized List<ObjectNode> services() {
    return List.copyOf(services.values());
  }

  /** A service's characteristics as {@code name=value}. */
  synchronized List<String> characteristics(String id) {
    return requireNonNull(services.get(id))
        .path("serviceCharacteristic")
        .valueStream()
        .map(each -> each.path("name").asText() + "=" + each.path("value").asText())
        .toList();
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  List<String> lines() {
    return calls.stream().map(Call::line).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String path = exchange.getRequestURI().toString().substring(BASE.length());
    Map<String, String> headers = new LinkedHashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    calls.add(new Call(exchange.getRequestMethod() + " " + path, headers, body));
    Answer answer = answer(exchange.getRequestMethod(), path, body);
    if (!exchange.getRequestMethod().equals("GET") && lostAnswers > 0) {
      lostAnswers--;
      exchange.close();
      return;
    }
    byte[] bytes = answer.body() == null ? new byte[0] : answer.body().toString().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json;charset=utf-8");
    if (answer.location() != null) {
      exchange.getResponseHeaders().set("Location", answer.location());
    }
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized Answer answer(String method, String path, String body) throws IOException {
    if (path.startsWith("/monitor/")) {
      return found(monitors.get(path.substring("/monitor/".length())));
    }
    if (method.equals("POST")) {
      return make((ObjectNode) json.readTree(body));
    }
    if (path.startsWith("/service?name=")) {
      return named(URLDecoder.decode(path.substring("/service?name=".length()), UTF_8));
    }
    String id = URLDecoder.decode(path.substring("/service/".length()), UTF_8);
    ObjectNode service = services.get(id);
    if (service == null || method.equals("GET")) {
      return found(service);
    }
    if (method.equals("DELETE")) {
      return now(204, id, body, () -> services.remove(id));
    }
    JsonNode patch = json.readTree(body);
    return now(
        200,
        id,
        body,
        () -> patch.properties().forEach(e -> service.set(e.getKey(), e.getValue())));
  }

  private Answer make(ObjectNode service) throws IOException {
    String id = "svc-" + ++ids;
    service.put("id", id).put("href", base() + "/service/" + id);
    services.put(id, service);
    if (takesItsTime) {
      service.put("state", "reserved");
    }
    return now(201, id, service.toString(), () -> service.put("state", "active"));
  }

  /** Done, or accepted with a monitor. */
  private Answer now(int status, String id, String body, Runnable change) {
    if (!takesItsTime) {
      change.run();
      return Answer.of(status, status == 204 ? null : services.get(id));
    }
    String monitorId = "mon-" + ++ids;
    ObjectNode monitor = json.createObjectNode().put("id", monitorId).put("state", "InProgress");
    monitor.put("href", base() + "/monitor/" + monitorId);
    monitor.put("sourceHref", base() + "/service/" + id);
    monitor.putObject("request").put("body", body);
    monitors.put(monitorId, monitor);
    work.put(
        monitorId,
        () -> {
          change.run();
          monitor.put("state", "Completed");
          ObjectNode response = monitor.putObject("response").put("statusCode", "" + status);
          response.put("body", String.valueOf(services.get(id)));
        });
    return new Answer(202, null, base() + "/monitor/" + monitorId);
  }

  private Answer named(String name) {
    ArrayNode list = json.createArrayNode();
    services.values().stream()
        .filter(each -> ignoresFilters || each.path("name").asText().equals(name))
        .forEach(list::add);
    return Answer.of(200, list);
  }

  private Answer found(@Nullable ObjectNode resource) {
    return resource == null
        ? Answer.of(404, json.createObjectNode().put("code", "60").put("reason", "Not found"))
        : Answer.of(200, resource);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
