package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.operation.CreateService;
import dev.turnup.workflows.operation.CreateServiceOrder;
import dev.turnup.workflows.operation.Outcome;

/** Creates a service. Public because Temporal instantiates it. */
public class CreateServiceWorkflow implements CreateService {

  @Override
  public Outcome create(CreateServiceOrder order) {
    return new Fulfilment(order).carryOut();
  }
}
