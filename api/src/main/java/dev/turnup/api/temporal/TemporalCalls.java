package dev.turnup.api.temporal;

import dev.turnup.api.problem.Refusal;
import dev.turnup.workflows.operation.OperationMemo;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Calls to Temporal that end in time, and what it means if one fails. */
public final class TemporalCalls implements AutoCloseable {

  private final Duration timeout;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("temporal-deadlines").factory());

  /** Each call may take so long. */
  public TemporalCalls(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * The SDK would try for a minute; a caller is better served by a 503 that says when to return.
   */
  public <T> T inTime(Supplier<T> call) {
    try (CancellableContext context =
        Context.current().withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS, deadlines)) {
      Context outer = context.attach();
      try {
        return call.get();
      } finally {
        context.detach(outer);
      }
    }
  }

  /**
   * What the server says of a run; empty if there is none of this id.
   *
   * @throws Refusal if Temporal cannot be reached in time
   */
  public Optional<WorkflowExecutionDescription> describe(
      WorkflowClient temporal, String workflowId) {
    try {
      return Optional.of(inTime(() -> temporal.newUntypedWorkflowStub(workflowId).describe()));
    } catch (WorkflowNotFoundException e) {
      return Optional.empty();
    } catch (WorkflowServiceException e) {
      throw unreachable(e);
    }
  }

  /**
   * What the server says of the partner's run; empty if there is none of this id, or it is another
   * partner's, which looks the same.
   *
   * @throws Refusal if Temporal cannot be reached in time
   */
  public Optional<WorkflowExecutionDescription> describe(
      WorkflowClient temporal, String workflowId, String partner) {
    return describe(temporal, workflowId)
        .filter(
            run ->
                Memo.read(run, OperationMemo.PARTNER, String.class).equals(Optional.of(partner)));
  }

  /**
   * The runs that a search finds, which is a moment late: those that run first, and of the others
   * first those that ended last.
   *
   * @param query in Temporal's language
   * @param most how many at most
   * @throws Refusal if Temporal cannot be reached in time
   */
  public List<WorkflowExecutionMetadata> find(WorkflowClient temporal, String query, int most) {
    ListWorkflowExecutionsRequest request =
        ListWorkflowExecutionsRequest.newBuilder()
            .setNamespace(temporal.getOptions().getNamespace())
            .setPageSize(most)
            .setQuery(query)
            .build();
    try {
      return inTime(
              () ->
                  temporal.getWorkflowServiceStubs().blockingStub().listWorkflowExecutions(request))
          .getExecutionsList()
          .stream()
          .map(run -> new WorkflowExecutionMetadata(run, temporal.getOptions().getDataConverter()))
          .toList();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        // Temporal in memory, which is a preview.
        return List.of();
      }
      throw unreachable(e);
    }
  }

  /**
   * Starts what is done once for its id. When this returns {@code Accepted}, Temporal has it.
   *
   * @param partner who wants it, as its memo has it
   * @param fingerprint of what is wanted, as its memo has it
   * @throws Refusal if Temporal cannot be reached in time; whether it has it is then unknown
   */
  public Admission startOnce(
      WorkflowClient temporal,
      String workflowId,
      String partner,
      String fingerprint,
      Runnable start) {
    try {
      return inTime(
          () -> {
            start.run();
            return new Admission.Accepted();
          });
    } catch (WorkflowExecutionAlreadyStarted e) {
      return duplicate(temporal, workflowId, partner, fingerprint);
    } catch (WorkflowServiceException e) {
      if (Status.fromThrowable(e).getCode() == Status.Code.ALREADY_EXISTS) {
        return duplicate(temporal, workflowId, partner, fingerprint);
      }
      throw unreachable(e);
    }
  }

  private Admission duplicate(
      WorkflowClient temporal, String workflowId, String partner, String fingerprint) {
    try {
      return new Admission.Duplicate(
          describe(temporal, workflowId, partner)
              .map(
                  run ->
                      Memo.read(run, OperationMemo.FINGERPRINT, String.class)
                          .equals(Optional.of(fingerprint)))
              .orElse(null));
    } catch (Refusal silence) {
      // That it is a duplicate is known; only what the first request was cannot be learnt now.
      return new Admission.Duplicate(null);
    }
  }

  /** Faults of the set-up, such as a missing search attribute, are ours and no reason to wait. */
  public static RuntimeException unreachable(WorkflowServiceException failure) {
    return failure.getCause() instanceof StatusRuntimeException said
        ? unreachable(said)
        : Refusal.unavailable(failure.getCause() == null ? failure : failure.getCause());
  }

  private static RuntimeException unreachable(StatusRuntimeException failure) {
    return switch (failure.getStatus().getCode()) {
      case INVALID_ARGUMENT, NOT_FOUND, PERMISSION_DENIED, UNAUTHENTICATED, UNIMPLEMENTED ->
          new IllegalStateException(
              "Temporal refuses what we ask of it; check namespace, search attributes and"
                  + " credentials",
              failure);
      default -> Refusal.unavailable(failure);
    };
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
  }
}
