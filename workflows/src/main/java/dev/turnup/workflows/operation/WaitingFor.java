package dev.turnup.workflows.operation;

/** What an operation waits for that does not come by itself or not soon. */
public enum WaitingFor {
  /** It is held: an operator has to decide. The deadline is in jeopardy. */
  OPERATOR,

  /** A fault of ours has to be mended. The deadline is in jeopardy. */
  REPAIR,

  /** A thing in the world that takes its days, such as a fibre or an installation. */
  WORLD
}
