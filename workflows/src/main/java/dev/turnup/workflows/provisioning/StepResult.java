package dev.turnup.workflows.provisioning;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the back end answered.
 *
 * @param answer the members of its JSON answer; empty if it had none
 */
public record StepResult(Map<String, Object> answer) {

  /** The member by which a back end assigns the service's id. */
  private static final String SERVICE_ID = "service_id";

  /** The service id that the back end assigned or confirmed; null if it named none. */
  public @Nullable String serviceId() {
    Object id = answer.get(SERVICE_ID);
    if (id instanceof Integer || id instanceof Long) {
      // Not as it should be written, but as it is meant.
      return id.toString();
    }
    return id instanceof String text && !text.isBlank() ? text : null;
  }
}
