package dev.turnup.workflows.redelivery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.turnup.workflows.operation.CallbackSending;
import org.jspecify.annotations.Nullable;

/**
 * Tell this outcome once more.
 *
 * @param correlationId the operation's
 * @param by who wants it; stays in the history
 * @param reason why; stays in the history, so nothing personal
 * @param address where to send it, if not where the request said; for operators
 * @param toldOtherwise whether the partner was told by other means, so that it is only noted down
 */
public record RedeliveryOrder(
    String correlationId,
    @Nullable String by,
    @Nullable String reason,
    @Nullable String address,
    boolean toldOtherwise) {

  /**
   * To be sent.
   *
   * @param address where it was sent last; null for where the request said
   */
  public static RedeliveryOrder of(
      String correlationId,
      @Nullable String by,
      @Nullable String reason,
      @Nullable String address) {
    return new RedeliveryOrder(correlationId, by, reason, address, false);
  }

  /** Who, why and where to. */
  @JsonIgnore
  public CallbackSending sending() {
    return new CallbackSending(by, reason, address);
  }
}
