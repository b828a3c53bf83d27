package dev.turnup.workflows.operation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operator saw to a step in another way, or found that it is not needed.
 *
 * @param by who
 * @param reason why
 * @param result what the system would have answered and later steps need, such as {@code
 *     service_id}; null if there is nothing to tell
 */
public record StepSkip(
    @Nullable String by, @Nullable String reason, @Nullable Map<String, Object> result) {

  /** Who and why. */
  @JsonIgnore
  public OperatorAct act() {
    return new OperatorAct(by, reason);
  }
}
