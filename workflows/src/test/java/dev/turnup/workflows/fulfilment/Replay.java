package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.delivery.CallbackRedeliveriesWorkflow;
import dev.turnup.workflows.delivery.CallbackRedeliveryWorkflow;
import dev.turnup.workflows.delivery.CallbackTestWorkflow;
import dev.turnup.workflows.delivery.ReceiverWorkflow;
import dev.turnup.workflows.esim.EsimInstallationWorkflow;
import dev.turnup.workflows.payload.DurableJson;
import dev.turnup.workflows.trace.TracePropagator;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.util.List;
import java.util.Optional;

/** Replays a history on the workflow classes of today. */
final class Replay {

  private Replay() {}

  /**
   * Goes through it.
   *
   * @throws Exception if the workflow would go another way today
   */
  static void of(WorkflowExecutionHistory history) throws Exception {
    WorkflowClientOptions client =
        WorkflowClientOptions.newBuilder()
            .setDataConverter(DurableJson.dataConverter())
            .setContextPropagators(List.of(new TracePropagator(Optional::empty)))
            .build();
    try (TestWorkflowEnvironment environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder().setWorkflowClientOptions(client).build())) {
      Worker worker = environment.newWorker("replay");
      worker.registerWorkflowImplementationTypes(
          CreateServiceWorkflow.class,
          UpdateServiceDeviceWorkflow.class,
          EsimInstallationWorkflow.class,
          CallbackRedeliveryWorkflow.class,
          CallbackRedeliveriesWorkflow.class,
          CallbackTestWorkflow.class,
          ReceiverWorkflow.class);
      WorkflowReplayer.replayWorkflowExecution(history, worker);
    }
  }
}
