package dev.turnup.api.callback;

import dev.turnup.api.problem.Refusal;
import dev.turnup.api.temporal.Memo;
import dev.turnup.workflows.operation.CorrelationId;
import dev.turnup.workflows.redelivery.CallbackRedeliveries;
import dev.turnup.workflows.redelivery.RedeliveriesOrder;
import dev.turnup.workflows.redelivery.RedeliveriesProgress;
import io.temporal.client.WorkflowExecutionDescription;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Has all outcomes told again that did not get through to a partner. */
final class BulkRedeliveries {

  private static final String TYPE = "CallbackRedeliveries";

  /** Enough for one receiver after another. */
  private static final int MOST = 10;

  /**
   * In which there may be so many. Each says to all runs that wait that their receiver is back, and
   * begins a redelivery of all that was given up: asked for in a loop they would call receivers
   * without end, and take runs beyond the history and the signals that Temporal allows them.
   */
  private static final Duration PERIOD = Duration.ofHours(1);

  private final Errands errands;
  private final InstantSource clock;

  BulkRedeliveries(Errands errands, InstantSource clock) {
    this.errands = errands;
    this.clock = clock;
  }

  /**
   * Begins. When this returns, it is durable.
   *
   * @param host only to this host; null for all
   * @throws Refusal if the id was used before, the partner has begun too many lately, or Temporal
   *     cannot be reached in time
   */
  void begin(CorrelationId id, String partner, Instant failedSince, @Nullable String host) {
    if (errands.begunSince(TYPE, partner, clock.instant().minus(PERIOD)) >= MOST) {
      throw Refusal.tooOften(PERIOD.dividedBy(MOST));
    }
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
