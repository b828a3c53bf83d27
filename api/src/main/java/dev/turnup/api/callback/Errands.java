package dev.turnup.api.callback;

import dev.turnup.api.correlation.RequestDigest;
import dev.turnup.api.problem.Refusal;
import dev.turnup.api.temporal.Admission;
import dev.turnup.api.temporal.TemporalCalls;
import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.operation.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a partner has done about callbacks and may look up later: each once for its id. */
final class Errands implements AutoCloseable {

  private final WorkflowClient temporal;
  private final TemporalCalls calls;

  Errands(WorkflowClient temporal, Duration timeout) {
    this.temporal = temporal;
    calls = new TemporalCalls(timeout);
  }

  /**
   * Begins one. When this returns {@code Accepted}, Temporal has it.
   *
   * @param asked what the partner asked for, by which the same request is known again
   * @param call calls the workflow's method
   * @throws Refusal if Temporal cannot be reached in time
   */
  <W> Admission start(
      Class<W> type,
      String workflowId,
      String partner,
      String summary,
      Map<String, ? extends @Nullable Object> asked,
      Consumer<W> call) {
    String fingerprint = RequestDigest.of(asked);
    W workflow = temporal.newWorkflowStub(type, options(workflowId, partner, fingerprint, summary));
    return calls.startOnce(
        temporal,
        workflowId,
        partner,
        fingerprint,
        () -> WorkflowClient.start(() -> call.accept(workflow)));
  }

  /**
   * When those of this kind were begun that the partner began since then, but for those of the last
   * moment; a long one goes on as another run, and is there with that.
   *
   * @param type the workflow type
   * @param most how many at most
   * @throws Refusal if Temporal cannot be reached
   */
  List<Instant> begunSince(String type, String partner, Instant since, int most) {
    String query =
        ("WorkflowType = '%s' AND Partner = '%s' AND StartTime >= '%s'"
                + " AND ExecutionStatus != 'ContinuedAsNew'")
            .formatted(type, partner, since);
    return calls.find(temporal, query, most).stream()
        .map(WorkflowExecutionMetadata::getStartTime)
        .toList();
  }

  /**
   * Whether there is one of this id, whoever began it.
   *
   * @throws Refusal if Temporal cannot be reached
   */
  boolean isBegun(String workflowId) {
    return calls.describe(temporal, workflowId).isPresent();
  }

  /**
   * The partner's errand.
   *
   * @throws Refusal if there is none, it is another partner's, or Temporal cannot be reached
   */
  WorkflowExecutionDescription find(String workflowId, String partner) {
    return calls.describe(temporal, workflowId, partner).orElseThrow(Refusal::unknownOperation);
  }

  /** Where it stands, in the words of TMF641. */
  static String state(WorkflowExecutionDescription run) {
    return switch (run.getStatus()) {
      case WORKFLOW_EXECUTION_STATUS_RUNNING, WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW ->
          "inProgress";
      case WORKFLOW_EXECUTION_STATUS_COMPLETED -> "completed";
      default -> "failed";
    };
  }

  private static WorkflowOptions options(
      String workflowId, String partner, String fingerprint, String summary) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(workflowId)
        .setTaskQueue(TaskQueues.CALLBACKS)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
        .setMemo(Map.of(OperationMemo.PARTNER, partner, OperationMemo.FINGERPRINT, fingerprint))
        .setTypedSearchAttributes(
            SearchAttributes.newBuilder().set(OperationAttributes.PARTNER, partner).build())
        .setStaticSummary(summary)
        .build();
  }

  @Override
  public void close() {
    calls.close();
  }
}
