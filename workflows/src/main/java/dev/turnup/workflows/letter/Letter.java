package dev.turnup.workflows.letter;

import io.temporal.api.enums.v1.SignalExternalWorkflowExecutionFailedCause;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.util.Set;

/** A signal from one workflow to another, which may be over or not there. */
public final class Letter {

  /** Nobody is there, or somebody who has been sent as many as the server allows. */
  private static final Set<String> NOT_TAKEN =
      Set.of(
          SignalExternalWorkflowExecutionFailedCause
              .SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED_CAUSE_EXTERNAL_WORKFLOW_EXECUTION_NOT_FOUND
              .name(),
          SignalExternalWorkflowExecutionFailedCause
              .SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED_CAUSE_SIGNAL_COUNT_LIMIT_EXCEEDED
              .name());

  private Letter() {}

  /**
   * Sends it, and waits until it has arrived.
   *
   * @return whether somebody took it
   * @throws io.temporal.failure.CanceledFailure if that was cancelled
   */
  public static boolean send(String workflowId, String signal, Object... content) {
    try {
      Workflow.newUntypedExternalWorkflowStub(workflowId).signal(signal, content);
      return true;
    } catch (ApplicationFailure failure) {
      // Not the exception that the SDK documents, which it never throws.
      if (NOT_TAKEN.contains(failure.getType())) {
        return false;
      }
      throw new IllegalStateException("a signal was refused", failure);
    }
  }
}
