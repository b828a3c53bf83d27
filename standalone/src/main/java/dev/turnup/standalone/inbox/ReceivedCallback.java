package dev.turnup.standalone.inbox;

import java.time.Instant;
import java.util.Map;

/**
 * A callback attempt as it arrived.
 *
 * @param event {@code success_event} or {@code error_event}, by the address it was sent to
 * @param signed {@code yes} if its signature is good, else {@code no}
 * @param answered the status that the sender was given
 */
record ReceivedCallback(
    Instant at,
    String event,
    String signed,
    int answered,
    String correlationId,
    String body,
    Map<String, String> headers) {}
