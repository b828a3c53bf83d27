package dev.turnup.workflows.redelivery;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Tells all outcomes once more that did not get through: those that were given up since a time, or
 * whose run was ended from outside, and those that still wait for their next attempt, which are
 * told at once. One after the other, so that a receiver that is well again is not run over; what
 * was begun goes on by itself, so it can be cancelled and begun again at any time.
 */
@WorkflowInterface
public interface CallbackRedeliveries {

  /** Where the memo has the {@link RedeliveriesProgress}. */
  String PROGRESS = "progress";

  /** The id of what this request began. */
  static String workflowId(String correlationId) {
    return "callback-redeliveries-" + correlationId;
  }

  /** Ends when all were begun; the progress is in the memo. */
  @WorkflowMethod
  RedeliveriesProgress redeliverAll(RedeliveriesOrder order);
}
