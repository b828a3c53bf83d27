package dev.turnup.api.operation;

import dev.turnup.api.temporal.TemporalCalls;
import dev.turnup.workflows.esim.DownloadProgress;
import dev.turnup.workflows.esim.EsimInstallation;
import dev.turnup.workflows.esim.InstallationId;
import dev.turnup.workflows.esim.InstallationLetters;
import dev.turnup.workflows.operation.TaskQueues;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;

/** Hands on what is told of the installation of eSIM profiles. */
public final class Installations implements AutoCloseable {

  private final WorkflowClient temporal;
  private final TemporalCalls calls;

  Installations(WorkflowClient temporal, Duration timeout) {
    this.temporal = temporal;
    calls = new TemporalCalls(timeout);
  }

  /**
   * Keeps it for the operation that waits, or will come to wait. When this returns, it is durable.
   *
   * @throws dev.turnup.api.problem.Refusal if Temporal cannot be reached in time; to be told twice
   *     does no harm
   */
  public void keep(InstallationId id, DownloadProgress progress) {
    EsimInstallation box = temporal.newWorkflowStub(EsimInstallation.class, options(id));
    BatchRequest openAndTell = temporal.newSignalWithStartRequest();
    openAndTell.add(box::keep, (InstallationLetters) null);
    openAndTell.add(box::progress, progress);
    try {
      calls.inTime(() -> temporal.signalWithStart(openAndTell));
    } catch (WorkflowServiceException e) {
      throw TemporalCalls.unreachable(e);
    }
  }

  /**
   * Hands it on if there is an operation that waits, or somebody kept an earlier report.
   *
   * @return whether there is
   * @throws dev.turnup.api.problem.Refusal as {@link #keep}
   */
  public boolean tellIfAwaited(InstallationId id, DownloadProgress progress) {
    WorkflowStub box = temporal.newUntypedWorkflowStub(id.workflowId());
    try {
      return calls.inTime(
          () -> {
            box.signal(EsimInstallation.PROGRESS, progress);
            return true;
          });
    } catch (WorkflowNotFoundException nobodyWaits) {
      return false;
    } catch (WorkflowServiceException e) {
      throw TemporalCalls.unreachable(e);
    }
  }

  private static WorkflowOptions options(InstallationId id) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(id.workflowId())
        .setTaskQueue(TaskQueues.PROVISIONING)
        .setStaticSummary(EsimInstallation.SUMMARY)
        .build();
  }

  @Override
  public void close() {
    calls.close();
  }
}
