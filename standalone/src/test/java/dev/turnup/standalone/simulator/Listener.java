package dev.turnup.standalone.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Hears what the simulator tells by itself, and answers 500 the first time if it is told to. */
final class Listener implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpServer server;
  private final AtomicInteger failures;
  private final List<JsonNode> heard = new CopyOnWriteArrayList<>();

  Listener(int failures) throws IOException {
    this.failures = new AtomicInteger(failures);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::hear);
    server.start();
  }

  private void hear(HttpExchange exchange) throws IOException {
    try (exchange;
        InputStream body = exchange.getRequestBody()) {
      JsonNode event = JSON.readTree(body.readAllBytes());
      boolean fails = failures.getAndDecrement() > 0;
      if (!fails) {
        heard.add(event);
      }
      exchange.sendResponseHeaders(fails ? 500 : 204, -1);
    }
  }

  URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/here");
  }

  List<JsonNode> heard() {
    return heard;
  }

  List<Integer> points() {
    return heard.stream().map(event -> event.path("notificationPointId").asInt()).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
