package dev.turnup.api.callback;

import dev.turnup.api.temporal.Admission;
import dev.turnup.api.temporal.Memo;
import dev.turnup.workflows.callback.CallbackAddresses;
import dev.turnup.workflows.operation.CorrelationId;
import dev.turnup.workflows.redelivery.CallbackTest;
import dev.turnup.workflows.redelivery.CallbackTestOrder;
import dev.turnup.workflows.redelivery.CallbackTestReport;
import io.temporal.client.WorkflowExecutionDescription;
import java.util.Map;

/** Tries a partner's receivers out. */
final class CallbackTests {

  private final Errands errands;

  CallbackTests(Errands errands) {
    this.errands = errands;
  }

  /**
   * Begins. When this returns {@code Accepted}, it is durable.
   *
   * @throws dev.turnup.api.problem.Refusal if Temporal cannot be reached in time
   */
  Admission begin(CorrelationId id, String partner, CallbackAddresses callbacks) {
    CallbackTestOrder order = new CallbackTestOrder(id.value(), partner, callbacks);
    return errands.start(
        CallbackTest.class,
        CallbackTest.workflowId(id.workflowId()),
        partner,
        "Try the receivers of %s out".formatted(partner),
        Map.of("callbacks", callbacks),
        workflow -> workflow.test(order));
  }

  /**
   * What came of it.
   *
   * @throws dev.turnup.api.problem.Refusal if there is none of this id, or it is another partner's
   */
  CallbackTestView find(CorrelationId id, String partner) {
    WorkflowExecutionDescription run =
        errands.find(CallbackTest.workflowId(id.workflowId()), partner);
    return CallbackTestView.of(
        id,
        Errands.state(run),
        Memo.read(run, CallbackTest.REPORT, CallbackTestReport.class).orElse(null));
  }
}
