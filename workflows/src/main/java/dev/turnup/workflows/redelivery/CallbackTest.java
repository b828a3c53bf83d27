package dev.turnup.workflows.redelivery;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Sends a sample success_event and a sample error_event, so that a partner sees what we saw. */
@WorkflowInterface
public interface CallbackTest {

  /** Where the memo has the {@link CallbackTestReport}. */
  String REPORT = "report";

  /** The id of the test that this request began. */
  static String workflowId(String correlationId) {
    return "callback-test-" + correlationId;
  }

  /** One attempt each; what came of them is in the memo as well. */
  @WorkflowMethod
  CallbackTestReport test(CallbackTestOrder order);
}
