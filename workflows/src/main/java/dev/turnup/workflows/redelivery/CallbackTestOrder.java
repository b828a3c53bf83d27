package dev.turnup.workflows.redelivery;

import dev.turnup.workflows.callback.CallbackAddresses;

/**
 * Try these receivers out.
 *
 * @param correlationId what the samples carry as {@code Request-Correlation-Id}
 * @param partner whose receivers they are
 * @param callbacks where to send the samples
 */
public record CallbackTestOrder(
    String correlationId, String partner, CallbackAddresses callbacks) {}
