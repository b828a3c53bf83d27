package dev.turnup.standalone.simulator;

import java.util.Map;

/** What a simulated back end answers. */
record Answer(int status, Object body) {

  static Answer problem(int status, String title) {
    return new Answer(status, Map.of("title", title));
  }

  /** No answer at all. */
  static Answer silence() {
    return new Answer(0, Map.of());
  }

  boolean isSilence() {
    return status == 0;
  }
}
