package dev.turnup.workflows.redelivery;

import dev.turnup.workflows.callback.CallbackAttempt;
import org.jspecify.annotations.Nullable;

/**
 * What came of a test.
 *
 * @param success the attempt with the success_event; null until it was made
 * @param error the attempt with the error_event; null until it was made
 */
public record CallbackTestReport(
    @Nullable CallbackAttempt success, @Nullable CallbackAttempt error) {}
