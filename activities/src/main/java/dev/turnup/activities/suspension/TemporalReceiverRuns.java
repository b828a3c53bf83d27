package dev.turnup.activities.suspension;

import dev.turnup.workflows.operation.TaskQueues;
import dev.turnup.workflows.redelivery.Receiver;
import dev.turnup.workflows.redelivery.ReceiverOrder;
import dev.turnup.workflows.redelivery.ReceiverState;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.Optional;

/** Looks the runs up on the Temporal server, and talks to them. */
final class TemporalReceiverRuns implements ReceiverRuns {

  private final WorkflowClient temporal;
  private final SuspensionSettings settings;

  TemporalReceiverRuns(WorkflowClient temporal, SuspensionSettings settings) {
    this.temporal = temporal;
    this.settings = settings;
  }

  @Override
  public Optional<ReceiverState> find(String host) {
    try {
      WorkflowExecutionDescription run = stub(host).describe();
      return run.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
          ? Optional.of(state(run))
          : Optional.empty();
    } catch (WorkflowNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Until its first task is done, all that is known is that it is there. */
  private static ReceiverState state(WorkflowExecutionDescription run) {
    return run.getMemo(Receiver.STATE, ReceiverState.class) instanceof ReceiverState state
        ? state
        : new ReceiverState(run.getStartTime(), 1, null);
  }

  @Override
  public void failed(String host) {
    WorkflowStub run =
        temporal.newUntypedWorkflowStub(
            Receiver.class.getSimpleName(),
            WorkflowOptions.newBuilder()
                .setWorkflowId(Receiver.workflowId(host))
                .setTaskQueue(TaskQueues.CALLBACKS)
                .setStaticSummary("Watch over a receiver in trouble: " + host)
                .build());
    ReceiverOrder order =
        new ReceiverOrder(host, settings.after(), settings.failures(), settings.probeEvery(), null);
    run.signalWithStart(Receiver.FAILED, new Object[0], new Object[] {order});
  }

  @Override
  public void delivered(String host) {
    try {
      stub(host).signal(Receiver.DELIVERED);
    } catch (WorkflowNotFoundException overAlready) {
      // Somebody else told first.
    }
  }

  @Override
  public boolean mayProbe(String host) {
    try {
      return stub(host).update(Receiver.PROBE, Boolean.class);
    } catch (WorkflowNotFoundException wellAgain) {
      return true;
    }
  }

  private WorkflowStub stub(String host) {
    return temporal.newUntypedWorkflowStub(Receiver.workflowId(host));
  }
}
