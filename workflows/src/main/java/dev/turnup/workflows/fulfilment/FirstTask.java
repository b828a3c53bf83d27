package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.operation.Order;
import io.temporal.workflow.Workflow;

/**
 * The run's first workflow task, in which an operation that runs local first may do everything, the
 * success_event included. If the worker dies before the task is reported, all of it is forgotten
 * and done again. The back ends are asked under the same keys and so answer the same. What must not
 * happen is that the second time ends otherwise, after the partner has been told.
 *
 * <p>So two rules, which cost nothing while nobody dies. A success_event runs local first only in
 * the first task; later, and for every error_event, the outcome is made durable before it is told.
 * And a run that finds its first task lost assumes that a success_event went out: it neither gives
 * up on a system that does not answer nor lets itself be cancelled until every step has answered.
 */
final class FirstTask {

  /** Started, task scheduled, task started: that is all if nobody asks for anything meanwhile. */
  private static final long EVENTS_BEFORE = 3;

  /**
   * A try that was lost leaves as many behind: that it failed, and the next one, scheduled and
   * started. A cancellation asked for before anybody took the run up is one event, and no lost try.
   */
  private static final long EVENTS_BEFORE_SECOND_TRY = EVENTS_BEFORE + 3;

  private final boolean lost;
  private final boolean couldTell;

  /** To be made at the very start of the run. */
  FirstTask(Order order) {
    lost = Workflow.getInfo().getHistoryLength() >= EVENTS_BEFORE_SECOND_TRY;
    couldTell = order.localFirst() && order.plan().isRepeatable();
  }

  /** Whether the run is still in the first task, and in the first try of it. */
  boolean isRunning() {
    return Workflow.getInfo().getHistoryLength() == EVENTS_BEFORE;
  }

  /**
   * Whether an earlier try of the first task was lost that may have told the partner of success.
   */
  boolean mayHaveToldSuccess() {
    return lost && couldTell;
  }
}
