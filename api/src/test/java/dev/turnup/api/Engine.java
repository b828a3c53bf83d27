package dev.turnup.api;

import dev.turnup.workflows.operation.CallbackState;
import dev.turnup.workflows.operation.CreateService;
import dev.turnup.workflows.operation.CreateServiceOrder;
import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.TaskQueues;
import dev.turnup.workflows.operation.UpdateServiceDevice;
import dev.turnup.workflows.operation.UpdateServiceDeviceOrder;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A worker in place of the real one. It takes operations up and holds them, but for those whose
 * request it made itself. For tests that import it; the others see operations that nobody works on.
 */
public final class Engine implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 20;

  private final WorkflowClient temporal;
  private final WorkerFactory workers;
  private final Map<String, Ending> endings = new ConcurrentHashMap<>();

  private record Ending(Outcome outcome, CallbackState callback) {}

  Engine(WorkflowClient temporal) {
    this.temporal = temporal;
    workers = WorkerFactory.newInstance(temporal);
    // A cold JVM on a busy machine takes longer than a second over the first task.
    WorkerOptions patient =
        WorkerOptions.newBuilder()
            .setDefaultDeadlockDetectionTimeout(Duration.ofSeconds(10).toMillis())
            .build();
    Worker worker = workers.newWorker(TaskQueues.PROVISIONING, patient);
    worker.registerWorkflowImplementationFactory(CreateService.class, () -> new Creation(endings));
    worker.registerWorkflowImplementationFactory(UpdateServiceDevice.class, Update::new);
    workers.start();
  }

  /** A request whose operation ends like this, written where the real worker writes it. */
  public Body toEndWith(Outcome outcome, CallbackState callback) {
    String serviceId = UUID.randomUUID().toString();
    endings.put(serviceId, new Ending(outcome, callback));
    return Body.createService().with("service_id", serviceId);
  }

  /** Waits for the end of this operation. */
  public void await(String id) {
    try {
      temporal
          .newUntypedWorkflowStub(id)
          .getResult(PATIENCE_SECONDS, TimeUnit.SECONDS, Outcome.class);
    } catch (WorkflowFailedException e) {
      // An end like others.
    } catch (TimeoutException e) {
      throw new AssertionError("not ended in time: " + id, e);
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
    workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static final class Creation implements CreateService {

    private final Map<String, Ending> endings;

    Creation(Map<String, Ending> endings) {
      this.endings = endings;
    }

    @Override
    public Outcome create(CreateServiceOrder order) {
      @Nullable Ending ending = order.serviceId() == null ? null : endings.get(order.serviceId());
      if (ending == null) {
        return held();
      }
      Outcome outcome = ending.outcome();
      Workflow.upsertTypedSearchAttributes(
          OperationAttributes.OUTCOME.valueSet(outcome.code().name()),
          OperationAttributes.CALLBACK_STATE.valueSet(ending.callback().name()));
      Workflow.upsertMemo(Map.of(OperationMemo.OUTCOME, outcome));
      return switch (outcome.code().ending()) {
        case COMPLETED -> outcome;
        case CANCELLED -> throw new CanceledFailure(outcome.inWords());
        case FAILED ->
            throw ApplicationFailure.newNonRetryableFailure(
                outcome.inWords(), outcome.code().name());
      };
    }
  }

  private static final class Update implements UpdateServiceDevice {

    @Override
    public Outcome update(UpdateServiceDeviceOrder order) {
      return held();
    }
  }

  private static Outcome held() {
    Workflow.await(() -> false);
    throw new AssertionError("unreachable");
  }
}
