package dev.turnup.workflows.callback;

import io.temporal.activity.ActivityInterface;

/** Tells a partner the outcome of an operation. */
@ActivityInterface
public interface CallbackSender {

  /**
   * Makes one attempt. Fails with {@code UNAVAILABLE} and the pause until the next attempt, or with
   * {@code UNDELIVERABLE} if there is to be none.
   */
  void sendCallback(CallbackNotice notice);
}
