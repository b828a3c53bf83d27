package dev.turnup.api.temporal;

import io.temporal.client.WorkflowExecutionMetadata;
import java.util.Optional;

/** What a run has written into its memo. */
public final class Memo {

  private Memo() {}

  /** What is there under the key; empty if there is nothing yet. */
  public static <T> Optional<T> read(WorkflowExecutionMetadata run, String key, Class<T> type) {
    return Optional.ofNullable(type.cast(run.getMemo(key, type)));
  }
}
