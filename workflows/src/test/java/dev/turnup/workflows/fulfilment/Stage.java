package dev.turnup.workflows.fulfilment;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.util.Timestamps;
import dev.turnup.workflows.delivery.RecordingCallbacks;
import dev.turnup.workflows.esim.EsimInstallationWorkflow;
import dev.turnup.workflows.operation.CreateService;
import dev.turnup.workflows.operation.CreateServiceOrder;
import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.TaskQueues;
import dev.turnup.workflows.operation.UpdateServiceDevice;
import dev.turnup.workflows.operation.UpdateServiceDeviceOrder;
import dev.turnup.workflows.operation.WaitingFor;
import dev.turnup.workflows.payload.DurableJson;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.api.workflowservice.v1.RequestCancelWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowFailedException;
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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An in-memory Temporal that skips time, with the workflows on it and fakes for the world. */
final class Stage implements AutoCloseable {

  private static final int POLLS = 600;

  final ScriptedSystems systems = new ScriptedSystems();
  final RecordingCallbacks callbacks = new RecordingCallbacks();
  final TestWorkflowEnvironment environment;
  private final List<WorkflowStub> started = new ArrayList<>();

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
        CreateServiceWorkflow.class,
        UpdateServiceDeviceWorkflow.class,
        EsimInstallationWorkflow.class);
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
    return remembered(WorkflowStub.fromTyped(workflow));
  }

  WorkflowStub start(UpdateServiceDeviceOrder order) {
    UpdateServiceDevice workflow =
        environment.getWorkflowClient().newWorkflowStub(UpdateServiceDevice.class, options());
    WorkflowClient.start(workflow::update, order);
    return remembered(WorkflowStub.fromTyped(workflow));
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

  /** The outcome of a run that is to fail or to be cancelled. */
  static Outcome failed(WorkflowStub run) {
    try {
      throw new AssertionError("succeeded: " + run.getResult(Outcome.class));
    } catch (WorkflowFailedException expected) {
      return outcome(run);
    }
  }

  /** What the run waits for, where operators search; null if for nothing. */
  static @Nullable String waitingFor(WorkflowStub run) {
    return description(run).getTypedSearchAttributes().get(OperationAttributes.WAITING_FOR);
  }

  /** Lets time pass until the run waits for it. */
  void await(WorkflowStub run, WaitingFor what) {
    for (int polls = 0; polls < POLLS; polls++) {
      if (what.name().equals(waitingFor(run))) {
        return;
      }
      environment.sleep(Duration.ofSeconds(1));
    }
    throw new AssertionError("waits for " + waitingFor(run) + " and not for " + what);
  }

  /** From its start to what happened last in it. The clock of the server may be further on. */
  Duration lasted(WorkflowStub run) {
    List<HistoryEvent> events = history(run).getEvents();
    return Duration.ofMillis(
        Timestamps.toMillis(events.getLast().getEventTime())
            - Timestamps.toMillis(events.getFirst().getEventTime()));
  }

  /** Until the workflow has passed the cancellation on to the activity. */
  void awaitCancelOfAttempt(WorkflowStub run) throws InterruptedException {
    while (history(run).getEvents().stream()
        .noneMatch(HistoryEvent::hasActivityTaskCancelRequestedEventAttributes)) {
      Thread.sleep(20);
    }
  }

  /** Where the run stands, in words, as the Temporal UI shows it. */
  static String details(WorkflowStub run) {
    return run.query(WorkflowClient.QUERY_TYPE_WORKFLOW_METADATA, WorkflowMetadata.class)
        .getCurrentDetails();
  }

  WorkflowExecutionHistory history(WorkflowStub run) {
    return environment
        .getWorkflowClient()
        .fetchHistory(requireNonNull(run.getExecution()).getWorkflowId());
  }

  /**
   * Strikes the stage.
   *
   * @throws AssertionError if a run would not go the same way again
   */
  @Override
  public void close() {
    try (environment) {
      started.forEach(this::replay);
    }
  }

  private void replay(WorkflowStub run) {
    try {
      Replay.of(history(run));
    } catch (Exception e) {
      throw new AssertionError("goes another way when it is replayed", e);
    }
  }

  private WorkflowStub remembered(WorkflowStub run) {
    started.add(run);
    return run;
  }

  private static WorkflowOptions options() {
    return WorkflowOptions.newBuilder()
        .setTaskQueue(TaskQueues.PROVISIONING)
        .setWorkflowId(UUID.randomUUID().toString())
        .build();
  }
}
