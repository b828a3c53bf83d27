package dev.turnup.standalone.inbox;

import java.time.Instant;
import java.util.Map;

/**
 * A callback attempt as it arrived.
 *
 * @param event {@code success_event} or {@code error_event}, by the address it was sent to
 * @param answered the status that the sender was given
 */
record ReceivedCallback(
    Instant at,
    String event,
    int answered,
    String correlationId,
    String body,
    Map<String, String> headers) {}
