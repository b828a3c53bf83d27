package dev.turnup.workflows.callback;

import dev.turnup.workflows.trace.Trace;
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
 * @param trace in which it is told, so that it can be told again in the same; null if in none
 */
public record CallbackReport(
    CallbackState state,
    CallbackNotice notice,
    int attempts,
    List<CallbackAttempt> latest,
    @Nullable Instant nextAt,
    List<String> notes,
    @Nullable Trace trace) {

  public CallbackReport {
    latest = List.copyOf(latest);
    notes = List.copyOf(notes);
  }
}
