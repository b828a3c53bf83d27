package dev.turnup.standalone.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/** A function of ES2+ that failed; HTTP knows nothing of it. */
final class Es2Failure extends RuntimeException {

  private final String subject;
  private final String reason;

  /**
   * A failure.
   *
   * @param subject code of what is wrong, such as 8.2.1 for the ICCID
   * @param reason code of why, such as 3.3 for being in use already
   */
  Es2Failure(String subject, String reason, String message) {
    super(message);
    this.subject = subject;
    this.reason = reason;
  }

  /** As {@code statusCodeData} has it. */
  Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("subjectCode", subject);
    data.put("reasonCode", reason);
    data.put("message", String.valueOf(getMessage()));
    return data;
  }
}
