package dev.turnup.workflows.operation;

/** The kinds of ends that an operation can come to. The list is closed and published. */
public enum OutcomeClass {
  /** All that was asked for is done. */
  DONE(Ending.COMPLETED),

  /** Asking again the same way would be refused again. */
  PERMANENT(Ending.FAILED),

  /** What might have passed has not passed for as long as was tried. */
  TRANSIENT_EXHAUSTED(Ending.FAILED),

  /** A person had to see to it, and has not or could not. */
  NEEDS_OPERATOR(Ending.FAILED),

  /** It failed half-way, and what had been done was undone. */
  COMPENSATED(Ending.FAILED),

  /** It failed half-way, and something of it is left behind. */
  COMPENSATION_FAILED(Ending.FAILED),

  /** It was asked to stop, and did. */
  CANCELLED(Ending.CANCELLED),

  /** It was not done by its deadline. */
  TIMED_OUT(Ending.FAILED);

  /** How an ending looks from far: also the state of the operation, in the words of TMF641. */
  public enum Ending {
    COMPLETED,
    FAILED,
    CANCELLED
  }

  private final Ending ending;

  OutcomeClass(Ending ending) {
    this.ending = ending;
  }

  public Ending ending() {
    return ending;
  }
}
