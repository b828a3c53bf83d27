package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.operation.CreateService;
import dev.turnup.workflows.operation.CreateServiceOrder;
import dev.turnup.workflows.operation.Outcome;
import io.temporal.workflow.WorkflowInit;

/** Creates a service. Public because Temporal instantiates it. */
public class CreateServiceWorkflow extends OperationWorkflow implements CreateService {

  /** What may be said to the operation is heard from the first moment on. */
  @WorkflowInit
  public CreateServiceWorkflow(CreateServiceOrder order) {
    super(order);
  }

  @Override
  public Outcome create(CreateServiceOrder order) {
    return carryOut();
  }
}
