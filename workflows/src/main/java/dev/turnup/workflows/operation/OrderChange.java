package dev.turnup.workflows.operation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * A field of the order that an operator corrects while the operation is held.
 *
 * @param by who
 * @param reason why
 * @param field a member of the details by its path, such as {@code service_details.secondary_iccid}
 *     or {@code service_details.stb.ports[0]}
 * @param value what it is to be, in JSON
 */
public record OrderChange(
    @Nullable String by, @Nullable String reason, @Nullable String field, @Nullable Object value) {

  /** Who and why. */
  @JsonIgnore
  public OperatorAct act() {
    return new OperatorAct(by, reason);
  }
}
