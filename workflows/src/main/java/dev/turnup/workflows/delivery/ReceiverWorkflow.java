package dev.turnup.workflows.delivery;

import dev.turnup.workflows.clock.WorkflowClock;
import dev.turnup.workflows.letter.Letter;
import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.operation.OperatorAct;
import dev.turnup.workflows.operation.RunningCallback;
import dev.turnup.workflows.operation.TaskQueues;
import dev.turnup.workflows.redelivery.CallbackRedeliveries;
import dev.turnup.workflows.redelivery.Receiver;
import dev.turnup.workflows.redelivery.ReceiverOrder;
import dev.turnup.workflows.redelivery.ReceiverState;
import dev.turnup.workflows.redelivery.RedeliveriesOrder;
import dev.turnup.workflows.redelivery.UndeliveredQuery;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Watches over a receiver in trouble. Public because Temporal instantiates it. */
public class ReceiverWorkflow implements Receiver {

  /** Nobody waits longer than this between two attempts: who is not called by then is forgotten. */
  private static final Duration FORGOTTEN_AFTER = Duration.ofDays(4);

  /** A worker whose clock is a little behind must not find that the probe is not due yet. */
  private static final Duration CLOCKS_DIFFER_BY = Duration.ofSeconds(1);

  /** Workers have forgotten by then that it was suspended; some were slow to learn it. */
  private static final Duration UNTIL_ALL_KNOW = Receiver.REMEMBERED_FOR.plusSeconds(5);

  private static final TimerOptions UNTIL_ALL_KNOW_IN_WORDS =
      TimerOptions.newBuilder().setSummary("Until every worker knows").build();

  private final ReceiverOrder order;
  private Instant failingSince;
  private int failures;
  private @Nullable Instant nextProbe;
  private Instant forgottenAt;
  private Instant probedAt = Instant.EPOCH;
  private int probes;
  private boolean well;
  private String why = "it took a callback again";
  private int news;

  /** As it stood before its history was begun anew. */
  @WorkflowInit
  public ReceiverWorkflow(ReceiverOrder order) {
    this.order = order;
    ReceiverState before = order.soFar();
    failingSince = before == null ? WorkflowClock.now() : before.failingSince();
    failures = before == null ? 0 : before.failures();
    nextProbe = before == null ? null : before.nextProbe();
    forgottenAt = WorkflowClock.now().plus(FORGOTTEN_AFTER);
  }

  @Override
  public void watch(ReceiverOrder order) {
    write();
    while (!well) {
      int heard = news;
      if (Workflow.await(untilNextLook(), () -> news > heard)) {
        forgottenAt = WorkflowClock.now().plus(FORGOTTEN_AFTER);
      } else if (!WorkflowClock.now().isBefore(forgottenAt)) {
        return;
      } else if (isTimeToProbe()) {
        probedAt = WorkflowClock.now();
        sendOneThatWaits();
      }
      if (!well && isTimeToSuspend()) {
        nextProbe = WorkflowClock.now().plus(order.probeEvery());
        write();
      }
      if (!well && Workflow.getInfo().isContinueAsNewSuggested()) {
        Workflow.await(Workflow::isEveryHandlerFinished);
        Workflow.continueAsNew(
            new ReceiverOrder(
                order.host(),
                order.suspendAfter(),
                order.suspendAfterFailures(),
                order.probeEvery(),
                state()));
      }
    }
    if (nextProbe != null) {
      nextProbe = null;
      write();
      Workflow.newTimer(UNTIL_ALL_KNOW, UNTIL_ALL_KNOW_IN_WORDS).get();
      sendAllThatWait();
    }
    Workflow.await(Workflow::isEveryHandlerFinished);
  }

  @Override
  public void failed() {
    failures++;
    news++;
  }

  @Override
  public void delivered() {
    well = true;
    news++;
  }

  @Override
  public boolean probe() {
    Instant due = nextProbe;
    if (due == null) {
      return true;
    }
    if (WorkflowClock.now().isBefore(due)) {
      return false;
    }
    nextProbe = WorkflowClock.now().plus(order.probeEvery());
    write();
    return true;
  }

  @Override
  public String resume(OperatorAct act) {
    well = true;
    news++;
    why = "%s said so: %s".formatted(act.by(), act.reason());
    return "Resumed: all that wait for it are sent in %d seconds, when every worker knows"
        .formatted(UNTIL_ALL_KNOW.toSeconds());
  }

  @Override
  public void mayResume(OperatorAct act) {
    act.requireWhoAndWhy();
    if (nextProbe == null) {
      throw new IllegalStateException("It is not suspended");
    }
  }

  private boolean isTimeToSuspend() {
    return nextProbe == null
        && failures >= order.suspendAfterFailures()
        && !WorkflowClock.now().isBefore(failingSince.plus(order.suspendAfter()));
  }

  private Duration untilNextLook() {
    Instant next = nextProbe == null || forgottenAt.isBefore(lookAt()) ? forgottenAt : lookAt();
    Duration pause = Duration.between(WorkflowClock.now(), next);
    return pause.isPositive() ? pause : Duration.ZERO;
  }

  private boolean isTimeToProbe() {
    return nextProbe != null && !WorkflowClock.now().isBefore(lookAt());
  }

  /** Once for each time a probe is due, and then as often, whether or not somebody probes. */
  private Instant lookAt() {
    Instant due = nextProbe == null ? Instant.MAX : nextProbe.plus(CLOCKS_DIFFER_BY);
    Instant again = probedAt.plus(order.probeEvery());
    return due.isAfter(again) ? due : again;
  }

  /**
   * It asks to be the probe, as whoever happens to be due does. Another one each time: there may be
   * some that are kept from calling by a fault of their own.
   */
  private void sendOneThatWaits() {
    UndeliveredQuery allThatWait =
        new UndeliveredQuery(
            null, order.host(), WorkflowClock.now(), WorkflowClock.now(), null, null);
    List<String> waiting = Ledger.glance(allThatWait).waiting();
    for (int asked = 0; asked < waiting.size(); asked++) {
      String next = waiting.get(probes++ % waiting.size());
      if (Letter.send(next, RunningCallback.RECEIVER_IS_BACK)) {
        return;
      }
    }
  }

  /**
   * And what was given up meanwhile, but for what it does not want or somebody ended: nobody asked
   * for that.
   */
  private void sendAllThatWait() {
    CallbackRedeliveries all =
        Workflow.newChildWorkflowStub(
            CallbackRedeliveries.class,
            ChildWorkflowOptions.newBuilder()
                .setTaskQueue(TaskQueues.CALLBACKS)
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                .setCancellationType(ChildWorkflowCancellationType.ABANDON)
                .build());
    Async.function(
        all::redeliverAll,
        new RedeliveriesOrder(
            "turnup",
            "the receiver is well again: " + why,
            null,
            order.host(),
            failingSince,
            null,
            true,
            null));
    Workflow.getWorkflowExecution(all).get();
  }

  private ReceiverState state() {
    return new ReceiverState(failingSince, failures, nextProbe);
  }

  private void write() {
    Workflow.setCurrentDetails(inWords());
    Workflow.upsertTypedSearchAttributes(OperationAttributes.CALLBACK_HOST.valueSet(order.host()));
    Workflow.upsertMemo(Map.of(STATE, state()));
  }

  private String inWords() {
    if (nextProbe != null) {
      return "**SUSPENDED**: failing since %s; a callback is let through at %s to see whether it is well again (update Resume)"
          .formatted(failingSince, nextProbe);
    }
    return well
        ? "Well again: %s. All that wait for it are sent in a moment".formatted(why)
        : "In trouble since " + failingSince;
  }
}
