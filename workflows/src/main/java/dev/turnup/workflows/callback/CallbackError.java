package dev.turnup.workflows.callback;

/**
 * Why an attempt to tell an outcome failed. The constants are values of the search attribute of the
 * same name.
 */
public enum CallbackError {
  /** The receiver's name could not be resolved. */
  DNS(Blame.RECEIVER),

  /** Nobody listened there. */
  REFUSED(Blame.RECEIVER),

  /** The connection broke off. */
  RESET(Blame.RECEIVER),

  /** No answer in time. */
  TIMEOUT(Blame.RECEIVER),

  /** No secure connection: a certificate that is not trusted, expired or another's. */
  TLS(Blame.RECEIVER),

  /** Answered with a 3xx, which is never followed. */
  REDIRECT(Blame.RECEIVER),

  /** Answered with a status that is neither 2xx nor 3xx nor 410. */
  STATUS(Blame.RECEIVER),

  /** What was answered is no HTTP. */
  PROTOCOL(Blame.RECEIVER),

  /** The receiver's token endpoint gave no token. */
  CREDENTIALS(Blame.RECEIVER),

  /** Left alone, as it has failed for long; not called. */
  SUSPENDED(Blame.RECEIVER),

  /** Answered 410: gone for good. Final. */
  GONE(Blame.FINAL),

  /** An address that is not public or not allowed to this partner; not called. Final. */
  FORBIDDEN_ADDRESS(Blame.FINAL),

  /** As many calls as it may get at once, or in a second, were under way; not called. */
  BUSY(Blame.OURS),

  /** No way out of our own network. */
  EGRESS(Blame.OURS),

  /** There is no usable signing secret for the partner; not called. */
  UNSIGNED(Blame.OURS),

  /** A fault of ours, or a worker that died; it may have arrived. */
  INTERNAL(Blame.OURS);

  /** What follows from it. */
  private enum Blame {
    RECEIVER,
    FINAL,
    OURS
  }

  private final Blame blame;

  CallbackError(Blame blame) {
    this.blame = blame;
  }

  /** Whether there is no use in another attempt. */
  public boolean isFinal() {
    return blame == Blame.FINAL;
  }

  /** Whether it is no fault of the receiver's, and so does not use its time up. */
  public boolean isOurs() {
    return blame == Blame.OURS;
  }
}
