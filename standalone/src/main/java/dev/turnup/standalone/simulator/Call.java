package dev.turnup.standalone.simulator;

import java.time.Instant;

/**
 * A call as it arrived.
 *
 * @param key its idempotency key
 */
record Call(Instant at, String system, String action, String key, String correlationId) {}
