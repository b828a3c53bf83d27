package dev.turnup.activities.provisioning;

import dev.turnup.workflows.provisioning.ServiceType;
import dev.turnup.workflows.provisioning.StepRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A valid request to begin a test with; each method changes one thing. */
record StepRequests(
    String system,
    String action,
    @Nullable String undoes,
    Map<String, Map<String, Object>> results) {

  static final String CORRELATION_ID = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
  static final String KEY = CORRELATION_ID + ".activate";

  /** What no failure and no log line may show. */
  static final String SERVICE_ID = "612123456";

  static final String ICCID = "8934011411551283144";

  static StepRequests valid() {
    return new StepRequests("network", "activate", null, Map.of());
  }

  StepRequests of(String otherSystem) {
    return new StepRequests(otherSystem, action, undoes, results);
  }

  StepRequests after(String step, Map<String, Object> answer) {
    return new StepRequests(system, action, undoes, Map.of(step, answer));
  }

  StepRequests undo() {
    return new StepRequests(system, "deactivate", KEY, results);
  }

  StepRequest toRequest() {
    return new StepRequest(
        CORRELATION_ID,
        "acme",
        new ServiceType("applewatch"),
        "activate",
        system,
        action,
        undoes == null ? KEY : KEY + ".undo",
        undoes,
        Map.of("service_id", SERVICE_ID, "service_details", Map.of("secondary_iccid", ICCID)),
        results);
  }
}
