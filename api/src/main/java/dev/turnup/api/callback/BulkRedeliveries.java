package dev.turnup.api.callback;

import dev.turnup.api.problem.Refusal;
import dev.turnup.api.temporal.Memo;
import dev.turnup.workflows.operation.CorrelationId;
import dev.turnup.workflows.redelivery.CallbackRedeliveries;
import dev.turnup.workflows.redelivery.RedeliveriesOrder;
import dev.turnup.workflows.redelivery.RedeliveriesProgress;
import io.temporal.client.WorkflowExecutionDescription;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Has all outcomes told again that did not get through to a partner. */
final class BulkRedeliveries {

  private final Errands errands;

  BulkRedeliveries(Errands errands) {
    this.errands = errands;
  }

  /**
   * Begins. When this returns, it is durable.
   *
   * @param host only to this host; null for all
   * @throws Refusal if the id was used before, or Temporal cannot be reached in time
   */
  void begin(CorrelationId id, String partner, Instant failedSince, @Nullable String host) {
    RedeliveriesOrder order =
        new RedeliveriesOrder(
            partner, "asked for over the API", partner, host, failedSince, null, null);
    errands.start(
        CallbackRedeliveries.class,
        CallbackRedeliveries.workflowId(id.workflowId()),
        partner,
        "Tell %s again what did not get through".formatted(partner),
        workflow -> workflow.redeliverAll(order));
  }

  /**
   * How far it is.
   *
   * @throws Refusal if there is none of this id, or it is another partner's
   */
  BulkRedeliveryView find(CorrelationId id, String partner) {
    WorkflowExecutionDescription run =
        errands.find(CallbackRedeliveries.workflowId(id.workflowId()), partner);
    return BulkRedeliveryView.of(
        id,
        Errands.state(run),
        Memo.read(run, CallbackRedeliveries.PROGRESS, RedeliveriesProgress.class).orElse(null));
  }
}
