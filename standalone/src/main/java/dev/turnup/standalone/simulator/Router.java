package dev.turnup.standalone.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/** Leads requests to the systems, and to what they have done. */
final class Router implements HttpHandler {

  /** As in {@code /deeds?of=<correlation id>}; all are shown without it. */
  private static final String OF = "of";

  private final BackEnds backEnds;

  Router(BackEnds backEnds) {
    this.backEnds = backEnds;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(Request.read(exchange));
      if (answer.isSilence()) {
        // Closing the exchange without an answer: the caller sees the connection end.
        return;
      }
      byte[] body = answer.bytes();
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      if (body.length > 0) {
        exchange.getResponseHeaders().set("Content-Type", answer.type());
      }
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Answer answer(Request request) throws InterruptedException {
    String of = request.query().getOrDefault(OF, "");
    try {
      return switch (request.method() + " /" + String.join("/", request.path())) {
        case "GET /deeds" -> Answer.json(200, backEnds.deeds(of));
        case "GET /calls" -> Answer.json(200, backEnds.calls(of));
        case "GET /state" -> Answer.json(200, backEnds.state(of));
        default -> ask(request);
      };
    } catch (Malformed e) {
      return Answer.problem(400, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return Answer.problem(500, "a fault of the simulator: " + e);
    }
  }

  private Answer ask(Request request) throws InterruptedException {
    String system = request.path().get(0);
    return backEnds
        .named(system)
        .orElseThrow(() -> new Malformed("no system is called '" + system + "'"))
        .ask(request);
  }
}
