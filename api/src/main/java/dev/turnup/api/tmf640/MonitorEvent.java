package dev.turnup.api.tmf640;

import dev.turnup.workflows.operation.CorrelationId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A MonitorStateChangeEvent of TMF640 v4. Its monitor repeats the request that it is about, and
 * that carries our idempotency key, as the service's name or in its header: the operation's id, a
 * dot, the step.
 */
final class MonitorEvent {

  private static final JsonMapper JSON = new JsonMapper();

  private MonitorEvent() {}

  /** The key of the deed that it is about; empty if it is about none of ours. */
  static Optional<DeedKey> deed(JsonNode event) {
    JsonNode request = event.path("event").path("monitor").path("request");
    JsonNode body = request.path("body");
    JsonNode service = body.isString() ? parsed(body.stringValue()) : body;
    return DeedKey.parse(service.path("name").asString("")).or(() -> named(request.path("header")));
  }

  /** A change or deletion of a service has no name in its body, but its key is in a header. */
  private static Optional<DeedKey> named(JsonNode headers) {
    return headers
        .valueStream()
        .filter(header -> header.path("name").asString("").equalsIgnoreCase("Idempotency-Key"))
        .flatMap(header -> DeedKey.parse(header.path("value").asString("")).stream())
        .findFirst();
  }

  private static JsonNode parsed(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException notJson) {
      return JSON.missingNode();
    }
  }

  /** An idempotency key, taken apart. */
  record DeedKey(CorrelationId operation, String step) {

    /** After the step there is more for what was corrected, or is undone. */
    private static final Pattern FORM =
        Pattern.compile("([^.]+)\\.([a-z][a-z0-9-]{0,39})(?:\\.[a-z0-9]+){0,2}");

    static Optional<DeedKey> parse(String key) {
      Matcher parts = FORM.matcher(key);
      return parts.matches()
          ? CorrelationId.parse(parts.group(1)).map(id -> new DeedKey(id, parts.group(2)))
          : Optional.empty();
    }
  }
}
