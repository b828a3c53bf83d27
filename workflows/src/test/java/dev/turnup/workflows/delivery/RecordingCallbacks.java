package dev.turnup.workflows.delivery;

import dev.turnup.workflows.callback.AddressClass;
import dev.turnup.workflows.callback.CallbackAttempt;
import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.callback.CallbackNotice;
import dev.turnup.workflows.callback.CallbackSender;
import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.trace.CurrentTrace;
import dev.turnup.workflows.trace.Trace;
import io.temporal.activity.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A partner who writes down what arrives, and fails as often as told. */
public final class RecordingCallbacks implements CallbackSender {

  /** An attempt as it arrived. */
  public record Attempt(
      CallbackNotice notice, boolean local, long atMillis, @Nullable Trace trace) {}

  private final Deque<Supplier<RuntimeException>> failures = new ArrayDeque<>();
  private final List<Attempt> attempts = new ArrayList<>();

  public synchronized RecordingCallbacks failingWith(Supplier<RuntimeException> failure) {
    failures.add(failure);
    return this;
  }

  /** The next attempt fails for this reason. */
  public RecordingCallbacks failingFor(CallbackError error) {
    return failingFor(error, (Duration) null);
  }

  /** The same, and a pause is asked for. */
  public RecordingCallbacks failingFor(CallbackError error, @Nullable Duration retryAfter) {
    return failingWith(
        () -> kind(error).toFailure("the receiver failed", retryAfter, attempt(error)));
  }

  /** The same, and it takes until this has been done. */
  public RecordingCallbacks failingFor(CallbackError error, Runnable meanwhile) {
    return failingWith(
        () -> {
          meanwhile.run();
          return kind(error).toFailure("the receiver failed", null, attempt(error));
        });
  }

  private static FailureKind kind(CallbackError error) {
    return error.isFinal() ? FailureKind.UNDELIVERABLE : FailureKind.UNAVAILABLE;
  }

  private static CallbackAttempt attempt(@Nullable CallbackError error) {
    return new CallbackAttempt(
        Instant.EPOCH,
        AddressClass.PUBLIC_IPV4,
        error == null ? 204 : 500,
        12,
        error,
        error == null ? null : "not now");
  }

  public synchronized List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  /** What arrived; fails unless it is exactly one notice. */
  public CallbackNotice theOne() {
    List<CallbackNotice> notices = attempts().stream().map(Attempt::notice).distinct().toList();
    if (notices.size() != 1) {
      throw new AssertionError("expected one notice but got " + notices);
    }
    return notices.getFirst();
  }

  @Override
  public synchronized CallbackAttempt sendCallback(CallbackNotice notice) {
    attempts.add(
        new Attempt(
            notice,
            Activity.getExecutionContext().getInfo().isLocal(),
            Activity.getExecutionContext().getInfo().getCurrentAttemptScheduledTimestamp(),
            CurrentTrace.get().orElse(null)));
    Supplier<RuntimeException> failure = failures.poll();
    if (failure != null) {
      throw failure.get();
    }
    return attempt(null);
  }
}
