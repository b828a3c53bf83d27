package dev.turnup.workflows.delivery;

import dev.turnup.workflows.callback.CallbackAttempt;
import java.time.Duration;

/**
 * An attempt that was made.
 *
 * @param retryAfter the least pause before the next one that was asked for; zero if none was
 */
record Made(CallbackAttempt attempt, Duration retryAfter) {}
