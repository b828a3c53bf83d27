package dev.turnup.workflows.provisioning;

import io.temporal.activity.ActivityInterface;

/**
 * The operator's systems. Both methods fail with a {@link
 * dev.turnup.workflows.failure.FailureKind}: {@code REJECTED} or {@code UNAVAILABLE}; anything else
 * is a fault of ours.
 */
@ActivityInterface
public interface ProvisioningSystems {

  /** Does a step. Called again with the same key, it is done once. */
  StepResult performStep(StepRequest request);

  /** Takes a step back. It is no failure if the step never happened. */
  void undoStep(StepRequest request);
}
