package dev.turnup.workflows.operation;

import org.jspecify.annotations.Nullable;

/**
 * The installation of an eSIM profile has come to its end.
 *
 * @param step the step that waits for it, by its name in the plan
 * @param installed whether the profile is on the device
 * @param code why not, as subject and reason code of GSMA SGP.22, such as {@code 8.8.5/3.8}; null
 *     if it is, or nobody said
 */
public record InstallationEnded(String step, boolean installed, @Nullable String code) {}
