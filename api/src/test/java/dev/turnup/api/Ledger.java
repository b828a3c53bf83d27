package dev.turnup.api;

import dev.turnup.workflows.callback.CallbackReport;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.redelivery.CallbackLedger;
import dev.turnup.workflows.redelivery.UndeliveredPage;
import dev.turnup.workflows.redelivery.UndeliveredQuery;
import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.Objects;

/** Looks outcomes up as the real one does; finds what it was told, as Temporal here has no list. */
final class Ledger implements CallbackLedger {

  private final WorkflowClient temporal;
  private final List<String> undelivered;

  Ledger(WorkflowClient temporal, List<String> undelivered) {
    this.temporal = temporal;
    this.undelivered = undelivered;
  }

  @Override
  public CallbackReport recallCallback(String correlationId) {
    return (CallbackReport)
        Objects.requireNonNull(
            temporal
                .newUntypedWorkflowStub(correlationId)
                .describe()
                .getMemo(OperationMemo.CALLBACK, CallbackReport.class));
  }

  @Override
  public UndeliveredPage findUndelivered(UndeliveredQuery query) {
    return new UndeliveredPage(
        List.of(), Objects.equals(query.partner(), "acme") ? undelivered : List.of(), null, null);
  }
}
