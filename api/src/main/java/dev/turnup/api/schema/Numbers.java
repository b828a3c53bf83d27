package dev.turnup.api.schema;

import dev.turnup.api.problem.Problem.FieldError;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Numbers of JSON, which may be of any size. Those beyond an IEEE 754 double are not passed on: no
 * two systems would read the same (RFC 8259, section 6).
 */
final class Numbers {

  private static final JsonMapper EXACT =
      JsonMapper.builder()
          .addModule(new SimpleModule().addSerializer(Double.class, new WholeNumbers()))
          .build();

  private Numbers() {}

  /**
   * Those that no double can hold, in the order in which they come.
   *
   * @param name of the details in the body, with which the names of the fields begin
   * @param most how many at most
   */
  static List<FieldError> tooLarge(String name, Map<String, Object> details, int most) {
    List<FieldError> found = new ArrayList<>();
    find(details, new ArrayDeque<>(List.of(name)), found, most);
    return found;
  }

  private static void find(
      @Nullable Object value, Deque<String> path, List<FieldError> found, int most) {
    if (found.size() == most) {
      return;
    }
    if (value instanceof Map<?, ?> members) {
      members.forEach((name, member) -> findIn(member, "." + name, path, found, most));
    } else if (value instanceof List<?> items) {
      for (int i = 0; i < items.size(); i++) {
        findIn(items.get(i), "[" + i + "]", path, found, most);
      }
    } else if (value instanceof Number number && Double.isInfinite(number.doubleValue())) {
      found.add(
          new FieldError(
              String.join("", path),
              "is too large a number: must be from -%1$s to %1$s".formatted(Double.MAX_VALUE)));
    }
  }

  private static void findIn(
      @Nullable Object value, String step, Deque<String> path, List<FieldError> found, int most) {
    path.addLast(step);
    find(value, path, found, most);
    path.removeLast();
  }

  /** What the validator is given, if none of the numbers in it is too large. */
  static JsonNode tree(Map<String, Object> details) {
    return EXACT.valueToTree(details);
  }

  /** The validator asks a double that is whole for its long, and large ones have none. */
  private static final class WholeNumbers extends StdSerializer<Double> {

    WholeNumbers() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator json, SerializationContext context) {
      if (value == Math.rint(value)) {
        json.writeNumber(BigDecimal.valueOf(value).toBigInteger());
      } else {
        json.writeNumber(value);
      }
    }
  }
}
