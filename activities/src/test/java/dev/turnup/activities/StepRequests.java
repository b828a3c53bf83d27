package dev.turnup.activities;

import dev.turnup.workflows.provisioning.LostAnswer;
import dev.turnup.workflows.provisioning.ReadBack;
import dev.turnup.workflows.provisioning.ServiceType;
import dev.turnup.workflows.provisioning.StepRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A valid request to begin a test with; each method changes one thing. */
public record StepRequests(
    String system,
    String action,
    @Nullable String undoes,
    LostAnswer whenAnswerIsLost,
    @Nullable ReadBack readBack,
    @Nullable String reference,
    Map<String, Map<String, Object>> results) {

  public static final String CORRELATION_ID = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
  public static final String KEY = CORRELATION_ID + ".activate";

  /** What no failure and no log line may show. */
  public static final String SERVICE_ID = "612123456";

  /** When an undo began. */
  public static final Instant UNDONE_AT = Instant.parse("2026-11-24T08:30:00.123Z");

  public static final String ICCID = "8934011411551283144";

  /** One that is not looked for before it is done. */
  public StepRequests(
      String system,
      String action,
      @Nullable String undoes,
      Map<String, Map<String, Object>> results) {
    this(system, action, undoes, LostAnswer.REPEAT, null, null, results);
  }

  public static StepRequests valid() {
    return new StepRequests("network", "activate", null, Map.of());
  }

  public StepRequests of(String otherSystem) {
    return new StepRequests(
        otherSystem, action, undoes, whenAnswerIsLost, readBack, reference, results);
  }

  public StepRequests after(String step, Map<String, Object> answer) {
    return new StepRequests(
        system, action, undoes, whenAnswerIsLost, readBack, reference, Map.of(step, answer));
  }

  /** An operator corrected facts since. */
  public StepRequests corrected(Map<String, Object> facts) {
    Map<String, Map<String, Object>> corrected = new LinkedHashMap<>(results);
    corrected.put(StepRequest.CORRECTIONS, facts);
    return new StepRequests(
        system, action, undoes, whenAnswerIsLost, readBack, reference, corrected);
  }

  public StepRequests undo() {
    return new StepRequests(
        system, "deactivate", KEY, whenAnswerIsLost, readBack, reference, results);
  }

  public StepRequests doing(String otherAction) {
    return new StepRequests(
        system, otherAction, undoes, whenAnswerIsLost, readBack, reference, results);
  }

  /** Looks first whether it has happened, where the system itself knows by its protocol. */
  public StepRequests looking() {
    return new StepRequests(system, action, undoes, LostAnswer.READ_BACK, null, reference, results);
  }

  /** Looks first whether it has happened, there. */
  public StepRequests lookingAt(ReadBack whom) {
    return new StepRequests(system, action, undoes, LostAnswer.READ_BACK, whom, reference, results);
  }

  /** Can neither be repeated nor looked for. */
  public StepRequests held() {
    return new StepRequests(system, action, undoes, LostAnswer.HOLD, null, reference, results);
  }

  /** Asks how far the work is that this names. */
  public StepRequests following(String handedOut) {
    return new StepRequests(system, action, undoes, whenAnswerIsLost, readBack, handedOut, results);
  }

  public StepRequest toRequest() {
    return toRequest(
        Map.of("service_id", SERVICE_ID, "service_details", Map.of("secondary_iccid", ICCID)));
  }

  /** Of an operation whose service has no id yet. */
  public StepRequest toRequestForAnId() {
    return toRequest(Map.of("service_details", Map.of("secondary_iccid", ICCID)));
  }

  private StepRequest toRequest(Map<String, Object> order) {
    return new StepRequest(
        CORRELATION_ID,
        "acme",
        new ServiceType("applewatch"),
        "activate",
        system,
        action,
        undoes == null ? KEY : KEY + ".undo",
        undoes,
        undoes == null ? null : "activate",
        undoes == null ? null : UNDONE_AT,
        whenAnswerIsLost,
        readBack,
        reference,
        null,
        order,
        results);
  }
}
