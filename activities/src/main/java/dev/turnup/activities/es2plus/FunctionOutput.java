package dev.turnup.activities.es2plus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a function answered (SGP.22, section 6.5.1.4).
 *
 * @param code why it failed; null if that was not said readably
 * @param members of the body
 */
record FunctionOutput(Status status, @Nullable StatusCode code, JsonNode members) {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** What became of the function. */
  enum Status {
    /** Be it with a warning. */
    DONE,
    FAILED,

    /** The time that the caller gave was over, and it was not done (SGP.02). We give none. */
    EXPIRED;

    private static @Nullable Status of(String word) {
      return switch (word) {
        case "Executed-Success", "Executed-WithWarning" -> DONE;
        case "Failed" -> FAILED;
        case "Expired" -> EXPIRED;
        default -> null;
      };
    }
  }

  /** What the body says; empty if it is no JSON or does not say what became of the function. */
  static Optional<FunctionOutput> read(String body) {
    JsonNode members;
    try {
      members = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      // What is wrong with it is not passed on: the parser's message would quote the answer.
      return Optional.empty();
    }
    JsonNode said = members.path("header").path("functionExecutionStatus");
    Status status = Status.of(said.path("status").asText());
    return status == null
        ? Optional.empty()
        : Optional.of(
            new FunctionOutput(status, StatusCode.from(said.path("statusCodeData")), members));
  }

  /** A member that is a text and not blank; null if there is none. */
  @Nullable String text(String member) {
    JsonNode value = members.path(member);
    return value.isTextual() && !value.textValue().isBlank() ? value.textValue() : null;
  }
}
