package dev.turnup.activities.ledger;

import com.google.protobuf.ByteString;
import dev.turnup.workflows.callback.CallbackReport;
import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.redelivery.CallbackLedger;
import dev.turnup.workflows.redelivery.UndeliveredPage;
import dev.turnup.workflows.redelivery.UndeliveredQuery;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads memos and search attributes. What is searched for appears a moment after it was written.
 */
final class TemporalLedger implements CallbackLedger {

  private static final int PAGE = 200;

  private final WorkflowClient temporal;

  TemporalLedger(WorkflowClient temporal) {
    this.temporal = temporal;
  }

  @Override
  public CallbackReport recallCallback(String correlationId) {
    try {
      Object report =
          temporal
              .newUntypedWorkflowStub(correlationId)
              .describe()
              .getMemo(OperationMemo.CALLBACK, CallbackReport.class);
      if (report instanceof CallbackReport known) {
        return known;
      }
    } catch (WorkflowNotFoundException e) {
      throw FailureKind.REJECTED.toFailure("there is no such operation, or no longer");
    }
    throw FailureKind.REJECTED.toFailure("the operation has no outcome yet");
  }

  @Override
  public UndeliveredPage findUndelivered(UndeliveredQuery query) {
    ListWorkflowExecutionsRequest.Builder request =
        ListWorkflowExecutionsRequest.newBuilder()
            .setNamespace(temporal.getOptions().getNamespace())
            .setPageSize(PAGE)
            .setQuery(UndeliveredFilter.of(query));
    if (query.page() != null) {
      request.setNextPageToken(ByteString.copyFrom(Base64.getDecoder().decode(query.page())));
    }
    ListWorkflowExecutionsResponse found =
        temporal.getWorkflowServiceStubs().blockingStub().listWorkflowExecutions(request.build());
    List<String> waiting = new ArrayList<>();
    List<String> givenUp = new ArrayList<>();
    for (WorkflowExecutionInfo run : found.getExecutionsList()) {
      boolean running =
          run.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
      (running ? waiting : givenUp).add(run.getExecution().getWorkflowId());
    }
    return new UndeliveredPage(waiting, givenUp, page(found.getNextPageToken()));
  }

  private static @Nullable String page(ByteString token) {
    return token.isEmpty() ? null : Base64.getEncoder().encodeToString(token.toByteArray());
  }
}
