package dev.turnup.standalone.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as it comes and goes. */
final class Json {

  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  /** An object, or {@link Malformed}. */
  static ObjectNode object(String text) {
    try {
      if (MAPPER.readTree(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      throw new Malformed("the body is no JSON: " + e.getOriginalMessage());
    }
    throw new Malformed("the body is no JSON object");
  }

  static byte[] write(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  static ObjectNode newObject() {
    return MAPPER.createObjectNode();
  }

  static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
