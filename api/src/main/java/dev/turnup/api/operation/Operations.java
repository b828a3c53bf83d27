package dev.turnup.api.operation;

import dev.turnup.api.problem.Refusal;
import dev.turnup.workflows.operation.CorrelationId;
import dev.turnup.workflows.operation.CreateService;
import dev.turnup.workflows.operation.CreateServiceOrder;
import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.operation.Order;
import dev.turnup.workflows.operation.TaskQueues;
import dev.turnup.workflows.operation.UpdateServiceDevice;
import dev.turnup.workflows.operation.UpdateServiceDeviceOrder;
import dev.turnup.workflows.provisioning.PlanStep;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.common.SearchAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts operations and finds them: the only one who talks to Temporal about workflows. */
final class Operations implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Operations.class);

  private final WorkflowClient temporal;
  private final OperationSettings settings;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("temporal-deadlines").factory());

  Operations(WorkflowClient temporal, OperationSettings settings) {
    this.temporal = temporal;
    this.settings = settings;
  }

  /**
   * Makes the order durable. When this returns {@code Accepted}, Temporal has it.
   *
   * @throws Refusal if Temporal cannot be reached in time; whether it has the order is then
   *     unknown, and the same id tells when it is sent again
   */
  Admission start(CorrelationId id, Order order) {
    String fingerprint = Fingerprint.of(order);
    try {
      return inTime(
          () -> {
            start(options(id, order, fingerprint), order);
            return new Admission.Accepted();
          });
    } catch (WorkflowExecutionAlreadyStarted e) {
      return duplicate(id, order.partner(), fingerprint);
    } catch (WorkflowServiceException e) {
      if (Status.fromThrowable(e).getCode() == Status.Code.ALREADY_EXISTS) {
        return duplicate(id, order.partner(), fingerprint);
      }
      throw unreachable(e);
    }
  }

  /** The partner's operation of this id; empty if there is none, or it is another partner's. */
  Optional<OperationView> find(CorrelationId id, String partner) {
    return describe(id)
        .filter(run -> partner.equals(memo(run, OperationMemo.PARTNER)))
        .map(run -> OperationView.of(id, run));
  }

  /** Asks for an operation that there is not, and does not mind if nobody answers. */
  void warmUp() {
    try {
      describe(CorrelationId.of(UUID.randomUUID()));
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
          .append(step.undo() == null ? ", cannot be undone" : ", undone by " + step.undo())
          .append(")\n");
    }
    return words.toString();
  }

  private Admission duplicate(CorrelationId id, String partner, String fingerprint) {
    try {
      return new Admission.Duplicate(
          describe(id)
              .filter(run -> partner.equals(memo(run, OperationMemo.PARTNER)))
              .map(run -> fingerprint.equals(memo(run, OperationMemo.FINGERPRINT)))
              .orElse(null));
    } catch (Refusal silence) {
      // That it is a duplicate is known; only what the first request was cannot be learnt now.
      return new Admission.Duplicate(null);
    }
  }

  private Optional<WorkflowExecutionDescription> describe(CorrelationId id) {
    try {
      return Optional.of(inTime(() -> temporal.newUntypedWorkflowStub(id.workflowId()).describe()));
    } catch (WorkflowNotFoundException e) {
      return Optional.empty();
    } catch (WorkflowServiceException e) {
      throw unreachable(e);
    }
  }

  private static String memo(WorkflowExecutionDescription run, String key) {
    return run.getMemo(key, String.class) instanceof String text ? text : "";
  }

  /**
   * The SDK would try for a minute; a caller is better served by a 503 that says when to return.
   */
  private <T> T inTime(Supplier<T> call) {
    try (CancellableContext context =
        Context.current()
            .withDeadlineAfter(
                settings.temporalTimeout().toMillis(), TimeUnit.MILLISECONDS, deadlines)) {
      Context outer = context.attach();
      try {
        return call.get();
      } finally {
        context.detach(outer);
      }
    }
  }

  /** Faults of the set-up, such as a missing search attribute, are ours and no reason to wait. */
  private static RuntimeException unreachable(WorkflowServiceException failure) {
    Status.Code code =
        failure.getCause() instanceof StatusRuntimeException said
            ? said.getStatus().getCode()
            : Status.Code.UNKNOWN;
    return switch (code) {
      case INVALID_ARGUMENT, NOT_FOUND, PERMISSION_DENIED, UNAUTHENTICATED, UNIMPLEMENTED ->
          new IllegalStateException(
              "Temporal refuses what we ask of it; check namespace, search attributes and"
                  + " credentials",
              failure);
      default -> Refusal.unavailable(failure.getCause() == null ? failure : failure.getCause());
    };
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
  }
}
