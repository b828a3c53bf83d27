package dev.turnup.standalone.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/** The answers of ES2+: HTTP 200, and in the header whether it was done. */
final class Es2Answers {

  private Es2Answers() {}

  static Answer executed(Map<String, Object> result) {
    return answer(Map.of("status", "Executed-Success"), result);
  }

  static Answer failed(Es2Failure failure) {
    return answer(Map.of("status", "Failed", "statusCodeData", failure.data()), Map.of());
  }

  private static Answer answer(Map<String, Object> status, Map<String, Object> result) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("header", Map.of("functionExecutionStatus", status));
    answer.putAll(result);
    return Answer.json(200, answer);
  }
}
