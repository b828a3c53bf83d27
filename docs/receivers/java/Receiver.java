import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;

/**
 * Receives callbacks: POST /success and POST /error, behind a proxy that does the TLS. Needs a JDK
 * 17 or newer.
 *
 * <pre>
 * mvn dependency:copy -DoutputDirectory=lib \
 *   -Dartifact=com.standardwebhooks:standardwebhooks:1.2.0
 * WEBHOOK_SECRET=whsec_... java -cp 'lib/*' Receiver.java 8000
 * </pre>
 *
 * <p>WEBHOOK_SECRET may hold several secrets with spaces between them, while one replaces another.
 */
public final class Receiver {

  private static final int LARGEST_BODY = 64 * 1024;

  private final List<Webhook> secrets;

  /** In your database: a unique key, written in the same transaction as what the event changes. */
  private final Set<String> seen = new HashSet<>();

  private Receiver(List<Webhook> secrets) {
    this.secrets = secrets;
  }

  public static void main(String[] arguments) throws Exception {
    String secrets = System.getenv("WEBHOOK_SECRET");
    if (arguments.length != 1 || secrets == null || secrets.isBlank()) {
      System.err.println("usage: WEBHOOK_SECRET=whsec_... java -cp 'lib/*' Receiver.java <port>");
      System.exit(2);
    }
    List<Webhook> webhooks = new ArrayList<>();
    for (String secret : secrets.trim().split("\\s+")) {
      webhooks.add(new Webhook(secret));
    }
    Receiver receiver = new Receiver(webhooks);
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])),
            0);
    server.setExecutor(Executors.newFixedThreadPool(8));
    server.createContext("/success", exchange -> receiver.receive(exchange, "success_event"));
    server.createContext("/error", exchange -> receiver.receive(exchange, "error_event"));
    server.start();
  }

  private void receive(HttpExchange exchange, String kind) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(answer(exchange, kind), -1);
    }
  }

  private int answer(HttpExchange exchange, String kind) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      return 405;
    }
    byte[] bytes = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (bytes.length > LARGEST_BODY) {
      return 413;
    }
    String body = new String(bytes, StandardCharsets.UTF_8);
    if (!isSigned(body, exchange)) {
      return 401;
    }
    String webhookId = exchange.getRequestHeaders().getFirst("webhook-id");
    String operation = exchange.getRequestHeaders().getFirst("Request-Correlation-Id");
    takeOnce(webhookId, kind + " " + operation + " " + webhookId + " " + body);
    return 204;
  }

  /** Looks at the body as it arrived. The library compares in constant time, and the clock too. */
  private boolean isSigned(String body, HttpExchange exchange) {
    for (Webhook secret : secrets) {
      try {
        secret.verify(body, exchange.getRequestHeaders());
        return true;
      } catch (WebhookVerificationException | IllegalArgumentException e) {
        // Not by this one.
      }
    }
    return false;
  }

  private synchronized void takeOnce(String webhookId, String event) {
    if (!seen.contains(webhookId)) {
      System.out.println(event);
      seen.add(webhookId);
    }
  }
}
