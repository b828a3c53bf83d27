package dev.turnup.workflows.provisioning;

/** What is done when a system was asked and its answer never came: the deed may have happened. */
public enum LostAnswer {
  /** Ask again. The system honours our idempotency key, or the deed is the same done twice. */
  REPEAT,

  /** Look whether it happened, and ask again only if it did not. */
  READ_BACK,

  /** Wait for an operator, who finds out: the system can do neither. */
  HOLD
}
