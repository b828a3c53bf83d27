package dev.turnup.workflows.redelivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which outcomes to tell once more.
 *
 * @param by who wants it; stays in the history
 * @param reason why; stays in the history, so nothing personal
 * @param partner of this partner only; null for all
 * @param host to this host only, as {@code receiver.partner.example} or {@code host:8443}; null for
 *     all
 * @param failedSince given up at this time or later
 * @param perSecond how many to begin in a second, from 1 to 100; 5 if it is missing
 * @param exceptFinal whether to leave out those for which there is no use in another attempt, as
 *     those answered with a 410, and those whose run was ended from outside; false if it is missing
 * @param soFar where to go on; null at the beginning
 */
public record RedeliveriesOrder(
    @Nullable String by,
    @Nullable String reason,
    @Nullable String partner,
    @Nullable String host,
    Instant failedSince,
    @Nullable Integer perSecond,
    @Nullable Boolean exceptFinal,
    @Nullable RedeliveriesProgress soFar) {}
