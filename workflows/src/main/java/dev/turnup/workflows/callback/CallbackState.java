package dev.turnup.workflows.callback;

/** Whether the partner knows. The constants are values of the search attribute of the same name. */
public enum CallbackState {
  /** The outcome is decided; the first attempt to tell it failed or is still to come. */
  PENDING,

  /** The receiver answered with a 2xx. */
  DELIVERED,

  /** The receiver is gone for good or did not take it over the whole schedule. */
  UNDELIVERABLE,

  /** An operator told the partner by other means, and said so. */
  MARKED_DELIVERED
}
