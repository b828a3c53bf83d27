package dev.turnup.workflows.provisioning;

import java.time.Duration;

/** What is done when a system was asked and its answer never came: the deed may have happened. */
public enum LostAnswer {
  /** Ask again. The system honours our idempotency key, or the deed is the same done twice. */
  REPEAT,

  /** Look whether it happened, and ask again only if it did not. */
  READ_BACK,

  /** Wait for an operator, who finds out: the system can do neither. */
  HOLD;

  /**
   * How long a system may still be at a deed whose answer never came. Until then it is neither
   * looked for nor taken back where the system does not honour our key: what comes of it cannot be
   * seen yet.
   */
  public static final Duration SETTLING = Duration.ofSeconds(30);
}
