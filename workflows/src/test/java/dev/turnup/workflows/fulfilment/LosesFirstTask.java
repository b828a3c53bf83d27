package dev.turnup.workflows.fulfilment;

import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.workflow.Workflow;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Fails the first workflow task of each run at its very end, when all of its work is done. */
final class LosesFirstTask extends WorkerInterceptorBase {

  private final Set<String> lost = ConcurrentHashMap.newKeySet();

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public WorkflowOutput execute(WorkflowInput input) {
        WorkflowOutput output = super.execute(input);
        if (lost.add(Workflow.getInfo().getWorkflowId())) {
          throw new IllegalStateException("the task is lost");
        }
        return output;
      }
    };
  }
}
