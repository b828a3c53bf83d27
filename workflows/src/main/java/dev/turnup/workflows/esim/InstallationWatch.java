package dev.turnup.workflows.esim;

import java.time.Instant;

/**
 * An operation that waits for the installation.
 *
 * @param correlationId the operation's id
 * @param step the step that waits, by its name in the plan
 * @param since failures before this are about an earlier order of the same profile, and none of its
 *     business
 */
public record InstallationWatch(String correlationId, String step, Instant since) {}
