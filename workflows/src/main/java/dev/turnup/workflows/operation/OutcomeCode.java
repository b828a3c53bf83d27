package dev.turnup.workflows.operation;

/**
 * How an operation can end. The constants are the {@code code} of callbacks and the values of the
 * search attribute {@code Outcome}; they are contract, so none is renamed or given another meaning.
 */
public enum OutcomeCode {
  /** The service exists and works. Nothing is left to do. */
  SERVICE_CREATED(Ending.COMPLETED, "Service created"),

  /** The new device is in use. Nothing is left to do. */
  SERVICE_DEVICE_UPDATED(Ending.COMPLETED, "Service device updated"),

  /** A system refused; all is as it was. Correct the request and send it with a new id. */
  PROVISIONING_REJECTED(
      Ending.FAILED, "A provisioning system refused the request; nothing has been changed"),

  /** A system could not be reached for as long as we try; all is as it was. Try again later. */
  PROVISIONING_UNAVAILABLE(
      Ending.FAILED, "A provisioning system did not answer in time; nothing has been changed"),

  /** The operation was cancelled; all is as it was. */
  CANCELLED(Ending.CANCELLED, "The operation was cancelled; nothing has been changed"),

  /** The operation failed and something of it is left behind. The operator has to clear it up. */
  UNDO_INCOMPLETE(
      Ending.FAILED, "The operation failed and could not be undone entirely; ask the operator");

  /** How an ending looks from far: also the state of the operation, in the words of TMF641. */
  public enum Ending {
    COMPLETED,
    FAILED,
    CANCELLED
  }

  private final Ending ending;
  private final String title;

  OutcomeCode(Ending ending, String title) {
    this.ending = ending;
    this.title = title;
  }

  public Ending ending() {
    return ending;
  }

  /** The outcome in words, for people. */
  public String title() {
    return title;
  }

  /** Whether the partner is told by a success_event; by an error_event otherwise. */
  public boolean isSuccess() {
    return ending == Ending.COMPLETED;
  }
}
