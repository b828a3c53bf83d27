package dev.turnup.activities.tmf640;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.turnup.activities.http.HttpAnswer;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** JSON that others wrote: what is not as it should be counts as not there. */
final class Json {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

  /** The answer's body; empty if it is not whole or no JSON. */
  static Optional<JsonNode> read(HttpAnswer answer) {
    return answer.cut() ? Optional.empty() : read(answer.body());
  }

  /** The text's JSON; empty if it is none, or nothing. */
  static Optional<JsonNode> read(String text) {
    try {
      return Optional.ofNullable(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException e) {
      // Not passed on: the parser's message would quote the answer.
      return Optional.empty();
    }
  }

  /** The member as text, a number as its digits; null if it is neither, blank or too long. */
  static @Nullable String text(JsonNode object, String member, int longest) {
    JsonNode value = object.path(member);
    boolean isText = value.isTextual() || value.isIntegralNumber();
    String text = isText ? value.asText() : "";
    return text.isBlank() || text.length() > longest ? null : text;
  }

  /** The value as JSON. */
  static JsonNode tree(@Nullable Object value) {
    return MAPPER.valueToTree(value);
  }

  /** The JSON as maps, lists and scalars. */
  static Object plain(JsonNode node) {
    return MAPPER.convertValue(node, Object.class);
  }

  /** All scalars in it, at any depth, as text. */
  static Stream<String> scalars(JsonNode node) {
    return node.isContainerNode()
        ? node.valueStream().flatMap(Json::scalars)
        : Stream.of(node.asText());
  }

  /**
   * Whether both say the same. Systems give numbers and truths back as texts, or the other way
   * round, and may put the value into an object of its own.
   */
  static boolean isSame(JsonNode wanted, JsonNode found) {
    if (wanted.isObject() && found.isObject()) {
      return wanted.size() == found.size() && isSameOfEach(wanted, found);
    }
    if (wanted.isArray() && found.isArray()) {
      return wanted.size() == found.size() && isSameInOrder(wanted, found);
    }
    if (wanted.isValueNode() && found.isObject()) {
      return found.path("value").isValueNode() && isSame(wanted, found.path("value"));
    }
    if (wanted.isNumber() && found.isNumber()) {
      return wanted.decimalValue().compareTo(found.decimalValue()) == 0;
    }
    boolean areScalars = wanted.isValueNode() && found.isValueNode();
    return areScalars
        ? wanted.asText().equals(found.asText())
        : wanted.isMissingNode() && found.isMissingNode();
  }

  private static boolean isSameOfEach(JsonNode wanted, JsonNode found) {
    return wanted.properties().stream()
        .allMatch(member -> isSame(member.getValue(), found.path(member.getKey())));
  }

  private static boolean isSameInOrder(JsonNode wanted, JsonNode found) {
    Iterator<JsonNode> others = found.iterator();
    for (JsonNode element : wanted) {
      if (!isSame(element, others.next())) {
        return false;
      }
    }
    return true;
  }
}
