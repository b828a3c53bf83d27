package dev.turnup.activities.es2plus;

/** What follows from the code of a function that failed. */
enum Judgement {
  /** Asking again would not help. */
  REJECTED,

  /** Asking again later may help. */
  UNAVAILABLE,

  /** Somebody has to see to it first. */
  NEEDS_OPERATOR,

  /** It may be the echo of an earlier attempt that succeeded. */
  AMBIGUOUS,

  /** No order can have been placed, unless one was answered: a refusal, or nothing to undo. */
  NO_SUCH_ORDER
}
