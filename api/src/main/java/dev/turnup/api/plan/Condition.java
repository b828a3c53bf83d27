package dev.turnup.api.plan;

import dev.turnup.workflows.provisioning.Facts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For which requests a step is. The first of the facts that a request tells decides, so {@code
 * sim_type=eSIM, eid} is met by a request for an eSIM, is not met by one for a card whatever else
 * it tells, and is met by one that says nothing of that and names an EID.
 *
 * @param facts in the order in which they are looked for; none for a condition that nobody has made
 */
record Condition(List<Told> facts) {

  /**
   * A fact to be told.
   *
   * @param value what it has to say, capitals or not; null for whatever it says
   */
  private record Told(String fact, @Nullable String value) {}

  /**
   * Reads it.
   *
   * @param key where it is written, for complaints
   * @param texts {@code fact} or {@code fact=value} each
   * @throws IllegalArgumentException if a fact or a value is blank
   */
  static Condition of(String key, List<String> texts) {
    return new Condition(texts.stream().map(text -> told(key, text)).toList());
  }

  private static Told told(String key, String text) {
    String[] parts = text.split("=", 2);
    String fact = parts[0].strip();
    String value = parts.length < 2 ? null : parts[1].strip();
    if (fact.isEmpty() || (value != null && value.isEmpty())) {
      throw new IllegalArgumentException(
          "%s of a step: '%s' (expected: such as eid, or sim_type=eSIM)".formatted(key, text));
    }
    return new Told(fact, value);
  }

  boolean isMade() {
    return !facts.isEmpty();
  }

  boolean isMetBy(Facts known) {
    for (Told told : facts) {
      String said = known.text(told.fact());
      if (said != null) {
        return told.value() == null || told.value().equalsIgnoreCase(said.strip());
      }
    }
    return false;
  }
}
