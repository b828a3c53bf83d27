package dev.turnup.workflows.operation;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;

/**
 * What may be said to an operation under way. Each update answers in words, is refused with a
 * reason if it makes no sense at the moment, and stays in the history with who and why. Operators
 * use them from the Temporal UI or its command line.
 */
public interface RunningOperation extends RunningCallback {

  /** The name of the update by which a partner cancels. */
  String CANCEL = "Cancel";

  /** The name of the signal by which a system's report is passed on. */
  String SYSTEM_NEWS = "SystemNews";

  /** The name of the signal by which the download of an eSIM profile is told. */
  String PROFILE_DOWNLOADED = "ProfileDownloaded";

  /** The name of the signal by which the end of an eSIM profile's installation is told. */
  String INSTALLATION_ENDED = "InstallationEnded";

  /** Held: try the step again. */
  @UpdateMethod(name = "RetryStep")
  String retryStep(OperatorAct act);

  @UpdateValidatorMethod(updateName = "RetryStep")
  void mayRetryStep(OperatorAct act);

  /** Held: go on as if the step were done. */
  @UpdateMethod(name = "SkipStep")
  String skipStep(StepSkip skip);

  @UpdateValidatorMethod(updateName = "SkipStep")
  void maySkipStep(StepSkip skip);

  /** Held: correct a field of the order; the step is not tried again by that alone. */
  @UpdateMethod(name = "ChangeOrder")
  String changeOrder(OrderChange change);

  @UpdateValidatorMethod(updateName = "ChangeOrder")
  void mayChangeOrder(OrderChange change);

  /** Held: undo, and tell the partner by an error_event. */
  @UpdateMethod(name = "GiveUp")
  String giveUp(GivingUp givingUp);

  @UpdateValidatorMethod(updateName = "GiveUp")
  void mayGiveUp(GivingUp givingUp);

  /**
   * Before the point of no return and {@link #profileDownloaded}: undo, and tell the partner by an
   * error_event CANCELLED.
   */
  @UpdateMethod(name = CANCEL)
  String cancel(OperatorAct act);

  @UpdateValidatorMethod(updateName = CANCEL)
  void mayCancel(OperatorAct act);

  /** Asks a system at once how far it is, instead of when it would be asked next. */
  @SignalMethod(name = SYSTEM_NEWS)
  void systemNews(SystemNews news);

  /** An eSIM profile is on its way to the device: its order cannot be taken back any more. */
  @SignalMethod(name = PROFILE_DOWNLOADED)
  void profileDownloaded();

  /** Ends the wait for an eSIM profile to be installed. */
  @SignalMethod(name = INSTALLATION_ENDED)
  void installationEnded(InstallationEnded ended);
}
