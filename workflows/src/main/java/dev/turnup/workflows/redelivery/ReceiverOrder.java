package dev.turnup.workflows.redelivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Watch this receiver.
 *
 * @param host as {@link dev.turnup.workflows.callback.CallbackHost} has it
 * @param suspendAfter how long it has to fail before it is suspended
 * @param suspendAfterFailures how many failures have to be told before it is suspended
 * @param probeEvery how often it is tried while it is suspended
 * @param soFar how it stood when the history was begun anew; null at the beginning
 */
public record ReceiverOrder(
    String host,
    Duration suspendAfter,
    int suspendAfterFailures,
    Duration probeEvery,
    @Nullable ReceiverState soFar) {}
