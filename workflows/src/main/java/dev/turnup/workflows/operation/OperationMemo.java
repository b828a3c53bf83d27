package dev.turnup.workflows.operation;

/** The memo of an operation's workflow: what can be read of it while no worker runs. */
public final class OperationMemo {

  /** Who asked for it; only this partner may see it. Text. */
  public static final String PARTNER = "partner";

  /** What was asked for, as a digest that tells a repeated request from another one. Text. */
  public static final String FINGERPRINT = "fingerprint";

  /** How it ended; absent until that is decided. An {@link Outcome}. */
  public static final String OUTCOME = "outcome";

  /**
   * How the telling of its outcome stands; absent until that is decided. A {@link
   * dev.turnup.workflows.callback.CallbackReport}.
   */
  public static final String CALLBACK = "callback";

  /**
   * Whether the partner cannot cancel it any more. Absent, or false, as long as he can, and while
   * what he cancelled is being undone. A boolean.
   */
  public static final String TOO_LATE_TO_CANCEL = "too_late_to_cancel";

  private OperationMemo() {}
}
