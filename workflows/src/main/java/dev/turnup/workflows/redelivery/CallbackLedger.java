package dev.turnup.workflows.redelivery;

import dev.turnup.workflows.callback.CallbackReport;
import io.temporal.activity.ActivityInterface;

/** What was told and what was not, as the runs of operations have it. */
@ActivityInterface
public interface CallbackLedger {

  /**
   * How the telling of an operation's outcome stands. Fails with {@code REJECTED} if there is no
   * such operation or its outcome is not decided.
   */
  CallbackReport recallCallback(String correlationId);

  /** One page of the outcomes that did not get through. */
  UndeliveredPage findUndelivered(UndeliveredQuery query);
}
