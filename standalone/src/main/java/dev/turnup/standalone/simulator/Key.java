package dev.turnup.standalone.simulator;

import java.util.Optional;

/**
 * An idempotency key as ours are made: {@code <correlation id>.<step>} for a deed, and the same
 * with {@code .undo} for what takes it back.
 */
record Key(String text) {

  private static final String UNDO = ".undo";

  String correlationId() {
    int dot = text.indexOf('.');
    return dot < 0 ? text : text.substring(0, dot);
  }

  String step() {
    return text.substring(Math.min(text.length(), correlationId().length() + 1));
  }

  /** The key of the deed that is taken back under this key. */
  Optional<String> undone() {
    return text.endsWith(UNDO)
        ? Optional.of(text.substring(0, text.length() - UNDO.length()))
        : Optional.empty();
  }
}
