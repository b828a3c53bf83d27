package dev.turnup.api.callback;

import dev.turnup.api.problem.Refusal;
import dev.turnup.api.temporal.TemporalCalls;
import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.operation.TaskQueues;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What a partner has done about callbacks and may look up later: each once for its id. */
final class Errands implements AutoCloseable {

  private static final Pattern QUOTE = Pattern.compile("['\"\\\\]");

  private final WorkflowClient temporal;
  private final TemporalCalls calls;

  Errands(WorkflowClient temporal, Duration timeout) {
    this.temporal = temporal;
    calls = new TemporalCalls(timeout);
  }

  /**
   * Begins one. When this returns, Temporal has it.
   *
   * @param call calls the workflow's method
   * @throws Refusal if the id was used before, or Temporal cannot be reached in time
   */
  <W> void start(
      Class<W> type, String workflowId, String partner, String summary, Consumer<W> call) {
    W workflow = temporal.newWorkflowStub(type, options(workflowId, partner, summary));
    try {
      calls.inTime(() -> WorkflowClient.start(() -> call.accept(workflow)));
    } catch (WorkflowExecutionAlreadyStarted e) {
      throw Refusal.duplicate(null, null);
    } catch (WorkflowServiceException e) {
      if (Status.fromThrowable(e).getCode() == Status.Code.ALREADY_EXISTS) {
        throw Refusal.duplicate(null, null);
      }
      throw TemporalCalls.unreachable(e);
    }
  }

  /**
   * How many of this kind the partner has begun since then, but for those of the last moment.
   *
   * @param type the workflow type
   * @throws Refusal if Temporal cannot be reached
   */
  long begunSince(String type, String partner, Instant since) {
    if (QUOTE.matcher(partner).find()) {
      // Nothing can be searched for under such a name, which is what the errand will end with.
      return 0;
    }
    String query =
        "WorkflowType = '%s' AND Partner = '%s' AND StartTime >= '%s'"
            .formatted(type, partner, since);
    try {
      // A long one goes on as another run, and counts once.
      return calls
          .inTime(() -> temporal.countWorkflows(query + " AND ExecutionStatus != 'ContinuedAsNew'"))
          .getCount();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        // Temporal in memory, which is a preview: it finds nothing either that could be sent again.
        return 0;
      }
      throw TemporalCalls.unreachable(e);
    }
  }

  /**
   * The partner's errand.
   *
   * @throws Refusal if there is none, it is another partner's, or Temporal cannot be reached
   */
  WorkflowExecutionDescription find(String workflowId, String partner) {
    try {
      WorkflowExecutionDescription run =
          calls.inTime(() -> temporal.newUntypedWorkflowStub(workflowId).describe());
      if (partner.equals(run.getMemo(OperationMemo.PARTNER, String.class))) {
        return run;
      }
    } catch (WorkflowNotFoundException e) {
      // Looks the same as another partner's.
    } catch (WorkflowServiceException e) {
      throw TemporalCalls.unreachable(e);
    }
    throw Refusal.unknownOperation();
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

  private static WorkflowOptions options(String workflowId, String partner, String summary) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(workflowId)
        .setTaskQueue(TaskQueues.CALLBACKS)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
        .setMemo(Map.of(OperationMemo.PARTNER, partner))
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
