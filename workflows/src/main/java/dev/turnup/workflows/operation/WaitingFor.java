package dev.turnup.workflows.operation;

/** What an operation waits for that does not come by itself or not soon. */
public enum WaitingFor {
  /** It is held: an operator has to decide. The deadline is in jeopardy. */
  OPERATOR,

  /**
   * A fault has to be mended: one of ours, or of a system on which this run cannot give up. The
   * deadline is in jeopardy.
   */
  REPAIR,

  /** A thing in the world that takes its days, such as a fibre or an installation. */
  WORLD
}
