package dev.turnup.standalone.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The words of TMF640, where they are not a service. */
final class TmfAnswers {

  private TmfAnswers() {}

  static Answer error(int status, String code, String reason) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("code", code);
    body.put("reason", reason);
    body.put("message", reason);
    body.put("status", String.valueOf(status));
    body.put("@type", "Error");
    return Answer.json(status, body);
  }

  static Answer notFound() {
    return error(404, "NOT_FOUND", "there is no such resource");
  }

  static Answer takenBack() {
    return error(409, "TAKEN_BACK", "this deed was taken back");
  }

  /** What a scenario is in TMF640; empty if it has no words for that, or a monitor has them. */
  static Optional<Answer> said(Scenario scenario) {
    return switch (scenario) {
      case REFUSE -> Optional.of(error(409, "REFUSED", "refused, as scripted"));
      case EMPTY -> Optional.of(error(409, "INVENTORY_EMPTY", "nothing is left, as scripted"));
      case CONTRADICTORY ->
          Optional.of(error(409, "CONTRADICTORY_STATE", "it cannot be, as scripted"));
      case BUSY ->
          Optional.of(
              error(429, "BUSY", "too many requests, as scripted").with("Retry-After", "1"));
      default -> Optional.empty();
    };
  }
}
