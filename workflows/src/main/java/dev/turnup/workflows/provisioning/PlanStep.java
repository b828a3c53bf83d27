package dev.turnup.workflows.provisioning;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One deed in one of the operator's systems.
 *
 * @param name what the step is called within its plan; part of the idempotency key
 * @param title words for operators, such as "Reserve number and SIM"
 * @param system the back end that does it, by its configured name
 * @param action what the back end is asked to do
 * @param undo the action that takes it back; null if it cannot be taken back
 * @param repeatable whether the back end honours our idempotency key, so that the same call twice
 *     does it once; only such a step may run local first
 * @param patience how long the step is tried before it counts as failed
 */
public record PlanStep(
    String name,
    String title,
    String system,
    String action,
    @Nullable String undo,
    boolean repeatable,
    Patience patience) {

  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  /**
   * @throws IllegalArgumentException if a word is not 1 to 40 lower-case letters, digits or dashes,
   *     starting with a letter, or the title is blank
   */
  public PlanStep {
    requireWord("name", name);
    requireWord("system", system);
    requireWord("action", action);
    if (undo != null) {
      requireWord("undo", undo);
    }
    if (title.isBlank()) {
      throw new IllegalArgumentException("title of step '%s' is blank".formatted(name));
    }
  }

  private static void requireWord(String component, String value) {
    if (!WORD.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s of a step: '%s' (expected: %s)".formatted(component, value, WORD.pattern()));
    }
  }
}
