package dev.turnup.workflows.delivery;

import dev.turnup.workflows.callback.CallbackReport;
import dev.turnup.workflows.operation.TaskQueues;
import dev.turnup.workflows.redelivery.CallbackLedger;
import dev.turnup.workflows.redelivery.UndeliveredPage;
import dev.turnup.workflows.redelivery.UndeliveredQuery;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;

/** Looks up what was told, as often as it takes. */
final class Ledger {

  private static final Duration LONGEST_LOOK = Duration.ofSeconds(30);

  /** Of each operation on a page, its latest redelivery is looked at. */
  private static final Duration LONGEST_SEARCH = Duration.ofMinutes(5);

  /** Whoever mends what is in the way finds the run still there. */
  private static final Duration PATIENCE = Duration.ofDays(1);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private static final Duration NOT_MUCH_PATIENCE = Duration.ofMinutes(1);

  private Ledger() {}

  static CallbackReport recall(String correlationId) {
    return ledger("look the outcome up", LONGEST_LOOK, PATIENCE).recallCallback(correlationId);
  }

  static UndeliveredPage find(UndeliveredQuery query) {
    return ledger("find what did not get through", LONGEST_SEARCH, PATIENCE).findUndelivered(query);
  }

  /** The same for those who will look again soon; nothing if that cannot be learnt now. */
  static UndeliveredPage glance(UndeliveredQuery query) {
    try {
      return ledger("find who can probe", LONGEST_LOOK, NOT_MUCH_PATIENCE).findUndelivered(query);
    } catch (ActivityFailure failure) {
      return new UndeliveredPage(List.of(), List.of(), null, null);
    }
  }

  private static CallbackLedger ledger(String summary, Duration longestLook, Duration patience) {
    return Workflow.newActivityStub(
        CallbackLedger.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.CALLBACKS)
            .setStartToCloseTimeout(longestLook)
            .setScheduleToCloseTimeout(patience)
            .setRetryOptions(RetryOptions.newBuilder().setMaximumInterval(LONGEST_PAUSE).build())
            .setSummary(summary)
            .build());
  }
}
