package dev.turnup.workflows.callback;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the telling of an outcome stands. Kept in the memo of the run that does it, so it can be read
 * while no worker runs.
 *
 * @param state whether the partner knows
 * @param notice what is told, and to whom
 * @param attempts how many attempts were made
 * @param latest the latest attempts, the oldest first
 * @param nextAt when the next one is made; null if there is none
 * @param notes what operators did, in words, with who and why
 */
public record CallbackReport(
    CallbackState state,
    CallbackNotice notice,
    int attempts,
    List<CallbackAttempt> latest,
    @Nullable Instant nextAt,
    List<String> notes) {

  public CallbackReport {
    latest = List.copyOf(latest);
    notes = List.copyOf(notes);
  }
}
