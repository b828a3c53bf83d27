package dev.turnup.activities.es2plus;

import dev.turnup.workflows.provisioning.LostAnswer;
import dev.turnup.workflows.provisioning.ServiceType;
import dev.turnup.workflows.provisioning.StepRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** A valid request to begin a test with; each method changes one thing. */
record Es2PlusSteps(
    String action,
    boolean isUndo,
    Map<String, Object> details,
    Map<String, Map<String, Object>> results) {

  static final String CORRELATION_ID = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
  static final String STEP = "order-esim";
  static final String KEY = CORRELATION_ID + "." + STEP;
  static final String ICCID = "8934011411551283144";
  static final String EID = "89049032123451234512345678901235";
  static final String OTHER_EID = "89049032123451234512345678901332";
  static final String MATCHING_ID = "04386-AGYFT-A74Y8-3F815";
  static final String CONFIRMATION_CODE = "4711-Geheim";
  static final String PROFILE_TYPE = "P9054-2";

  static Es2PlusSteps deed(String action) {
    return new Es2PlusSteps(
        action, false, Map.of("secondary_iccid", ICCID, "secondary_eid", EID), Map.of());
  }

  /** Takes the deed of the same step back, by default with nothing known of its answer. */
  static Es2PlusSteps undo() {
    return new Es2PlusSteps("cancel-order", true, deed("").details(), Map.of());
  }

  Es2PlusSteps with(String fact, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(details);
    more.put(fact, value);
    return new Es2PlusSteps(action, isUndo, more, results);
  }

  Es2PlusSteps without(String fact) {
    Map<String, Object> less = new LinkedHashMap<>(details);
    less.remove(fact);
    return new Es2PlusSteps(action, isUndo, less, results);
  }

  Es2PlusSteps after(String step, Map<String, Object> answer) {
    Map<String, Map<String, Object>> more = new LinkedHashMap<>(results);
    more.put(step, answer);
    return new Es2PlusSteps(action, isUndo, details, more);
  }

  StepRequest toRequest() {
    return new StepRequest(
        CORRELATION_ID,
        "acme",
        new ServiceType("applewatch"),
        STEP,
        "sm-dp-plus",
        action,
        isUndo ? KEY + ".undo" : KEY,
        isUndo ? KEY : null,
        isUndo ? STEP : null,
        null,
        LostAnswer.REPEAT,
        null,
        null,
        null,
        Map.of("service_id", "612123456", "service_details", details),
        results);
  }
}
