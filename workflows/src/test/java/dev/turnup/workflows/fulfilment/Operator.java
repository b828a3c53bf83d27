package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.operation.GivingUp;
import dev.turnup.workflows.operation.OperatorAct;
import dev.turnup.workflows.operation.OrderChange;
import dev.turnup.workflows.operation.StepSkip;
import io.temporal.client.WorkflowStub;
import java.util.Map;

/** What is said to a run by the names that the Temporal UI knows; each answers in words. */
record Operator(WorkflowStub run) {

  private static final String BY = "anna";
  private static final String REASON = "ticket 4711";

  /** Says who and why. */
  static final OperatorAct ACT = new OperatorAct(BY, REASON);

  String retry() {
    return act("RetryStep", ACT);
  }

  String skip(Map<String, Object> result) {
    return act("SkipStep", new StepSkip(BY, REASON, result));
  }

  String giveUp() {
    return act("GiveUp", ACT);
  }

  /** Made sure that the partner was not told of success. */
  String giveUpUntold() {
    return act("GiveUp", new GivingUp(BY, REASON, true));
  }

  String change(String field, Object value) {
    return act("ChangeOrder", new OrderChange(BY, REASON, field, value));
  }

  String cancel() {
    return act("Cancel", ACT);
  }

  /** Says anything. */
  String act(String update, Object what) {
    return run.update(update, String.class, what);
  }
}
