package dev.turnup.workflows.fulfilment;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.workflow.Workflow;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sends the first letter of each operation to somebody who is not there. */
final class LosesFirstLetter extends WorkerInterceptorBase {

  private final Set<String> lost = ConcurrentHashMap.newKeySet();

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void init(WorkflowOutboundCallsInterceptor outbound) {
        super.init(
            new WorkflowOutboundCallsInterceptorBase(outbound) {
              @Override
              public SignalExternalOutput signalExternalWorkflow(SignalExternalInput input) {
                boolean first =
                    Workflow.getInfo().getParentWorkflowId().isEmpty()
                        && lost.add(Workflow.getInfo().getWorkflowId());
                return super.signalExternalWorkflow(first ? astray(input) : input);
              }
            });
      }
    };
  }

  private static WorkflowOutboundCallsInterceptor.SignalExternalInput astray(
      WorkflowOutboundCallsInterceptor.SignalExternalInput input) {
    return new WorkflowOutboundCallsInterceptor.SignalExternalInput(
        WorkflowExecution.newBuilder().setWorkflowId("nobody").build(),
        input.getSignalName(),
        input.getHeader(),
        input.getArgs());
  }
}
