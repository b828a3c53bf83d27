package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.clock.WorkflowClock;
import dev.turnup.workflows.operation.Order;
import dev.turnup.workflows.provisioning.PlanStep;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;

/**
 * The run's first workflow task, the only one in which anything runs local first. If the worker
 * dies before the task is reported, all of it is forgotten and done again; and a server that is too
 * busy to hand the task out looks the same from here. The back ends are asked under the same keys,
 * or looked up, and so answer the same. What must not happen is that the second time ends
 * otherwise: the partner may have been told of success, and what was done may be unknown to an
 * undo.
 *
 * <p>So three rules, which cost nothing while nobody dies. Steps and a success_event run local
 * first only in the first try of the first task; later, and for every error_event, what is begun or
 * decided is durable before it is done or told. A run that finds its first task lost assumes that
 * everything was done that may have been done, and an undo takes it back. And if it may have come
 * to what cannot be taken back, it neither gives up on a system that does not answer nor lets
 * itself be cancelled until every step has answered.
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
  private final Instant begun = WorkflowClock.now();
  private final List<PlanStep> ranLocal;
  private final boolean ranLocalToTheEnd;

  /** To be made at the very start of the run. */
  FirstTask(Order order) {
    lost = Workflow.getInfo().getHistoryLength() >= EVENTS_BEFORE_SECOND_TRY;
    List<PlanStep> steps = order.plan().steps();
    ranLocal =
        order.localFirst() ? steps.stream().takeWhile(PlanStep::localFirst).toList() : List.of();
    ranLocalToTheEnd = ranLocal.size() == steps.size();
  }

  /** Whether the run is still in the first task, and in the first try of it. */
  boolean isRunning() {
    return Workflow.getInfo().getHistoryLength() == EVENTS_BEFORE;
  }

  /**
   * What an earlier try of the first task may have done that was lost: all up to the first step
   * that never runs local first, or is waited for, as that ends the task. Empty if none was lost.
   */
  List<PlanStep> mayHaveDone() {
    return lost ? ranLocal : List.of();
  }

  /**
   * Whether that try may have done what cannot be taken back: have passed the point of no return,
   * or told of success.
   */
  boolean mayBePastUndoing() {
    return lost && (ranLocalToTheEnd || ranLocal.stream().anyMatch(PlanStep::pointOfNoReturn));
  }

  /**
   * When this try began: an earlier one whose worker died began nothing after that, and one whose
   * worker only stood still may begin what it was at.
   */
  Instant begun() {
    return begun;
  }
}
