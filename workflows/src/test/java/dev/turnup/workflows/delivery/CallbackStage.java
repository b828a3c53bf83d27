package dev.turnup.workflows.delivery;

import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.operation.TaskQueues;
import dev.turnup.workflows.payload.DurableJson;
import dev.turnup.workflows.trace.TracePropagator;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** An in-memory Temporal that skips time, with all that is done about callbacks on it. */
final class CallbackStage implements AutoCloseable {

  final RecordingCallbacks callbacks = new RecordingCallbacks();
  final KnownCallbacks ledger = new KnownCallbacks();
  final TestWorkflowEnvironment environment;

  CallbackStage() {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder()
                    .setDataConverter(DurableJson.dataConverter())
                    .setContextPropagators(List.of(new TracePropagator(Optional::empty)))
                    .build());
    OperationAttributes.ALL.forEach(
        key ->
            options.registerSearchAttribute(
                key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    environment = TestWorkflowEnvironment.newInstance(options.build());
    Worker worker =
        environment.newWorker(
            TaskQueues.CALLBACKS,
            // A cold JVM on a busy machine takes longer than a second over the first task.
            WorkerOptions.newBuilder()
                .setDefaultDeadlockDetectionTimeout(Duration.ofSeconds(10).toMillis())
                .build());
    worker.registerWorkflowImplementationTypes(
        CallbackRedeliveryWorkflow.class,
        CallbackRedeliveriesWorkflow.class,
        CallbackTestWorkflow.class,
        ReceiverWorkflow.class);
    worker.registerActivitiesImplementations(callbacks, ledger);
    environment.start();
  }

  WorkflowStub start(String type, Object order) {
    return start(type, UUID.randomUUID().toString(), order);
  }

  WorkflowStub start(String type, String workflowId, Object order) {
    WorkflowStub run = client().newUntypedWorkflowStub(type, options(workflowId));
    run.start(order);
    return run;
  }

  WorkflowStub find(String workflowId) {
    return client().newUntypedWorkflowStub(workflowId);
  }

  <T> T memo(WorkflowStub run, String key, Class<T> type) {
    return type.cast(Objects.requireNonNull(run.describe().getMemo(key, type), key));
  }

  private WorkflowClient client() {
    return environment.getWorkflowClient();
  }

  private static WorkflowOptions options(String workflowId) {
    return WorkflowOptions.newBuilder()
        .setTaskQueue(TaskQueues.CALLBACKS)
        .setWorkflowId(workflowId)
        .setMemo(Map.of(OperationMemo.PARTNER, "acme", OperationMemo.FINGERPRINT, "f1"))
        .build();
  }

  @Override
  public void close() {
    environment.close();
  }
}
