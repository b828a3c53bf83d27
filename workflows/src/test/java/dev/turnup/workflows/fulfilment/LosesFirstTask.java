package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.provisioning.StepRequest;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.workflow.Workflow;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Fails the first workflow task of each run, as when the worker is killed. */
final class LosesFirstTask extends WorkerInterceptorBase {

  private final Set<String> lost = ConcurrentHashMap.newKeySet();
  private final @Nullable String action;

  private LosesFirstTask(@Nullable String action) {
    this.action = action;
  }

  /** At its very end, when all of its work is done. */
  static LosesFirstTask atTheEnd() {
    return new LosesFirstTask(null);
  }

  /** Just before a system is asked for this. */
  static LosesFirstTask before(String action) {
    return new LosesFirstTask(action);
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void init(WorkflowOutboundCallsInterceptor outbound) {
        super.init(new LosingBefore(outbound));
      }

      @Override
      public WorkflowOutput execute(WorkflowInput input) {
        WorkflowOutput output = super.execute(input);
        if (action == null) {
          lose();
        }
        return output;
      }
    };
  }

  private void lose() {
    if (lost.add(Workflow.getInfo().getWorkflowId())) {
      throw new IllegalStateException("the task is lost");
    }
  }

  private final class LosingBefore extends WorkflowOutboundCallsInterceptorBase {

    LosingBefore(WorkflowOutboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public <R> LocalActivityOutput<R> executeLocalActivity(LocalActivityInput<R> input) {
      if (input.getArgs()[0] instanceof StepRequest request && request.action().equals(action)) {
        lose();
      }
      return super.executeLocalActivity(input);
    }
  }
}
