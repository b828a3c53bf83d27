package dev.turnup.workflows.redelivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far telling all of them again has come.
 *
 * @param until those that failed later than this are not among them
 * @param begun how many are told once more
 * @param passedOver how many are told already, or were meanwhile
 * @param nextPage where to go on; null at the beginning and the end
 */
public record RedeliveriesProgress(
    Instant until, int begun, int passedOver, @Nullable String nextPage) {}
