package dev.turnup.workflows.fulfilment;

import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** A wait whose end the timeline of the Temporal UI names; the SDK's own is a nameless timer. */
final class NamedWait {

  private NamedWait() {}

  /**
   * Waits until it has come, or the time is over.
   *
   * @param name what is waited for, for operators
   * @throws io.temporal.failure.CanceledFailure if the operation was stopped meanwhile
   */
  static void atMost(Duration time, String name, Func<Boolean> hasCome) {
    Promise<Void> over =
        Workflow.newTimer(time, TimerOptions.newBuilder().setSummary(name).build());
    Workflow.await(() -> hasCome.apply() || over.isCompleted());
  }
}
