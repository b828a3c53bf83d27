package dev.turnup.workflows.fulfilment;

import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Functions.Proc;
import io.temporal.workflow.Workflow;

/** Work that goes on to its end even if the run is cancelled. */
final class Shielded {

  private Shielded() {}

  static void run(Proc work) {
    Workflow.newDetachedCancellationScope(work::apply).run();
  }

  static <R> R call(Func<R> work) {
    CompletablePromise<R> result = Workflow.newPromise();
    run(() -> result.complete(work.apply()));
    return result.get();
  }
}
