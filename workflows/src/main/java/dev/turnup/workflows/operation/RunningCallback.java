package dev.turnup.workflows.operation;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;

/** What may be said to a run while it tells an outcome. */
public interface RunningCallback {

  /** The name of the update by which partners and operators have a callback sent at once. */
  String SEND_CALLBACK_NOW = "SendCallbackNow";

  /** The name of the signal by which a receiver that is well again is called at once. */
  String RECEIVER_IS_BACK = "ReceiverIsBack";

  /**
   * Does not wait for the next time on the schedule. Refused with {@link BeingSent} while an
   * attempt is under way, unless it is to go to another address.
   */
  @UpdateMethod(name = SEND_CALLBACK_NOW)
  String sendCallbackNow(CallbackSending sending);

  @UpdateValidatorMethod(updateName = SEND_CALLBACK_NOW)
  void maySendCallbackNow(CallbackSending sending);

  /** The partner was told by other means: nothing more is sent. */
  @UpdateMethod(name = "MarkCallbackDelivered")
  String markCallbackDelivered(OperatorAct act);

  @UpdateValidatorMethod(updateName = "MarkCallbackDelivered")
  void mayMarkCallbackDelivered(OperatorAct act);

  /** Calls the receiver at once, if it is waited for. */
  @SignalMethod(name = RECEIVER_IS_BACK)
  void receiverIsBack();
}
