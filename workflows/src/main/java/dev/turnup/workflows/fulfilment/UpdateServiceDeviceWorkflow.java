package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.UpdateServiceDevice;
import dev.turnup.workflows.operation.UpdateServiceDeviceOrder;

/** Changes the device of a service. Public because Temporal instantiates it. */
public class UpdateServiceDeviceWorkflow implements UpdateServiceDevice {

  @Override
  public Outcome update(UpdateServiceDeviceOrder order) {
    return new Fulfilment(order).carryOut();
  }
}
