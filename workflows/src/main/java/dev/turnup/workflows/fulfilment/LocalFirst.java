package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.failure.FailureKind;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Functions.Proc;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * One quick attempt inside the workflow task; if that fails for a reason that may pass, the same
 * activity under the same key as a plain, durable one. While all goes well this saves the server
 * four transitions a call, and trouble is as visible as ever.
 */
final class LocalFirst {

  private LocalFirst() {}

  static <R> R call(Func<R> local, Func<R> durable) {
    return call(local, () -> {}, durable);
  }

  /**
   * The same.
   *
   * @param afterwards done when the local attempt has failed, before any wait for the next one
   */
  static <R> R call(Func<R> local, Proc afterwards, Func<R> durable) {
    try {
      return local.apply();
    } catch (ActivityFailure failure) {
      switch (FailureKind.of(failure)) {
        case REJECTED, UNDELIVERABLE, CANCELLED -> throw failure;
        case UNAVAILABLE, BUG -> {
          afterwards.apply();
          waitFor(FailureKind.retryAfter(failure));
        }
      }
    }
    return durable.apply();
  }

  private static void waitFor(Duration asked) {
    if (asked.isPositive()) {
      Workflow.sleep(asked);
    }
  }
}
