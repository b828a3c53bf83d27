package dev.turnup.workflows.failure;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TimeoutFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why an activity failed, as far as the story must tell causes apart. All but the last two are said
 * by activities and are the types of their failures in histories, so a constant is never renamed;
 * the last two are concluded from what Temporal reports.
 */
public enum FailureKind {
  /** The system understood and said no. Asking again would not help, so it is not retried. */
  REJECTED,

  /** Not now, and nothing has happened. Retried until the step's patience ends. */
  UNAVAILABLE,

  /** The answer is lost: it may have happened. What is done then is for the plan to say. */
  UNCERTAIN,

  /**
   * Somebody has to see to it: an empty inventory, an expired credential, a system whose state
   * contradicts ours. Asking again helps only after that.
   */
  NEEDS_OPERATOR,

  /** The receiver of a callback is gone for good, or every attempt was used up. */
  UNDELIVERABLE,

  /** Somebody asked for the operation to be cancelled. */
  CANCELLED,

  /**
   * Anything else: a fault of ours, such as an exception that nobody foresaw, a back end that is
   * not configured, or workers that died or were away. It is never held against the customer: no
   * undo follows from it, the work waits for somebody to mend it.
   */
  BUG;

  /**
   * A failure of this kind for an activity to throw.
   *
   * @param message words for operators; no personal data, no secret
   * @param retryAfter how long to wait at the least before the next attempt; null leaves it to the
   *     retry policy
   */
  public ApplicationFailure toFailure(String message, @Nullable Duration retryAfter) {
    return toFailure(message, retryAfter, new Object[0]);
  }

  /**
   * A failure of this kind that tells more than words.
   *
   * @param details what the workflow reads of it
   */
  public ApplicationFailure toFailure(
      String message, @Nullable Duration retryAfter, Object... details) {
    ApplicationFailure.Builder failure =
        ApplicationFailure.newBuilder()
            .setType(name())
            .setMessage(message)
            .setDetails(details)
            .setNonRetryable(this != UNAVAILABLE && this != UNCERTAIN);
    if (this == REJECTED) {
      // An expected answer: it needs no error line in the worker's log and no alarm.
      failure.setCategory(ApplicationErrorCategory.BENIGN);
    }
    if (retryAfter != null) {
      failure.setNextRetryDelay(retryAfter);
    }
    return failure.build();
  }

  /** A failure of this kind that leaves the pause before the next attempt to the retry policy. */
  public ApplicationFailure toFailure(String message) {
    return toFailure(message, null);
  }

  /** What kind of failure the story has been handed. */
  public static FailureKind of(TemporalFailure failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CanceledFailure) {
        return CANCELLED;
      }
      if (cause instanceof TimeoutFailure) {
        // Whatever was said before: the time-outs of activities are shorter, so that none ran when
        // this one was over, and a time that ends between two attempts is no time-out to the
        // server.
        return BUG;
      }
      if (cause instanceof ApplicationFailure said) {
        return ofType(said.getType());
      }
    }
    return BUG;
  }

  /** The pause that the failed attempt asked for before the next one; zero if it asked for none. */
  public static Duration retryAfter(ActivityFailure failure) {
    return failure.getCause() instanceof ApplicationFailure said && said.getNextRetryDelay() != null
        ? said.getNextRetryDelay()
        : Duration.ZERO;
  }

  private static FailureKind ofType(@Nullable String type) {
    for (FailureKind kind : values()) {
      if (kind.name().equals(type)) {
        return kind;
      }
    }
    return BUG;
  }
}
