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

  Deed in(State other) {
    return new Deed(system, action, correlationId, other, answer);
  }
}
