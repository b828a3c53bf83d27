package dev.turnup.standalone.stage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stands between the worker and the back ends. It passes everything on, but for calls that it was
 * told to stop: those are left waiting until they are let go, and then are never answered.
 */
public final class Gate implements AutoCloseable {

  /** Where a call is stopped. */
  public enum Side {
    /** The back end never hears of it. */
    BEFORE_THE_CALL,

    /** The back end has done it, and its answer is kept back. */
    BEFORE_THE_ANSWER
  }

  /** Of a connection, or set by the client itself. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of(
          "connection",
          "content-length",
          "date",
          "expect",
          "host",
          "http2-settings",
          "transfer-encoding",
          "upgrade");

  private static final JsonMapper JSON = new JsonMapper();

  private final String beyond;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, Side> toStop = new ConcurrentHashMap<>();
  private final Set<String> stopped = ConcurrentHashMap.newKeySet();
  private volatile CountDownLatch shut = new CountDownLatch(1);

  private Gate(String beyond, HttpServer server) {
    this.beyond = beyond;
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Passes on to this address, which is {@code http://host:port}. */
  static Gate to(String beyond) {
    try {
      return new Gate(
          beyond, HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException e) {
      throw new UncheckedIOException("no port is free for the gate", e);
    }
  }

  /** Where it listens, as {@code http://host:port}. */
  String address() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /**
   * Stops the first call under this idempotency key. Looking whether it happened is no such call.
   */
  public void stop(String key, Side side) {
    toStop.put(key, side);
  }

  /** Whether a call under this key waits here. */
  public boolean hasStopped(String key) {
    return stopped.contains(key);
  }

  /** Breaks the connections of those that wait off, and stops nobody any more. */
  public void letGo() {
    toStop.clear();
    stopped.clear();
    CountDownLatch opened = shut;
    shut = new CountDownLatch(1);
    opened.countDown();
  }

  private void handle(HttpExchange exchange) throws IOException {
    // Closing the exchange without an answer: the caller sees the connection end.
    try (exchange) {
      CountDownLatch until = shut;
      byte[] body = exchange.getRequestBody().readAllBytes();
      String key = key(exchange, body);
      Side side = toStop.remove(key);
      if (side != Side.BEFORE_THE_CALL) {
        HttpResponse<byte[]> answer =
            client.send(request(exchange, body), BodyHandlers.ofByteArray());
        if (side == null) {
          pass(answer, exchange);
          return;
        }
      }
      stopped.add(key);
      until.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Over ES2+ it is the function call identifier. */
  private static String key(HttpExchange exchange, byte[] body) {
    String header = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    if (header != null) {
      return header;
    }
    try {
      return JSON.readTree(body).path("header").path("functionCallIdentifier").asString("");
    } catch (JacksonException noJson) {
      return "";
    }
  }

  private HttpRequest request(HttpExchange exchange, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(beyond + exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    exchange.getRequestHeaders().forEach((name, values) -> passOn(name, values, request::header));
    return request.build();
  }

  /** Addresses in answers lead here as well. */
  private void pass(HttpResponse<byte[]> answer, HttpExchange exchange) throws IOException {
    answer
        .headers()
        .map()
        .forEach(
            (name, values) ->
                passOn(
                    name,
                    values,
                    (header, value) ->
                        exchange
                            .getResponseHeaders()
                            .add(header, value.replace(beyond, address()))));
    byte[] body =
        new String(answer.body(), StandardCharsets.UTF_8)
            .replace(beyond, address())
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  /** Takes a header. */
  private interface Headers {
    void add(String name, String value);
  }

  private static void passOn(String name, List<String> values, Headers headers) {
    if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
      values.forEach(value -> headers.add(name, value));
    }
  }

  @Override
  public void close() {
    letGo();
    server.stop(0);
    threads.shutdownNow();
    client.close();
  }
}
