package dev.turnup.workflows.callback;

import java.net.URI;

/**
 * A success_event or error_event to send.
 *
 * @param correlationId the operation's id, sent as {@code Request-Correlation-Id}
 * @param address where to POST it
 * @param code machine-readable outcome
 * @param title the outcome in words
 * @param serviceId the service; empty if none was assigned
 * @param earlierAttempts how many attempts were made before this activity, so that it goes on with
 *     the schedule where they stopped
 */
public record CallbackNotice(
    String correlationId,
    URI address,
    String code,
    String title,
    String serviceId,
    int earlierAttempts) {

  /** The same notice, for an activity that goes on after one attempt made elsewhere. */
  public CallbackNotice afterOneAttempt() {
    return new CallbackNotice(correlationId, address, code, title, serviceId, earlierAttempts + 1);
  }
}
