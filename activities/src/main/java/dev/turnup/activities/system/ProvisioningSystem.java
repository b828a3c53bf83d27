package dev.turnup.activities.system;

import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import java.util.Optional;

/**
 * One of the operator's systems, spoken to in its own protocol. Failures are those of {@link
 * dev.turnup.workflows.provisioning.ProvisioningSystems}, and {@link AmbiguousRefusal}.
 */
public interface ProvisioningSystem {

  /**
   * Does the deed.
   *
   * @throws AmbiguousRefusal if the refusal may be the echo of an earlier attempt of the same deed
   */
  StepResult perform(StepRequest request);

  /** Takes a deed back, which may never have happened. */
  StepResult undo(StepRequest request);

  /** Asks how far the work is that {@link StepRequest#reference} names. */
  StepResult follow(StepRequest request);

  /**
   * Looks whether a deed has happened, and what was answered; empty if it has not.
   *
   * @param request the deed; its action is the one to look with, where the protocol needs one
   */
  Optional<StepResult> readBack(StepRequest request);
}
