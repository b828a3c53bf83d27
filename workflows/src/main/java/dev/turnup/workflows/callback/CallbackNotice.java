package dev.turnup.workflows.callback;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A success_event or error_event to send.
 *
 * @param correlationId the operation's id, sent as {@code Request-Correlation-Id}
 * @param webhookId sent as {@code webhook-id}; the same for every attempt at telling this outcome
 * @param partner whose receiver it is: by this name its secrets, credentials and limits are found
 * @param address where to POST it
 * @param code machine-readable outcome
 * @param title the outcome in words
 * @param serviceId the service; empty if none was assigned
 * @param sample whether a partner tries a receiver out by it, so that it tells no outcome; null if
 *     not
 */
public record CallbackNotice(
    String correlationId,
    String webhookId,
    String partner,
    URI address,
    String code,
    String title,
    String serviceId,
    @Nullable Boolean sample) {

  /** One that tells an outcome. */
  public CallbackNotice(
      String correlationId,
      String webhookId,
      String partner,
      URI address,
      String code,
      String title,
      String serviceId) {
    this(correlationId, webhookId, partner, address, code, title, serviceId, null);
  }

  /** The same, to another address. */
  public CallbackNotice to(URI another) {
    return new CallbackNotice(
        correlationId, webhookId, partner, another, code, title, serviceId, sample);
  }
}
