package dev.turnup.workflows.operation;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Changes the device of a service and tells the partner how it went. */
@WorkflowInterface
public interface UpdateServiceDevice extends RunningOperation {

  /** Fails or is cancelled, with the outcome in the memo, if the device was not changed. */
  @WorkflowMethod
  Outcome update(UpdateServiceDeviceOrder order);
}
