package dev.turnup.activities.tmf640;

import dev.turnup.activities.http.HttpAnswer;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import java.util.Optional;

/** Something to do with services: a deed, or taking one back. */
interface Work {

  /** Asks the system to do it. */
  StepResult begin(StepRequest request);

  /**
   * Looks at the services whether it is done: its result if it is, a pending one if the system is
   * still at it; empty if nothing is seen of it.
   */
  Optional<StepResult> look(StepRequest request);

  /**
   * Whether work that the system has taken, and that has no monitor, has come to an end. As long as
   * nothing is seen of it, it has not; so this tells nothing once its undo may have succeeded.
   */
  default boolean isOver(StepRequest request) {
    return look(request).filter(result -> result.pending() == null).isPresent();
  }

  /** What is answered once a monitor has said that it is done. */
  StepResult completed(StepRequest request, Monitor monitor);

  /** Whether nothing more is wanted of a service that is not there. */
  default boolean isDoneWhenGone() {
    return false;
  }

  /** Why it was not done, to be thrown. */
  RuntimeException refused(StepRequest request, HttpAnswer answer, String how);
}
