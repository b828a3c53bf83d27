package dev.turnup.activities;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.temporal.activity.ActivityInterface;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Runs code as an attempt of an activity, as a call to a system must belong to one. */
public final class Attempt {

  /** Whatever a test wants. */
  @ActivityInterface
  public interface Anything {
    void happen();
  }

  private Attempt() {}

  public static <T> T durable(Supplier<T> code) {
    return run(code, false, Duration.ZERO);
  }

  public static <T> T local(Supplier<T> code) {
    return run(code, true, Duration.ZERO);
  }

  /** A local one that somebody makes only after this pause. */
  public static <T> T local(Duration waited, Supplier<T> code) {
    return run(code, true, waited);
  }

  /** What the code throws in a durable attempt. */
  public static ApplicationFailure failureOf(Supplier<?> code) {
    return thrownBy(() -> durable(code));
  }

  /** What the code throws in a local attempt. */
  public static ApplicationFailure localFailureOf(Supplier<?> code) {
    return thrownBy(() -> local(code));
  }

  /** What this throws. */
  public static ApplicationFailure thrownBy(Supplier<?> attempt) {
    return requireNonNull(
        catchThrowableOfType(ApplicationFailure.class, attempt::get), "the attempt did not fail");
  }

  private static <T> T run(Supplier<T> code, boolean local, Duration waited) {
    AtomicReference<T> result = new AtomicReference<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Anything activity =
        () -> {
          try {
            result.set(code.get());
          } catch (RuntimeException | Error e) {
            failure.set(e);
          }
        };
    try (ActivityStage stage = new ActivityStage(activity).waited(waited)) {
      (local ? stage.local(Anything.class) : stage.durable(Anything.class)).happen();
    }
    Throwable thrown = failure.get();
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
    return result.get();
  }
}
