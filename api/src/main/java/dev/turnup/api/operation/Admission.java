package dev.turnup.api.operation;

import org.jspecify.annotations.Nullable;

/** What came of the wish to start an operation. */
sealed interface Admission {

  /** Temporal has it. */
  record Accepted() implements Admission {}

  /**
   * The id was used before.
   *
   * @param ownAndSameBody whether the first request had the same body; null if it is another
   *     partner's or nothing could be learnt of it
   */
  record Duplicate(@Nullable Boolean ownAndSameBody) implements Admission {}
}
