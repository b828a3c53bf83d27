package dev.turnup.workflows.redelivery;

import dev.turnup.workflows.callback.CallbackReport;
import dev.turnup.workflows.operation.RunningCallback;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.Optional;

/**
 * Tells the outcome of an operation that is over once more: the same event under the same {@code
 * webhook-id}, on the same schedule. Its workflow id is {@link #workflowId}, so there is one at a
 * time.
 */
@WorkflowInterface
public interface CallbackRedelivery extends RunningCallback {

  /** What the id begins with. */
  String PREFIX = "callback-redelivery-";

  /** The id of the redelivery of this operation's callback. */
  static String workflowId(String correlationId) {
    return PREFIX + correlationId;
  }

  /** The operation whose callback the redelivery of this id tells; empty if it is not one. */
  static Optional<String> operation(String workflowId) {
    return workflowId.startsWith(PREFIX)
        ? Optional.of(workflowId.substring(PREFIX.length()))
        : Optional.empty();
  }

  /** Fails, with the report in the memo, if the receiver did not take it. */
  @WorkflowMethod
  CallbackReport redeliver(RedeliveryOrder order);
}
