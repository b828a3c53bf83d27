package dev.turnup.workflows.operation;

import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;

/**
 * Refuses updates in words alone. The Temporal UI would show the stack trace below them, to whoever
 * forgot to say why.
 */
public final class PlainRefusals extends WorkerInterceptorBase {

  private static final StackTraceElement[] NONE = {};

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void validateUpdate(UpdateInput input) {
        try {
          super.validateUpdate(input);
        } catch (IllegalArgumentException | IllegalStateException refusal) {
          refusal.setStackTrace(NONE);
          throw refusal;
        }
      }
    };
  }
}
