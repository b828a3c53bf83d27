package dev.turnup.workflows.delivery;

import dev.turnup.workflows.callback.CallbackAttempt;
import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.callback.CallbackNotice;
import dev.turnup.workflows.callback.CallbackSchedule;
import dev.turnup.workflows.callback.CallbackSender;
import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.localfirst.LocalAttempt;
import dev.turnup.workflows.operation.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;

/** Makes attempts, and learns of those that failed what there is to learn. */
final class Attempts {

  /** A slow receiver may take half of this over one attempt; getting a token is part of it. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final String event;

  /** For operators: what is sent, such as {@code success_event: SERVICE_CREATED}. */
  Attempts(String event) {
    this.event = event;
  }

  /** Inside the workflow task, and quick. */
  Made local(CallbackNotice notice) {
    return make(
        Workflow.newLocalActivityStub(CallbackSender.class, LocalAttempt.options(event)), notice);
  }

  /** By whoever takes it from the queue. */
  Made durable(CallbackNotice notice) {
    return make(Workflow.newActivityStub(CallbackSender.class, options()), notice);
  }

  private ActivityOptions options() {
    return ActivityOptions.newBuilder()
        .setTaskQueue(TaskQueues.CALLBACKS)
        .setStartToCloseTimeout(LONGEST)
        // While no worker is there it waits; nothing of that is held against the receiver.
        .setScheduleToCloseTimeout(CallbackSchedule.WINDOW)
        .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
        .setSummary(event)
        .build();
  }

  private static Made make(CallbackSender sender, CallbackNotice notice) {
    long began = Workflow.currentTimeMillis();
    try {
      return new Made(sender.sendCallback(notice), Duration.ZERO);
    } catch (ActivityFailure failure) {
      if (FailureKind.of(failure) == FailureKind.CANCELLED) {
        throw failure;
      }
      return new Made(said(failure, began), FailureKind.retryAfter(failure));
    }
  }

  private static CallbackAttempt said(ActivityFailure failure, long began) {
    if (failure.getCause() instanceof ApplicationFailure failed
        && failed.getDetails().getSize() > 0
        && FailureKind.of(failure) != FailureKind.BUG) {
      return failed.getDetails().get(CallbackAttempt.class);
    }
    return CallbackAttempt.withoutWord(
        Instant.ofEpochMilli(began), Workflow.currentTimeMillis() - began, CallbackError.INTERNAL);
  }
}
