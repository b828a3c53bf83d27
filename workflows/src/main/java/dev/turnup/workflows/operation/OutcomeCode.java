package dev.turnup.workflows.operation;

import dev.turnup.workflows.operation.OutcomeClass.Ending;

/**
 * How an operation can end. The constants are the {@code code} of callbacks and the values of the
 * search attribute {@code Outcome}; they are contract, so none is renamed or given another meaning.
 */
public enum OutcomeCode {
  SERVICE_CREATED(OutcomeClass.DONE, "Service created", "Nothing: the service works."),

  SERVICE_DEVICE_UPDATED(
      OutcomeClass.DONE, "Service device updated", "Nothing: the new device is in use."),

  INFORMATION_MISSING(
      OutcomeClass.PERMANENT,
      "Something that is needed was not told; all is as it was",
      "Add what the title names and send the request with a new correlation id."),

  PROVISIONING_REJECTED(
      OutcomeClass.PERMANENT,
      "A provisioning system refused the request; nothing has been changed",
      "Correct the request and send it with a new correlation id."),

  PROVISIONING_ROLLED_BACK(
      OutcomeClass.COMPENSATED,
      "A provisioning system refused the request; what had been done was undone",
      "Correct the request and send it with a new correlation id. The customer may have noticed."),

  PROVISIONING_UNAVAILABLE(
      OutcomeClass.TRANSIENT_EXHAUSTED,
      "A provisioning system did not answer in time; all is as it was",
      "Send the request later, with a new correlation id."),

  OPERATOR_NEEDED(
      OutcomeClass.NEEDS_OPERATOR,
      "The operation needed an operator, who did not complete it; all is as it was",
      "Ask the operator before you send the request again."),

  TIMED_OUT(
      OutcomeClass.TIMED_OUT,
      "The operation was not done by its deadline; all is as it was",
      "Ask the operator what it waited for, or send the request with a new correlation id."),

  CANCELLED(
      OutcomeClass.CANCELLED,
      "The operation was cancelled; all is as it was",
      "Nothing, or send the request with a new correlation id."),

  UNDO_INCOMPLETE(
      OutcomeClass.COMPENSATION_FAILED,
      "The operation failed and could not be undone entirely; ask the operator",
      "Ask the operator, who has to clear up what is left behind, before you send it again.");

  private final OutcomeClass kind;
  private final String title;
  private final String next;

  OutcomeCode(OutcomeClass kind, String title, String next) {
    this.kind = kind;
    this.title = title;
    this.next = next;
  }

  /** What kind of end it is. */
  public OutcomeClass kind() {
    return kind;
  }

  public Ending ending() {
    return kind.ending();
  }

  /** The outcome in words, for people. */
  public String title() {
    return title;
  }

  /** What the partner should do now. */
  public String next() {
    return next;
  }

  /** Whether the partner is told by a success_event; by an error_event otherwise. */
  public boolean isSuccess() {
    return kind == OutcomeClass.DONE;
  }
}
