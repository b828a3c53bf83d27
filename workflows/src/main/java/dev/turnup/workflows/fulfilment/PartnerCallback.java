package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.callback.CallbackNotice;
import dev.turnup.workflows.callback.CallbackReport;
import dev.turnup.workflows.callback.WebhookId;
import dev.turnup.workflows.delivery.CallbackDesk;
import dev.turnup.workflows.delivery.CallbackRecord;
import dev.turnup.workflows.delivery.Delivery;
import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.operation.Order;
import dev.turnup.workflows.operation.Outcome;
import io.temporal.workflow.Workflow;
import java.util.Map;

/** Tells the partner the outcome, and writes it where it can be looked up. */
final class PartnerCallback {

  private final Order order;
  private final FirstTask firstTask;
  private final CallbackDesk desk;
  private final Progress progress;

  PartnerCallback(Order order, FirstTask firstTask, CallbackDesk desk, Progress progress) {
    this.order = order;
    this.firstTask = firstTask;
    this.desk = desk;
    this.progress = progress;
  }

  void tell(Outcome outcome) {
    boolean localFirst = outcome.isSuccess() && order.localFirst() && firstTask.isRunning();
    new Delivery(notice(outcome), summary(outcome), desk, report -> write(outcome, report))
        .tell(localFirst);
  }

  /** What is written here is durable before the next attempt is made, but for a local one. */
  private void write(Outcome outcome, CallbackReport report) {
    progress.decided(outcome, CallbackRecord.inWords(report));
    CallbackRecord.write(
        report,
        Map.of(OperationMemo.OUTCOME, outcome),
        OperationAttributes.OUTCOME.valueSet(outcome.code().name()));
  }

  private CallbackNotice notice(Outcome outcome) {
    String correlationId = Workflow.getInfo().getWorkflowId();
    return new CallbackNotice(
        correlationId,
        WebhookId.of(correlationId),
        order.partner(),
        outcome.isSuccess() ? order.callbacks().success() : order.callbacks().error(),
        outcome.code().name(),
        outcome.title(),
        outcome.serviceId());
  }

  private static String summary(Outcome outcome) {
    return (outcome.isSuccess() ? "success_event: " : "error_event: ") + outcome.code();
  }
}
