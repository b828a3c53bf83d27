package dev.turnup.activities.ledger;

import com.google.protobuf.ByteString;
import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.callback.CallbackHost;
import dev.turnup.workflows.callback.CallbackReport;
import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.redelivery.CallbackLedger;
import dev.turnup.workflows.redelivery.CallbackRedelivery;
import dev.turnup.workflows.redelivery.UndeliveredPage;
import dev.turnup.workflows.redelivery.UndeliveredQuery;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads memos and search attributes. What is searched for appears a moment after it was written.
 */
final class TemporalLedger implements CallbackLedger {

  static final String REDELIVERY = "CallbackRedelivery";

  private final WorkflowClient temporal;
  private final int page;

  /**
   * @param page how many runs to find at a time
   */
  TemporalLedger(WorkflowClient temporal, int page) {
    this.temporal = temporal;
    this.page = page;
  }

  @Override
  public CallbackReport recallCallback(String correlationId) {
    try {
      return report(temporal.newUntypedWorkflowStub(correlationId).describe())
          .orElseThrow(() -> FailureKind.REJECTED.toFailure("the operation has no outcome yet"));
    } catch (WorkflowNotFoundException e) {
      throw FailureKind.REJECTED.toFailure("there is no such operation, or no longer");
    }
  }

  @Override
  public UndeliveredPage findUndelivered(UndeliveredQuery query) {
    ListWorkflowExecutionsRequest.Builder request =
        ListWorkflowExecutionsRequest.newBuilder()
            .setNamespace(temporal.getOptions().getNamespace())
            .setPageSize(page)
            .setQuery(UndeliveredFilter.of(query));
    if (query.page() != null) {
      request.setNextPageToken(ByteString.copyFrom(Base64.getDecoder().decode(query.page())));
    }
    ListWorkflowExecutionsResponse found =
        temporal.getWorkflowServiceStubs().blockingStub().listWorkflowExecutions(request.build());
    List<String> waiting = new ArrayList<>();
    // An operation is found by itself and by each redelivery of it that was given up.
    Set<String> givenUp = new LinkedHashSet<>();
    for (WorkflowExecutionInfo run : found.getExecutionsList()) {
      String id = run.getExecution().getWorkflowId();
      if (run.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
        waiting.add(id);
      } else if (run.getType().getName().equals(REDELIVERY)) {
        CallbackRedelivery.operation(id).ifPresent(givenUp::add);
      } else if (!goesOnInAnotherRun(run)) {
        givenUp.add(id);
      }
    }
    List<String> toBegin = new ArrayList<>();
    Map<String, String> addresses = new LinkedHashMap<>();
    for (String operation : givenUp) {
      Optional<WorkflowExecutionDescription> latest =
          latest(CallbackRedelivery.workflowId(operation));
      Optional<URI> address = latest.flatMap(TemporalLedger::address);
      boolean isSeenTo = latest.filter(run -> isSeenTo(run, query)).isPresent();
      if (!isSeenTo && address.filter(where -> isOfOthers(where, query)).isEmpty()) {
        toBegin.add(operation);
        address.ifPresent(where -> addresses.put(operation, where.toString()));
      }
    }
    return new UndeliveredPage(
        waiting, toBegin, page(found.getNextPageToken()), addresses.isEmpty() ? null : addresses);
  }

  /** Whether an operator has reset the operation: then its outcome is for the other run to tell. */
  private boolean goesOnInAnotherRun(WorkflowExecutionInfo run) {
    return latest(run.getExecution().getWorkflowId())
        .filter(now -> !now.getExecution().getRunId().equals(run.getExecution().getRunId()))
        .isPresent();
  }

  private Optional<WorkflowExecutionDescription> latest(String workflowId) {
    try {
      return Optional.of(temporal.newUntypedWorkflowStub(workflowId).describe());
    } catch (WorkflowNotFoundException never) {
      return Optional.empty();
    }
  }

  /**
   * Whether the latest redelivery of an operation leaves nothing to begin: it waits itself, or was
   * begun later than what is asked for, as when an earlier page had the same operation; or there is
   * no use in another, and that counts.
   */
  private static boolean isSeenTo(WorkflowExecutionDescription latest, UndeliveredQuery query) {
    return latest.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
        || !latest.getStartTime().isBefore(query.until())
        || (Boolean.TRUE.equals(query.exceptFinal()) && isFinal(latest));
  }

  /** Where it was sent: an operator may have corrected what the request said. */
  private static Optional<URI> address(WorkflowExecutionDescription redelivery) {
    return report(redelivery).map(report -> report.notice().address());
  }

  private static Optional<CallbackReport> report(WorkflowExecutionDescription run) {
    return run.getMemo(OperationMemo.CALLBACK, CallbackReport.class)
            instanceof CallbackReport report
        ? Optional.of(report)
        : Optional.empty();
  }

  private static boolean isOfOthers(URI address, UndeliveredQuery query) {
    return query.host() != null && !query.host().equals(CallbackHost.of(address));
  }

  private static boolean isFinal(WorkflowExecutionDescription run) {
    String error = run.getTypedSearchAttributes().get(OperationAttributes.CALLBACK_ERROR);
    return error != null && CallbackError.valueOf(error).isFinal();
  }

  private static @Nullable String page(ByteString token) {
    return token.isEmpty() ? null : Base64.getEncoder().encodeToString(token.toByteArray());
  }
}
