package dev.turnup.workflows.delivery;

import dev.turnup.workflows.callback.CallbackAttempt;
import dev.turnup.workflows.callback.CallbackNotice;
import dev.turnup.workflows.callback.WebhookId;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.redelivery.CallbackTest;
import dev.turnup.workflows.redelivery.CallbackTestOrder;
import dev.turnup.workflows.redelivery.CallbackTestReport;
import io.temporal.workflow.Workflow;
import java.net.URI;
import java.util.Map;

/** Tries receivers out. Public because Temporal instantiates it. */
public class CallbackTestWorkflow implements CallbackTest {

  private static final String SAMPLE_SERVICE = "sample";

  @Override
  public CallbackTestReport test(CallbackTestOrder order) {
    CallbackAttempt success =
        attempt(order, order.callbacks().success(), OutcomeCode.SERVICE_CREATED);
    write(new CallbackTestReport(success, null));
    CallbackAttempt error =
        attempt(order, order.callbacks().error(), OutcomeCode.PROVISIONING_REJECTED);
    CallbackTestReport report = new CallbackTestReport(success, error);
    write(report);
    return report;
  }

  private static CallbackAttempt attempt(CallbackTestOrder order, URI address, OutcomeCode code) {
    return new Attempts("sample: " + code)
        .durable(
            new CallbackNotice(
                order.correlationId(),
                WebhookId.of(order.correlationId() + " " + code),
                order.partner(),
                address,
                code.name(),
                "Sample: " + code.title(),
                SAMPLE_SERVICE,
                true))
        .attempt();
  }

  private static void write(CallbackTestReport report) {
    Workflow.upsertMemo(Map.of(REPORT, report));
  }
}
