package dev.turnup.standalone.stage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** What a partner runs to hear of outcomes. It can fail, hold its answers, and be down. */
public final class PartnerReceiver implements AutoCloseable {

  /** Which of the two addresses was called. */
  public enum Event {
    SUCCESS,
    ERROR
  }

  /**
   * An attempt that arrived.
   *
   * @param answered the status that the sender was to be given
   */
  public record Attempt(
      String correlationId, Event event, String contentType, String body, int answered) {}

  /** Behind an address: answers 500 to the first attempt of each operation. */
  static final String FAILS_ONCE = "?fails=once";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
  private final int port = Ports.free();
  private volatile CountDownLatch held = new CountDownLatch(0);
  private @Nullable HttpServer server;

  PartnerReceiver() {
    comeBack();
  }

  /** Listens, on the port it has always had. */
  public synchronized void comeBack() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port + " has been taken", e);
    }
    server.setExecutor(threads);
    server.createContext("/ok", exchange -> receive(exchange, Event.SUCCESS));
    server.createContext("/failed", exchange -> receive(exchange, Event.ERROR));
    server.start();
  }

  /** Closes the port. */
  public synchronized void goDown() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }

  /** Takes what arrives, and leaves the sender waiting. */
  public void holdAnswers() {
    held = new CountDownLatch(1);
  }

  /** Answers what was held, and everything from now on. */
  public void letGo() {
    held.countDown();
  }

  private void receive(HttpExchange exchange, Event event) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String id = header(exchange, "Request-Correlation-Id");
      boolean fails =
          exchange.getRequestURI().toString().endsWith(FAILS_ONCE) && attempts(id).isEmpty();
      int answer = fails ? 500 : 200;
      attempts.add(new Attempt(id, event, header(exchange, "Content-Type"), body, answer));
      held.await();
      exchange.sendResponseHeaders(answer, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String header(HttpExchange exchange, String name) {
    return String.valueOf(exchange.getRequestHeaders().getFirst(name));
  }

  String successUrl() {
    return "http://127.0.0.1:" + port + "/ok";
  }

  String errorUrl() {
    return "http://127.0.0.1:" + port + "/failed";
  }

  /** What arrived for this operation, in that order. */
  public List<Attempt> attempts(String correlationId) {
    return attempts.stream()
        .filter(attempt -> attempt.correlationId().equals(correlationId))
        .toList();
  }

  @Override
  public void close() {
    letGo();
    goDown();
    threads.shutdownNow();
  }
}
