package dev.turnup.api.callback;

import dev.turnup.api.problem.Refusal;
import dev.turnup.api.temporal.Admission;
import dev.turnup.api.temporal.Memo;
import dev.turnup.workflows.operation.CorrelationId;
import dev.turnup.workflows.redelivery.CallbackRedeliveries;
import dev.turnup.workflows.redelivery.RedeliveriesOrder;
import dev.turnup.workflows.redelivery.RedeliveriesProgress;
import io.temporal.client.WorkflowExecutionDescription;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** More than there can be, but for those that began at the same moment. */
  private static final int MANY = 100;

  private final Errands errands;
  private final InstantSource clock;

  BulkRedeliveries(Errands errands, InstantSource clock) {
    this.errands = errands;
    this.clock = clock;
  }

  /**
   * Begins. When this returns {@code Accepted}, it is durable.
   *
   * @param host only to this host; null for all
   * @throws Refusal if the partner has begun too many lately, or Temporal cannot be reached in time
   */
  Admission begin(CorrelationId id, String partner, Instant failedSince, @Nullable String host) {
    String workflowId = CallbackRedeliveries.workflowId(id.workflowId());
    requirePause(workflowId, partner);
    RedeliveriesOrder order =
        new RedeliveriesOrder(
            partner, "asked for over the API", partner, host, failedSince, null, null, null);
    Map<String, @Nullable Object> asked = new LinkedHashMap<>();
    asked.put("failed_since", failedSince.toString());
    asked.put("host", host);
    return errands.start(
        CallbackRedeliveries.class,
        workflowId,
        partner,
        "Tell %s again what did not get through".formatted(partner),
        asked,
        workflow -> workflow.redeliverAll(order));
  }

  private void requirePause(String workflowId, String partner) {
    Instant now = clock.instant();
    List<Instant> lately = errands.begunSince(TYPE, partner, now.minus(PERIOD), MANY);
    // Who sends the same again is to hear that it has begun, and not to wait.
    if (lately.size() >= MOST && !errands.isBegun(workflowId)) {
      Instant tenth =
          lately.stream().sorted(Comparator.reverseOrder()).skip(MOST - 1L).findFirst().orElse(now);
      throw Refusal.tooOften(Duration.between(now, tenth.plus(PERIOD)));
    }
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
