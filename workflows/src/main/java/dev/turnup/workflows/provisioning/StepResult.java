package dev.turnup.workflows.provisioning;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the back end answered.
 *
 * @param answer the members of its JSON answer; empty if it had none
 * @param pending what to follow its work by, if it has taken the request but is not done; null if
 *     it is done
 */
public record StepResult(Map<String, Object> answer, @Nullable String pending) {

  /** The member by which a back end assigns the service's id. */
  private static final String SERVICE_ID = "service_id";

  /** The work is done. */
  public static StepResult done(Map<String, Object> answer) {
    return new StepResult(answer, null);
  }

  /** The system is at work, and can be asked by this reference how far it is. */
  public static StepResult pending(String reference) {
    return new StepResult(Map.of(), reference);
  }

  /** What is known once the system has said more, and last word counts. */
  public StepResult followedBy(StepResult later) {
    Map<String, Object> all = new LinkedHashMap<>(answer);
    all.putAll(later.answer);
    return new StepResult(all, later.pending);
  }

  /** The service id that the back end assigned or confirmed; null if it named none. */
  @JsonIgnore
  public @Nullable String serviceId() {
    Object id = answer.get(SERVICE_ID);
    if (id instanceof Integer || id instanceof Long) {
      // Not as it should be written, but as it is meant.
      return id.toString();
    }
    return id instanceof String text && !text.isBlank() ? text : null;
  }
}
