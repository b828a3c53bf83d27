package dev.turnup.workflows.fulfilment;

import static java.util.Objects.requireNonNull;

import dev.turnup.workflows.operation.CreateService;
import dev.turnup.workflows.operation.CreateServiceOrder;
import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.TaskQueues;
import dev.turnup.workflows.operation.UpdateServiceDevice;
import dev.turnup.workflows.operation.UpdateServiceDeviceOrder;
import dev.turnup.workflows.payload.DurableJson;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.workflowservice.v1.RequestCancelWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.UUID;

/** An in-memory Temporal that skips time, with the workflows on it and fakes for the world. */
final class Stage implements AutoCloseable {

  final ScriptedSystems systems = new ScriptedSystems();
  final RecordingCallbacks callbacks = new RecordingCallbacks();
  final TestWorkflowEnvironment environment;

  /**
   * A stage.
   *
   * @param interceptors what is to go wrong inside the worker
   */
  Stage(WorkerInterceptor... interceptors) {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setWorkerFactoryOptions(
                WorkerFactoryOptions.newBuilder().setWorkerInterceptors(interceptors).build())
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder()
                    .setDataConverter(DurableJson.dataConverter())
                    .build());
    OperationAttributes.ALL.forEach(
        key ->
            options.registerSearchAttribute(
                key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    environment = TestWorkflowEnvironment.newInstance(options.build());
    // A cold JVM on a busy machine takes longer than a second over the first task.
    WorkerOptions patient =
        WorkerOptions.newBuilder()
            .setDefaultDeadlockDetectionTimeout(Duration.ofSeconds(10).toMillis())
            .build();
    Worker provisioning = environment.newWorker(TaskQueues.PROVISIONING, patient);
    provisioning.registerWorkflowImplementationTypes(
        CreateServiceWorkflow.class, UpdateServiceDeviceWorkflow.class);
    provisioning.registerActivitiesImplementations(systems, callbacks);
    environment
        .newWorker(TaskQueues.CALLBACKS, patient)
        .registerActivitiesImplementations(callbacks);
    environment.start();
  }

  WorkflowStub start(CreateServiceOrder order) {
    CreateService workflow =
        environment.getWorkflowClient().newWorkflowStub(CreateService.class, options());
    WorkflowClient.start(workflow::create, order);
    return WorkflowStub.fromTyped(workflow);
  }

  WorkflowStub start(UpdateServiceDeviceOrder order) {
    UpdateServiceDevice workflow =
        environment.getWorkflowClient().newWorkflowStub(UpdateServiceDevice.class, options());
    WorkflowClient.start(workflow::update, order);
    return WorkflowStub.fromTyped(workflow);
  }

  /**
   * Cancels a run from within an activity, where the client that skips time would wait for itself.
   */
  void cancel(String workflowId) {
    environment
        .getWorkflowServiceStubs()
        .blockingStub()
        .requestCancelWorkflowExecution(
            RequestCancelWorkflowExecutionRequest.newBuilder()
                .setNamespace(environment.getNamespace())
                .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                .build());
  }

  /** The outcome that can be read without a worker, once the run has closed. */
  static Outcome outcome(WorkflowStub run) {
    Object outcome = description(run).getMemo(OperationMemo.OUTCOME, Outcome.class);
    return (Outcome) requireNonNull(outcome, "no outcome in the memo");
  }

  static WorkflowExecutionDescription description(WorkflowStub run) {
    return run.describe();
  }

  WorkflowExecutionHistory history(WorkflowStub run) {
    return environment
        .getWorkflowClient()
        .fetchHistory(requireNonNull(run.getExecution()).getWorkflowId());
  }

  @Override
  public void close() {
    environment.close();
  }

  private static WorkflowOptions options() {
    return WorkflowOptions.newBuilder()
        .setTaskQueue(TaskQueues.PROVISIONING)
        .setWorkflowId(UUID.randomUUID().toString())
        .build();
  }
}
