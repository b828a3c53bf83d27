package dev.turnup.workflows.provisioning;

import io.temporal.activity.ActivityInterface;

/**
 * The operator's systems. All methods fail with a {@link dev.turnup.workflows.failure.FailureKind}:
 * {@code REJECTED}, {@code UNAVAILABLE}, {@code UNCERTAIN} or {@code NEEDS_OPERATOR}; anything else
 * is a fault of ours.
 */
@ActivityInterface
public interface ProvisioningSystems {

  /**
   * Does a step. Called again with the same key, it is done once, unless the plan says that it can
   * be neither repeated nor read back.
   */
  StepResult performStep(StepRequest request);

  /** Takes a step back. It is no failure if the step never happened. */
  StepResult undoStep(StepRequest request);

  /**
   * Asks how far a system is that has taken a request but was not done. Fails with {@code
   * UNAVAILABLE} as long as it is not.
   */
  StepResult followStep(StepRequest request);
}
