package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.callback.CallbackNotice;
import dev.turnup.workflows.callback.CallbackSchedule;
import dev.turnup.workflows.callback.CallbackSender;
import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.operation.CallbackState;
import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.operation.Order;
import dev.turnup.workflows.operation.Outcome;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.util.Map;

/** Tells the partner the outcome, and writes it where it can be looked up. */
final class PartnerCallback {

  private final Order order;
  private final FirstTask firstTask;
  private final Progress progress;

  PartnerCallback(Order order, FirstTask firstTask, Progress progress) {
    this.order = order;
    this.firstTask = firstTask;
    this.progress = progress;
  }

  void tell(Outcome outcome) {
    write(outcome, attempts(outcome));
  }

  private CallbackState attempts(Outcome outcome) {
    CallbackNotice notice = notice(outcome);
    try {
      if (outcome.isSuccess() && order.localFirst() && firstTask.isRunning()) {
        CallbackSender local =
            Workflow.newLocalActivityStub(
                CallbackSender.class, ActivityPolicies.localAttempt(summary(outcome)));
        return LocalFirst.call(
            () -> send(local, notice),
            failure -> write(outcome, CallbackState.PENDING),
            () -> sendDurably(outcome, notice.afterOneAttempt()),
            CallbackSchedule.LONGEST_RETRY_AFTER);
      }
      write(outcome, CallbackState.PENDING);
      return sendDurably(outcome, notice);
    } catch (ActivityFailure failure) {
      return CallbackState.UNDELIVERABLE;
    }
  }

  /** Scheduling the activity makes the outcome durable with it, before the partner hears of it. */
  private CallbackState sendDurably(Outcome outcome, CallbackNotice notice) {
    CallbackSender durable =
        Workflow.newActivityStub(CallbackSender.class, ActivityPolicies.callback(summary(outcome)));
    return UntilMended.call(
        () -> send(durable, notice), kind -> kind != FailureKind.BUG, failure -> {});
  }

  private static CallbackState send(CallbackSender sender, CallbackNotice notice) {
    sender.sendCallback(notice);
    return CallbackState.DELIVERED;
  }

  private void write(Outcome outcome, CallbackState state) {
    progress.decided(outcome, state);
    Workflow.upsertTypedSearchAttributes(
        OperationAttributes.OUTCOME.valueSet(outcome.code().name()),
        OperationAttributes.CALLBACK_STATE.valueSet(state.name()));
    Workflow.upsertMemo(Map.of(OperationMemo.OUTCOME, outcome));
  }

  private CallbackNotice notice(Outcome outcome) {
    return new CallbackNotice(
        Workflow.getInfo().getWorkflowId(),
        outcome.isSuccess() ? order.callbacks().success() : order.callbacks().error(),
        outcome.code().name(),
        outcome.title(),
        outcome.serviceId(),
        0);
  }

  private static String summary(Outcome outcome) {
    return (outcome.isSuccess() ? "success_event: " : "error_event: ") + outcome.code();
  }
}
