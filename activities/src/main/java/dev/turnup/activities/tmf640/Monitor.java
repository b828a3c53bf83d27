package dev.turnup.activities.tmf640;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How work goes that takes its time (TMF640 v4, resource Monitor).
 *
 * @param id null if it does not say
 * @param href where it is itself; null if it does not say
 * @param sourceHref where the service is; null if it does not say
 * @param status the HTTP status that the work ended with; null if it does not say
 * @param body what the work would have been answered with; a text by the standard, which some
 *     systems write as JSON; empty if there is none
 */
record Monitor(
    @Nullable String id,
    @Nullable String href,
    @Nullable String sourceHref,
    State state,
    @Nullable Integer status,
    String body) {

  private static final int LONGEST = 1000;
  private static final int FIRST_ERROR = 400;
  private static final int LAST_ERROR = 599;

  enum State {
    IN_PROGRESS,
    IN_ERROR,
    COMPLETED
  }

  /** The monitor that this is; empty if it is none. */
  static Optional<Monitor> from(JsonNode node) {
    Optional<State> state = state(node);
    boolean isMonitor =
        state.isPresent()
            || node.has("sourceHref")
            || "Monitor".equals(node.path("@type").asText());
    if (!node.isObject() || !isMonitor) {
      return Optional.empty();
    }
    JsonNode response = node.path("response");
    Integer status = status(response);
    return Optional.of(
        new Monitor(
            Json.text(node, "id", LONGEST),
            Json.text(node, "href", LONGEST),
            Json.text(node, "sourceHref", LONGEST),
            // A word that we do not know is no end.
            state.map(said -> errorIfRefused(said, status)).orElse(State.IN_PROGRESS),
            status,
            body(response)));
  }

  private static Optional<State> state(JsonNode node) {
    return switch (node.path("state").asText("").toLowerCase(Locale.ROOT)) {
      case "inprogress" -> Optional.of(State.IN_PROGRESS);
      case "inerror" -> Optional.of(State.IN_ERROR);
      case "completed" -> Optional.of(State.COMPLETED);
      default -> Optional.empty();
    };
  }

  /** Some call work completed that was answered with an error: it is over, but it is not done. */
  private static State errorIfRefused(State said, @Nullable Integer status) {
    return said == State.COMPLETED && status != null && status >= FIRST_ERROR
        ? State.IN_ERROR
        : said;
  }

  /** A text by the standard, though it is a number. */
  private static @Nullable Integer status(JsonNode response) {
    int status = response.path("statusCode").asInt();
    return status >= 200 && status <= LAST_ERROR ? status : null;
  }

  private static String body(JsonNode response) {
    JsonNode body = response.path("body");
    return body.isContainerNode() ? body.toString() : body.asText("");
  }
}
