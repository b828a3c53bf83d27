package dev.turnup.workflows.operation;

/**
 * What a partner may ask for. The constants are values of the search attribute {@code Operation}.
 */
public enum OperationType {
  CREATE_SERVICE("Create", OutcomeCode.SERVICE_CREATED),
  UPDATE_SERVICE_DEVICE("Change the device of", OutcomeCode.SERVICE_DEVICE_UPDATED);

  private final String verb;
  private final OutcomeCode success;

  OperationType(String verb, OutcomeCode success) {
    this.verb = verb;
    this.success = success;
  }

  /** The operation in words, as in "Create applewatch". */
  public String verb() {
    return verb;
  }

  /** The outcome if all goes well. */
  public OutcomeCode success() {
    return success;
  }
}
