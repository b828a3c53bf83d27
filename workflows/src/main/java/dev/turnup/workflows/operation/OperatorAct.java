package dev.turnup.workflows.operation;

import org.jspecify.annotations.Nullable;

/**
 * What somebody decided for an operation under way.
 *
 * @param by who; it stays in the history
 * @param reason why; it stays in the history, so nothing personal
 */
public record OperatorAct(@Nullable String by, @Nullable String reason) {

  private static final int LONGEST_TEXT = 500;

  /**
   * Not checked when it is made: what is sent has to be readable to be refused with a reason.
   *
   * @throws IllegalArgumentException if who or why is missing, or has more than 500 characters
   */
  public void requireWhoAndWhy() {
    requireText("by", by);
    requireText("reason", reason);
  }

  private static void requireText(String name, @Nullable String text) {
    if (text == null || text.isBlank() || text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "%s: expected 1 to %d characters, for the history".formatted(name, LONGEST_TEXT));
    }
  }
}
