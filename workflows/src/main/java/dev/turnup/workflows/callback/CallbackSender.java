package dev.turnup.workflows.callback;

import io.temporal.activity.ActivityInterface;

/** Tells a partner the outcome of an operation. */
@ActivityInterface
public interface CallbackSender {

  /**
   * Makes one attempt.
   *
   * @return the attempt that the receiver took
   * @throws io.temporal.failure.ApplicationFailure {@code UNDELIVERABLE} if another attempt is of
   *     no use, else {@code UNAVAILABLE}, with the least pause before the next one if there is one;
   *     its one detail is the {@link CallbackAttempt}
   */
  CallbackAttempt sendCallback(CallbackNotice notice);
}
