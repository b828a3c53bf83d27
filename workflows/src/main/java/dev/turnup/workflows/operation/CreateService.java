package dev.turnup.workflows.operation;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Creates a service in the operator's systems and tells the partner how it went. */
@WorkflowInterface
public interface CreateService extends RunningOperation {

  /** Fails or is cancelled, with the outcome in the memo, if the service was not created. */
  @WorkflowMethod
  Outcome create(CreateServiceOrder order);
}
