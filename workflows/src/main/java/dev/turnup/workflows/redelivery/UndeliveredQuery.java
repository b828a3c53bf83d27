package dev.turnup.workflows.redelivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to find: operations whose callback was given up in this time, by themselves or by a
 * redelivery, or whose run or redelivery was ended from outside before it got through; and
 * operations and redeliveries that wait for another attempt.
 *
 * @param partner of this partner only; null for all
 * @param host to this host only; null for all
 * @param failedSince given up, or ended, at this time or later
 * @param until given up before this time, or begun before it
 * @param exceptFinal whether to leave out those for which there is no use in another attempt, and
 *     those whose run was ended from outside; null if not
 * @param page which page, as the one before it said; null for the first one
 */
public record UndeliveredQuery(
    @Nullable String partner,
    @Nullable String host,
    Instant failedSince,
    Instant until,
    @Nullable Boolean exceptFinal,
    @Nullable String page) {}
