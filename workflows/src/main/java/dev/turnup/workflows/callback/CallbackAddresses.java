package dev.turnup.workflows.callback;

import java.net.URI;

/**
 * Where the outcome is told: a success_event to the first address or an error_event to the second,
 * never both.
 */
public record CallbackAddresses(URI success, URI error) {}
