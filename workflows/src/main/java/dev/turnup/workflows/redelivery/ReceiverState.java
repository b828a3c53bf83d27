package dev.turnup.workflows.redelivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a receiver in trouble stands. Kept in the memo of its run.
 *
 * @param failingSince its first failure after which none got through
 * @param failures how many were told since then
 * @param nextProbe when a suspended one is tried next; null if it is not suspended
 */
public record ReceiverState(Instant failingSince, int failures, @Nullable Instant nextProbe) {}
