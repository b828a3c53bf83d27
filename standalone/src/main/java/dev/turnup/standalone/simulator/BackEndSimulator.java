package dev.turnup.standalone.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The back ends of the shipped plans, on a port of their own: {@code POST /system/action}, as
 * {@code HttpProvisioningSystems} in the activities asks. They honour idempotency keys, take deeds
 * back, and fail as {@link Scenario} says. {@code GET /deeds} shows what was done and undone and
 * {@code GET /calls} what was asked; all of it is forgotten when the process ends.
 */
public final class BackEndSimulator implements AutoCloseable {

  private static final int PORT = 8090;
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BackEnds backEnds = new BackEnds();

  private BackEndSimulator(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Starts on port 8090, or on any other if that is taken. */
  public static BackEndSimulator start() {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try {
      return new BackEndSimulator(HttpServer.create(new InetSocketAddress(loopback, PORT), 0));
    } catch (IOException taken) {
      try {
        return new BackEndSimulator(HttpServer.create(new InetSocketAddress(loopback, 0), 0));
      } catch (IOException e) {
        throw new UncheckedIOException("no port is free for the simulated back ends", e);
      }
    }
  }

  /** Where it listens. */
  public String address() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** The Spring properties that lead the worker here. */
  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    for (String system : BackEnds.SYSTEMS) {
      properties.put(
          "turnup.provisioning.systems." + system + ".base-url", address() + "/" + system);
    }
    return properties;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      if (asked.equals("GET /deeds")) {
        answer(exchange, new Answer(200, backEnds.deeds()));
        return;
      }
      if (asked.equals("GET /calls")) {
        answer(exchange, new Answer(200, backEnds.calls()));
        return;
      }
      String[] path = exchange.getRequestURI().getPath().split("/", -1);
      String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
      if (!exchange.getRequestMethod().equals("POST")
          || path.length != 3
          || !BackEnds.SYSTEMS.contains(path[1])
          || key == null) {
        answer(
            exchange, Answer.problem(400, "expected: POST /system/action with an Idempotency-Key"));
        return;
      }
      JsonNode body;
      try (InputStream content = exchange.getRequestBody()) {
        body = JSON.readTree(content.readAllBytes());
      }
      Answer answer = backEnds.ask(path[1], path[2], key, body);
      if (answer.isSilence()) {
        // Closing the exchange without an answer: the caller sees the connection end.
        return;
      }
      answer(exchange, answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, Answer answer) throws IOException {
    byte[] json = JSON.writeValueAsBytes(answer.body());
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    if (answer.status() == 503) {
      exchange.getResponseHeaders().set("Retry-After", "2");
    }
    exchange.sendResponseHeaders(answer.status(), json.length);
    exchange.getResponseBody().write(json);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
