package dev.turnup.workflows.delivery;

import dev.turnup.workflows.clock.WorkflowClock;
import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.letter.Letter;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.operation.OperatorAct;
import dev.turnup.workflows.operation.RunningCallback;
import dev.turnup.workflows.operation.TaskQueues;
import dev.turnup.workflows.redelivery.CallbackRedeliveries;
import dev.turnup.workflows.redelivery.CallbackRedelivery;
import dev.turnup.workflows.redelivery.RedeliveriesOrder;
import dev.turnup.workflows.redelivery.RedeliveriesProgress;
import dev.turnup.workflows.redelivery.RedeliveryOrder;
import dev.turnup.workflows.redelivery.UndeliveredPage;
import dev.turnup.workflows.redelivery.UndeliveredQuery;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Has many outcomes told once more. Public because Temporal instantiates it. */
public class CallbackRedeliveriesWorkflow implements CallbackRedeliveries {

  private static final int USUAL_PER_SECOND = 5;
  private static final int MOST_PER_SECOND = 100;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private int begun;
  private int passedOver;
  private int inThisSecond;

  @Override
  public RedeliveriesProgress redeliverAll(RedeliveriesOrder order) {
    int perSecond = accepted(order);
    RedeliveriesProgress before = order.soFar();
    Instant until = before == null ? WorkflowClock.now() : before.until();
    begun = before == null ? 0 : before.begun();
    passedOver = before == null ? 0 : before.passedOver();
    UndeliveredPage page =
        Ledger.find(
            new UndeliveredQuery(
                order.partner(),
                order.host(),
                order.failedSince(),
                until,
                order.exceptFinal(),
                before == null ? null : before.nextPage()));
    for (String waiting : page.waiting()) {
      count(hurry(waiting), perSecond);
    }
    for (String givenUp : page.givenUp()) {
      count(begin(givenUp, page.address(givenUp), order), perSecond);
    }
    RedeliveriesProgress progress = new RedeliveriesProgress(until, begun, passedOver, page.next());
    write(progress);
    if (page.next() != null) {
      // A page a run, so that no history grows long. The next one would begin without a memo.
      Workflow.continueAsNew(
          ContinueAsNewOptions.newBuilder().setMemo(memo(progress)).build(),
          new RedeliveriesOrder(
              order.by(),
              order.reason(),
              order.partner(),
              order.host(),
              order.failedSince(),
              perSecond,
              order.exceptFinal(),
              progress));
    }
    return progress;
  }

  private static Map<String, Object> memo(RedeliveriesProgress progress) {
    Map<String, Object> memo = new LinkedHashMap<>();
    memo.put(PROGRESS, progress);
    for (String key : List.of(OperationMemo.PARTNER, OperationMemo.FINGERPRINT)) {
      Object value = Workflow.getMemo(key, String.class);
      if (value != null) {
        memo.put(key, value);
      }
    }
    return memo;
  }

  private static int accepted(RedeliveriesOrder order) {
    try {
      new OperatorAct(order.by(), order.reason()).requireWhoAndWhy();
    } catch (IllegalArgumentException e) {
      throw FailureKind.REJECTED.toFailure(String.valueOf(e.getMessage()));
    }
    if (order.failedSince() == null) {
      throw FailureKind.REJECTED.toFailure("failedSince: expected a time, as 2026-11-25T00:00:00Z");
    }
    int perSecond = order.perSecond() == null ? USUAL_PER_SECOND : order.perSecond();
    if (perSecond < 1 || perSecond > MOST_PER_SECOND) {
      throw FailureKind.REJECTED.toFailure(
          "perSecond: %d (expected: 1 to %d)".formatted(perSecond, MOST_PER_SECOND));
    }
    return perSecond;
  }

  /** Whether it still waited. */
  private static boolean hurry(String workflowId) {
    return Letter.send(workflowId, RunningCallback.RECEIVER_IS_BACK);
  }

  /**
   * Whether it is told again; not if that goes on already, or has succeeded before.
   *
   * @param address where an operator has it sent; null for where the request said
   */
  private static boolean begin(
      String correlationId, @Nullable String address, RedeliveriesOrder order) {
    CallbackRedelivery redelivery =
        Workflow.newChildWorkflowStub(
            CallbackRedelivery.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(CallbackRedelivery.workflowId(correlationId))
                .setWorkflowIdReusePolicy(
                    WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY)
                .setTaskQueue(TaskQueues.CALLBACKS)
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                .setCancellationType(ChildWorkflowCancellationType.ABANDON)
                .build());
    try {
      Async.function(
          redelivery::redeliver,
          RedeliveryOrder.of(correlationId, order.by(), order.reason(), address));
      Workflow.getWorkflowExecution(redelivery).get();
      return true;
    } catch (ChildWorkflowFailure known) {
      return false;
    }
  }

  private void count(boolean told, int perSecond) {
    if (told) {
      begun++;
      inThisSecond++;
    } else {
      passedOver++;
    }
    if (inThisSecond == perSecond) {
      inThisSecond = 0;
      Workflow.newTimer(
              SECOND, TimerOptions.newBuilder().setSummary("Not too many at once").build())
          .get();
    }
  }

  private static void write(RedeliveriesProgress progress) {
    Workflow.setCurrentDetails(
        "%d are told again, %d were told already"
            .formatted(progress.begun(), progress.passedOver()));
    Workflow.upsertMemo(Map.of(PROGRESS, progress));
  }
}
