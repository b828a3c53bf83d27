package dev.turnup.workflows.delivery;

import dev.turnup.workflows.callback.CallbackNotice;
import dev.turnup.workflows.callback.CallbackReport;
import dev.turnup.workflows.callback.CallbackState;
import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.operation.CallbackSending;
import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.operation.OperatorAct;
import dev.turnup.workflows.redelivery.CallbackRedelivery;
import dev.turnup.workflows.redelivery.RedeliveryOrder;
import dev.turnup.workflows.trace.CurrentTrace;
import dev.turnup.workflows.trace.Trace;
import io.temporal.workflow.Workflow;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Tells an outcome once more. Public because Temporal instantiates it. */
public class CallbackRedeliveryWorkflow implements CallbackRedelivery {

  private final CallbackDesk desk = new CallbackDesk();

  @Override
  public CallbackReport redeliver(RedeliveryOrder order) {
    CallbackSending sending = accepted(order);
    CallbackReport told = Ledger.recall(order.correlationId());
    Trace trace = told.trace();
    if (trace != null) {
      CurrentTrace.goOnIn(trace);
    }
    CallbackNotice notice = told.notice();
    URI address = sending.parsedAddress();
    boolean moves = address != null && !address.equals(notice.address());
    CallbackNotice again = moves ? notice.to(Objects.requireNonNull(address)) : notice;
    if (order.toldOtherwise()) {
      desk.mark(sending.act());
      CallbackReport marked =
          new CallbackReport(
              CallbackState.MARKED_DELIVERED, again, 0, List.of(), null, desk.notes(), trace);
      write(marked);
      return marked;
    }
    desk.send(moves ? sending : sending.uncorrected());
    CallbackReport report =
        new Delivery(again, "redelivery: " + again.code(), desk, this::write).tell(false);
    if (report.state() == CallbackState.UNDELIVERABLE) {
      throw FailureKind.UNDELIVERABLE.toFailure("the receiver did not take it this time either");
    }
    return report;
  }

  private static CallbackSending accepted(RedeliveryOrder order) {
    CallbackSending sending = order.sending();
    try {
      sending.act().requireWhoAndWhy();
      sending.parsedAddress();
      return sending;
    } catch (IllegalArgumentException e) {
      throw FailureKind.REJECTED.toFailure(String.valueOf(e.getMessage()));
    }
  }

  private void write(CallbackReport report) {
    Workflow.setCurrentDetails(CallbackRecord.inWords(report));
    String partner = report.notice().partner();
    CallbackRecord.write(
        report,
        Map.of(OperationMemo.PARTNER, partner),
        OperationAttributes.PARTNER.valueSet(partner));
  }

  @Override
  public String sendCallbackNow(CallbackSending sending) {
    return desk.send(sending);
  }

  @Override
  public void maySendCallbackNow(CallbackSending sending) {
    desk.requireSendable(sending);
  }

  @Override
  public String markCallbackDelivered(OperatorAct act) {
    return desk.mark(act);
  }

  @Override
  public void mayMarkCallbackDelivered(OperatorAct act) {
    desk.requireOpen(act);
  }

  @Override
  public void receiverIsBack() {
    desk.receiverIsBack();
  }
}
