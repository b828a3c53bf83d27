package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.callback.CallbackNotice;
import dev.turnup.workflows.callback.CallbackSender;
import io.temporal.activity.Activity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** A partner who writes down what arrives, and fails as often as told. */
final class RecordingCallbacks implements CallbackSender {

  /** An attempt as it arrived. */
  record Attempt(CallbackNotice notice, boolean local, long atMillis) {}

  private final Deque<Supplier<RuntimeException>> failures = new ArrayDeque<>();
  private final List<Attempt> attempts = new ArrayList<>();

  synchronized RecordingCallbacks failingWith(Supplier<RuntimeException> failure) {
    failures.add(failure);
    return this;
  }

  synchronized List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  /** What arrived; fails unless it is exactly one notice. */
  CallbackNotice theOne() {
    List<CallbackNotice> notices = attempts().stream().map(Attempt::notice).distinct().toList();
    if (notices.size() != 1) {
      throw new AssertionError("expected one notice but got " + notices);
    }
    return notices.getFirst();
  }

  @Override
  public synchronized void sendCallback(CallbackNotice notice) {
    attempts.add(
        new Attempt(
            notice,
            Activity.getExecutionContext().getInfo().isLocal(),
            Activity.getExecutionContext().getInfo().getCurrentAttemptScheduledTimestamp()));
    Supplier<RuntimeException> failure = failures.poll();
    if (failure != null) {
      throw failure.get();
    }
  }
}
