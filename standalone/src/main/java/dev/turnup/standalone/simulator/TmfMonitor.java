package dev.turnup.standalone.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A monitor of TMF640, which follows a change that takes its time.
 *
 * @param response of the change; empty while it is under way
 */
record TmfMonitor(
    String id, String href, State state, TmfChange change, Map<String, Object> response) {

  enum State {
    IN_PROGRESS("InProgress"),
    IN_ERROR("InError"),
    COMPLETED("Completed");

    private final String word;

    State(String word) {
      this.word = word;
    }
  }

  static TmfMonitor of(TmfChange change) {
    String id = UUID.randomUUID().toString();
    String href = Tmf640.href(change.request(), change.system(), "monitor", id);
    return new TmfMonitor(id, href, State.IN_PROGRESS, change, Map.of());
  }

  TmfMonitor ended(Answer answer) {
    boolean well = answer.status() / 100 == 2;
    Map<String, Object> ended = new LinkedHashMap<>();
    ended.put("statusCode", String.valueOf(answer.status()));
    ended.put("header", List.of(header("Content-Type", answer.type())));
    ended.put("body", answer.body() == null ? "" : Json.text(answer.body()));
    return new TmfMonitor(id, href, well ? State.COMPLETED : State.IN_ERROR, change, ended);
  }

  /** Bodies are text in TMF640's schema, also where they are JSON. */
  Map<String, Object> shown() {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("method", change.request().method());
    request.put("to", change.href());
    request.put("header", List.of(header("Idempotency-Key", change.key().text())));
    request.put("body", Json.text(change.body()));
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", id);
    shown.put("href", href);
    shown.put("sourceHref", change.href());
    shown.put("state", state.word);
    shown.put("request", request);
    if (!response.isEmpty()) {
      shown.put("response", response);
    }
    shown.put("@type", "Monitor");
    return shown;
  }

  private static Map<String, Object> header(String name, String value) {
    return Map.of("name", name, "value", value);
  }
}
