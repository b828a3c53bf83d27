package dev.turnup.workflows.redelivery;

import dev.turnup.workflows.callback.CallbackReport;
import dev.turnup.workflows.operation.RunningCallback;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Tells the outcome of an operation that is over once more: the same event under the same {@code
 * webhook-id}, on the same schedule. Its workflow id is {@link #workflowId}, so there is one at a
 * time.
 */
@WorkflowInterface
public interface CallbackRedelivery extends RunningCallback {

  /** The id of the redelivery of this operation's callback. */
  static String workflowId(String correlationId) {
    return "callback-redelivery-" + correlationId;
  }

  /** Fails, with the report in the memo, if the receiver did not take it. */
  @WorkflowMethod
  CallbackReport redeliver(RedeliveryOrder order);
}
