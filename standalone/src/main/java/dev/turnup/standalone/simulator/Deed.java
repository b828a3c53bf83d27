package dev.turnup.standalone.simulator;

import java.util.Map;

/**
 * What became of one idempotency key.
 *
 * @param answer what was answered, and is answered again when the key comes again
 */
record Deed(
    String system, String action, String correlationId, State state, Map<String, Object> answer) {

  enum State {
    /** It was done. */
    DONE,

    /** It was done and taken back. */
    UNDONE,

    /** It was to be taken back before it came: should it still come, it is refused. */
    NEVER
  }

  static Deed done(String system, String action, String correlationId, Map<String, Object> answer) {
    return new Deed(system, action, correlationId, State.DONE, answer);
  }

  /** What is to be taken back by an action, should it turn out to be unknown. */
  static Deed never(String system, String action, String correlationId) {
    return new Deed(system, action, correlationId, State.NEVER, Map.of());
  }

  Deed in(State other) {
    return new Deed(system, action, correlationId, other, answer);
  }

  boolean isDone() {
    return state == State.DONE;
  }
}
