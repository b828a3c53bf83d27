package dev.turnup.workflows.localfirst;

import dev.turnup.workflows.failure.FailureKind;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Functions.Proc1;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * One quick attempt inside the workflow task; if that fails for a reason that may pass, the same
 * activity under the same key as a plain, durable one. While all goes well this saves the server
 * four transitions a call, and trouble is as visible as ever.
 */
public final class LocalFirst {

  private LocalFirst() {}

  /**
   * Local first.
   *
   * @param local the one attempt in the workflow task
   * @param afterwards told why it failed, before any wait for the next one
   * @param durable the plain activity
   * @param longestWait the most that is waited if the failed attempt asked for a pause
   */
  public static <R> R call(
      Func<R> local, Proc1<ActivityFailure> afterwards, Func<R> durable, Duration longestWait) {
    try {
      return local.apply();
    } catch (ActivityFailure failure) {
      switch (FailureKind.of(failure)) {
        case REJECTED, NEEDS_OPERATOR, UNDELIVERABLE, CANCELLED -> throw failure;
        case UNAVAILABLE, UNCERTAIN, BUG -> {
          afterwards.apply(failure);
          Duration asked = FailureKind.retryAfter(failure);
          Workflow.sleep(asked.compareTo(longestWait) < 0 ? asked : longestWait);
        }
      }
    }
    return durable.apply();
  }
}
