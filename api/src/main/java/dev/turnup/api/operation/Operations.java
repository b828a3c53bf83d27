package dev.turnup.api.operation;

import dev.turnup.api.callback.CallbackView;
import dev.turnup.api.callback.Redeliveries;
import dev.turnup.api.problem.Refusal;
import dev.turnup.api.temporal.Admission;
import dev.turnup.api.temporal.TemporalCalls;
import dev.turnup.workflows.operation.CorrelationId;
import dev.turnup.workflows.operation.CreateService;
import dev.turnup.workflows.operation.CreateServiceOrder;
import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.operation.OperatorAct;
import dev.turnup.workflows.operation.Order;
import dev.turnup.workflows.operation.RunningOperation;
import dev.turnup.workflows.operation.SystemNews;
import dev.turnup.workflows.operation.TaskQueues;
import dev.turnup.workflows.operation.UpdateServiceDevice;
import dev.turnup.workflows.operation.UpdateServiceDeviceOrder;
import dev.turnup.workflows.provisioning.PlanStep;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import io.temporal.common.SearchAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts operations, finds them and talks to them. */
public final class Operations implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Operations.class);

  private final WorkflowClient temporal;
  private final Redeliveries redeliveries;
  private final OperationSettings settings;
  private final TemporalCalls calls;

  Operations(WorkflowClient temporal, Redeliveries redeliveries, OperationSettings settings) {
    this.temporal = temporal;
    this.redeliveries = redeliveries;
    this.settings = settings;
    calls = new TemporalCalls(settings.temporalTimeout());
  }

  /**
   * Makes the order durable. When this returns {@code Accepted}, Temporal has it.
   *
   * @throws Refusal if Temporal cannot be reached in time; whether it has the order is then
   *     unknown, and the same id tells when it is sent again
   */
  Admission start(CorrelationId id, Order order) {
    String fingerprint = Fingerprint.of(order);
    return calls.startOnce(
        temporal,
        id.workflowId(),
        order.partner(),
        fingerprint,
        () -> start(options(id, order, fingerprint), order));
  }

  /** The partner's operation of this id; empty if there is none, or it is another partner's. */
  Optional<OperationView> find(CorrelationId id, String partner) {
    return calls
        .describe(temporal, id.workflowId(), partner)
        .map(run -> OperationView.of(id, run, redelivery(id, run)));
  }

  /** An outcome that is being told for the first time is not told once more. */
  private @Nullable CallbackView redelivery(CorrelationId id, WorkflowExecutionDescription run) {
    return run.getCloseTime() == null ? null : redeliveries.latest(id).orElse(null);
  }

  /**
   * Stops the partner's operation and has it undone. When this returns, that is what will happen.
   *
   * @throws Refusal if there is no such operation, it is too late, or nobody answers in time;
   *     asking again does no harm
   */
  void cancel(CorrelationId id, String partner) {
    OperationView operation = find(id, partner).orElseThrow(Refusal::unknownOperation);
    if (operation.isCancelled()) {
      if (operation.endedAt() == null) {
        // Who asked the first time may not have come so far.
        closeAsCancelled(id);
      }
      return;
    }
    if (!operation.cancellable()) {
      throw Refusal.tooLateToCancel();
    }
    // The same id again is the same wish, and gets the same answer.
    UpdateOptions<String> cancellation =
        UpdateOptions.newBuilder(String.class)
            .setUpdateName(RunningOperation.CANCEL)
            .setUpdateId(RunningOperation.CANCEL)
            // Not ACCEPTED: only the result tells whether it was, and it is there at once.
            .setWaitForStage(WorkflowUpdateStage.COMPLETED)
            .build();
    try {
      calls.inTime(
          () ->
              temporal
                  .newUntypedWorkflowStub(id.workflowId())
                  .startUpdate(cancellation, new OperatorAct(partner, "asked for over the API"))
                  .getResult());
      closeAsCancelled(id);
    } catch (WorkflowNotFoundException | WorkflowUpdateException over) {
      throw Refusal.tooLateToCancel();
    } catch (WorkflowUpdateTimeoutOrCancelledException e) {
      // It needs a worker, and none is there now.
      throw Refusal.unavailable(e);
    } catch (WorkflowServiceException e) {
      throw TemporalCalls.unreachable(e);
    }
  }

  /**
   * It is being undone by now; this only makes the Temporal server close the run as Canceled, as it
   * does if an operator cancels it, and not as Failed.
   */
  private void closeAsCancelled(CorrelationId id) {
    try {
      calls.inTime(
          () -> {
            temporal.newUntypedWorkflowStub(id.workflowId()).cancel();
            return id;
          });
    } catch (WorkflowNotFoundException | WorkflowServiceException overOrSilent) {
      log.debug("The run of a cancelled operation will be closed as failed", overOrSilent);
    }
  }

  /**
   * Passes a system's report on; one about an operation that is over, or unknown, is no news.
   *
   * @throws Refusal if Temporal cannot be reached in time
   */
  public void tell(CorrelationId id, SystemNews news) {
    try {
      calls.inTime(
          () -> {
            temporal
                .newUntypedWorkflowStub(id.workflowId())
                .signal(RunningOperation.SYSTEM_NEWS, news);
            return news;
          });
    } catch (WorkflowNotFoundException over) {
      log.debug("A system reported on an operation that is over or unknown");
    } catch (WorkflowServiceException e) {
      throw TemporalCalls.unreachable(e);
    }
  }

  /** Asks for an operation that there is not, and does not mind if nobody answers. */
  void warmUp() {
    try {
      calls.describe(temporal, CorrelationId.of(UUID.randomUUID()).workflowId());
    } catch (RuntimeException silence) {
      log.debug("Temporal did not answer at start-up", silence);
    }
  }

  private void start(WorkflowOptions options, Order order) {
    switch (order) {
      case CreateServiceOrder create ->
          WorkflowClient.start(
              temporal.newWorkflowStub(CreateService.class, options)::create, create);
      case UpdateServiceDeviceOrder update ->
          WorkflowClient.start(
              temporal.newWorkflowStub(UpdateServiceDevice.class, options)::update, update);
    }
  }

  private WorkflowOptions options(CorrelationId id, Order order, String fingerprint) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(id.workflowId())
        .setTaskQueue(TaskQueues.PROVISIONING)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
        .setDisableEagerExecution(!settings.eagerStart())
        .setTypedSearchAttributes(
            SearchAttributes.newBuilder()
                .set(OperationAttributes.SERVICE_TYPE, order.serviceType().name())
                .set(OperationAttributes.OPERATION, order.type().name())
                .set(OperationAttributes.PARTNER, order.partner())
                .build())
        .setMemo(
            Map.of(OperationMemo.PARTNER, order.partner(), OperationMemo.FINGERPRINT, fingerprint))
        .setStaticSummary(
            "%s %s for %s"
                .formatted(order.type().verb(), order.serviceType().name(), order.partner()))
        .setStaticDetails(inWords(order))
        .build();
  }

  /** What an operator reads of the order in the Temporal UI; nothing personal. */
  private static String inWords(Order order) {
    StringBuilder words = new StringBuilder("The plan:\n\n");
    for (PlanStep step : order.plan().steps()) {
      words
          .append("1. ")
          .append(step.title())
          .append(" (")
          .append(step.system())
          .append("/")
          .append(step.action())
          .append(wayBack(step))
          .append(")\n");
    }
    return words.toString();
  }

  private static String wayBack(PlanStep step) {
    if (step.undo() != null) {
      return ", undone by " + step.undo();
    }
    if (step.undoneWith() != null) {
      return ", undone with " + step.undoneWith();
    }
    if (step.changesNothing()) {
      return ", changes nothing";
    }
    return step.pointOfNoReturn() ? ", **point of no return**" : ", cannot be undone";
  }

  @Override
  public void close() {
    calls.close();
  }
}
