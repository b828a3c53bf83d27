package dev.turnup.workflows.letter;

import io.temporal.api.enums.v1.SignalExternalWorkflowExecutionFailedCause;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;

/** A signal from one workflow to another, which may be over or not there. */
public final class Letter {

  private static final String NOBODY_THERE =
      SignalExternalWorkflowExecutionFailedCause
          .SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED_CAUSE_EXTERNAL_WORKFLOW_EXECUTION_NOT_FOUND
          .name();

  private Letter() {}

  /**
   * Sends it, and waits until it has arrived.
   *
   * @return whether somebody was there to take it
   * @throws io.temporal.failure.CanceledFailure if that was cancelled
   */
  public static boolean send(String workflowId, String signal, Object... content) {
    try {
      Workflow.newUntypedExternalWorkflowStub(workflowId).signal(signal, content);
      return true;
    } catch (ApplicationFailure failure) {
      // Not the exception that the SDK documents, which it never throws.
      if (NOBODY_THERE.equals(failure.getType())) {
        return false;
      }
      throw new IllegalStateException("a signal was refused", failure);
    }
  }
}
