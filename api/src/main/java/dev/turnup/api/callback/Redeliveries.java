package dev.turnup.api.callback;

import dev.turnup.api.problem.Refusal;
import dev.turnup.api.temporal.Memo;
import dev.turnup.api.temporal.TemporalCalls;
import dev.turnup.workflows.callback.CallbackReport;
import dev.turnup.workflows.callback.CallbackState;
import dev.turnup.workflows.operation.BeingSent;
import dev.turnup.workflows.operation.CallbackSending;
import dev.turnup.workflows.operation.CorrelationId;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.operation.RunningCallback;
import dev.turnup.workflows.operation.TaskQueues;
import dev.turnup.workflows.redelivery.CallbackRedelivery;
import dev.turnup.workflows.redelivery.RedeliveryOrder;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Has outcomes told again, one by one. */
public final class Redeliveries implements AutoCloseable {

  /** However often a partner asks for one, the answer stays small. */
  private static final int MOST_SHOWN = 50;

  private static final String REASON = "asked for over the API";

  private final WorkflowClient temporal;
  private final InstantSource clock;
  private final TemporalCalls calls;

  /**
   * Starts nothing yet.
   *
   * @param timeout how long to wait for Temporal
   */
  public Redeliveries(WorkflowClient temporal, InstantSource clock, Duration timeout) {
    this.temporal = temporal;
    this.clock = clock;
    calls = new TemporalCalls(timeout);
  }

  /**
   * How the latest redelivery of an operation's callback stands; empty if there was none, or its
   * first task is still to come.
   *
   * @throws Refusal if Temporal cannot be reached in time
   */
  public Optional<CallbackView> latest(CorrelationId operation) {
    return describeLatest(operation).flatMap(CallbackView::of);
  }

  /**
   * How those stand that a search finds, which is a moment late.
   *
   * @throws Refusal if there is no such operation, or Temporal cannot be reached in time
   */
  RedeliveriesView find(CorrelationId operation, String partner) {
    String redeliveries = CallbackRedelivery.workflowId(operation.workflowId());
    return calls
        .describe(temporal, operation.workflowId(), partner)
        .map(known -> calls.find(temporal, "WorkflowId = '%s'".formatted(redeliveries), MOST_SHOWN))
        .map(RedeliveriesView::of)
        .orElseThrow(Refusal::unknownOperation);
  }

  private Optional<WorkflowExecutionDescription> describeLatest(CorrelationId operation) {
    return calls.describe(temporal, CallbackRedelivery.workflowId(operation.workflowId()));
  }

  /**
   * Has the partner's callback sent again: at once if it waits for its next attempt, and once more
   * on its schedule if it was delivered or given up.
   *
   * @throws Refusal if there is no such operation, its outcome is not decided, it was sent only a
   *     moment ago, or nobody answers in time
   */
  void redeliver(CorrelationId operation, String partner) {
    WorkflowExecutionDescription told =
        calls
            .describe(temporal, operation.workflowId(), partner)
            .orElseThrow(Refusal::unknownOperation);
    CallbackReport report = report(told).orElseThrow(Refusal::nothingToTell);
    // A run that somebody ended from outside did not write down that it waits no more.
    boolean isOver = report.state() != CallbackState.PENDING || told.getCloseTime() != null;
    Optional<CallbackReport> again =
        isOver ? describeLatest(operation).flatMap(Redeliveries::report) : Optional.empty();
    CallbackReport latest = again.orElse(report);
    requirePause(Pace.untilNext(latest, clock.instant()));
    String run =
        again.isPresent()
            ? CallbackRedelivery.workflowId(operation.workflowId())
            : operation.workflowId();
    if (latest.state() != CallbackState.PENDING || !sentAtOnce(run, partner)) {
      // An operator may have corrected the address.
      tellOnceMore(
          operation, partner, again.map(sent -> sent.notice().address().toString()).orElse(null));
    }
  }

  private static void requirePause(Duration untilNext) {
    if (untilNext.isPositive()) {
      throw Refusal.tooSoon(untilNext);
    }
  }

  /** Whether it waited for its next attempt, which is made now. */
  private boolean sentAtOnce(String workflowId, String partner) {
    WorkflowStub run = temporal.newUntypedWorkflowStub(workflowId);
    try {
      calls.inTime(
          () ->
              run.update(
                  RunningCallback.SEND_CALLBACK_NOW,
                  String.class,
                  new CallbackSending(partner, REASON, null)));
      return true;
    } catch (WorkflowUpdateException refused) {
      if (isBeingSent(refused)) {
        throw Refusal.tooSoon(Pace.USUAL);
      }
      return false;
    } catch (WorkflowNotFoundException over) {
      return false;
    } catch (WorkflowUpdateTimeoutOrCancelledException e) {
      // It needs a worker, and none is there now.
      throw Refusal.unavailable(e);
    } catch (WorkflowServiceException e) {
      throw TemporalCalls.unreachable(e);
    }
  }

  /** What a validator throws comes wrapped. */
  private static boolean isBeingSent(Throwable refused) {
    for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
      if (cause instanceof ApplicationFailure why && BeingSent.TYPE.equals(why.getType())) {
        return true;
      }
    }
    return false;
  }

  private void tellOnceMore(CorrelationId operation, String partner, @Nullable String address) {
    CallbackRedelivery redelivery =
        temporal.newWorkflowStub(CallbackRedelivery.class, options(operation, partner));
    RedeliveryOrder order = RedeliveryOrder.of(operation.workflowId(), partner, REASON, address);
    try {
      calls.inTime(() -> WorkflowClient.start(redelivery::redeliver, order));
    } catch (WorkflowServiceException e) {
      throw TemporalCalls.unreachable(e);
    }
  }

  private static WorkflowOptions options(CorrelationId operation, String partner) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(CallbackRedelivery.workflowId(operation.workflowId()))
        .setTaskQueue(TaskQueues.CALLBACKS)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setMemo(Map.of(OperationMemo.PARTNER, partner))
        .setStaticSummary("Tell %s an outcome once more".formatted(partner))
        .build();
  }

  private static Optional<CallbackReport> report(WorkflowExecutionDescription run) {
    return Memo.read(run, OperationMemo.CALLBACK, CallbackReport.class);
  }

  @Override
  public void close() {
    calls.close();
  }
}
