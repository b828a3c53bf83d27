package dev.turnup.api.temporal;

import dev.turnup.api.problem.Refusal;
import org.jspecify.annotations.Nullable;

/** What came of the wish to start what is done once for its id. */
public sealed interface Admission {

  /** Temporal has it. */
  record Accepted() implements Admission {}

  /**
   * The id was used before.
   *
   * @param ownAndSameBody whether the first request had the same body; null if it is another
   *     partner's or nothing could be learnt of it
   */
  record Duplicate(@Nullable Boolean ownAndSameBody) implements Admission {

    /**
     * What the caller is told.
     *
     * @param location where to look the first request up
     */
    public Refusal refusal(String location) {
      return ownAndSameBody == null
          ? Refusal.duplicate(null, null)
          : Refusal.duplicate(
              location,
              "The first request with this id had "
                  + (ownAndSameBody ? "the same" : "another")
                  + " body");
    }
  }
}
