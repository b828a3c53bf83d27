package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.UpdateServiceDevice;
import dev.turnup.workflows.operation.UpdateServiceDeviceOrder;
import io.temporal.workflow.WorkflowInit;

/** Changes the device of a service. Public because Temporal instantiates it. */
public class UpdateServiceDeviceWorkflow extends OperationWorkflow implements UpdateServiceDevice {

  /** What may be said to the operation is heard from the first moment on. */
  @WorkflowInit
  public UpdateServiceDeviceWorkflow(UpdateServiceDeviceOrder order) {
    super(order);
  }

  @Override
  public Outcome update(UpdateServiceDeviceOrder order) {
    return carryOut();
  }
}
