package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.operation.WaitingFor;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Marks the run, where operators search, for as long as it waits for something. */
final class Attention {

  private @Nullable WaitingFor now;

  /** Nothing is written if it waits for that already. */
  void waitFor(WaitingFor what) {
    if (now != what) {
      now = what;
      Workflow.upsertTypedSearchAttributes(OperationAttributes.WAITING_FOR.valueSet(what.name()));
    }
  }

  /** Whatever the work waits for meanwhile, afterwards it waits for nothing. */
  <R> R during(Func<R> work) {
    try {
      return work.apply();
    } finally {
      if (now != null) {
        now = null;
        Workflow.upsertTypedSearchAttributes(OperationAttributes.WAITING_FOR.valueUnset());
      }
    }
  }
}
