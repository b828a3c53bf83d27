package dev.turnup.standalone.simulator;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** Who wants to hear of a TMF640 system's monitors. */
final class TmfHub {

  private static final int REMEMBERED = 100;

  private final Map<String, URI> listeners = Bounded.map(REMEMBERED);
  private final Background background;

  TmfHub(Background background) {
    this.background = background;
  }

  /** Registers a listener; the same callback twice is one listener. */
  Answer register(ObjectNode body, String base) {
    URI callback = callback(body.path("callback").asString(""));
    String id = register(callback);
    Map<String, Object> registered = new LinkedHashMap<>();
    registered.put("id", id);
    registered.put("callback", callback.toString());
    registered.put("query", body.path("query").asString(""));
    return Answer.json(201, registered).with("Location", base + id);
  }

  String register(URI callback) {
    String id = UUID.nameUUIDFromBytes(Json.utf8(callback.toString())).toString();
    listeners.put(id, callback);
    return id;
  }

  Answer remove(String id) {
    return listeners.remove(id) == null ? TmfAnswers.notFound() : Answer.bare(204);
  }

  void tell(String type, Map<String, Object> event) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("eventId", UUID.randomUUID().toString());
    body.put("eventTime", Instant.now().toString());
    body.put("eventType", type);
    body.put("event", event);
    List<URI> told;
    synchronized (listeners) {
      told = List.copyOf(listeners.values());
    }
    told.forEach(
        listener ->
            background.after(Duration.ZERO, () -> background.tell(listener, Map.of(), body)));
  }

  private static URI callback(String text) {
    if (!text.matches("https?://[^/]+.*")) {
      throw new Malformed("callback is '" + text + "', expected: http://host/path");
    }
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new Malformed("callback is no URL: " + e.getMessage());
    }
  }
}
