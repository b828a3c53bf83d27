package dev.turnup.activities.system;

import dev.turnup.activities.http.HttpAnswer;
import dev.turnup.activities.http.RetryAfter;
import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.provisioning.StepRequest;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The failures of all protocols, in the same words: {@code system/action answered 503}. Each is
 * logged in one line with the operation's id, but for refusals, which are expected. To be thrown by
 * the caller. What is said must hold no personal data, no secret and nothing of an answer but short
 * well-known codes.
 */
public final class SystemFailures {

  private static final Logger log = LoggerFactory.getLogger(SystemFailures.class);

  private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

  private SystemFailures() {}

  /**
   * {@code UNAVAILABLE}: not now, and nothing has happened.
   *
   * @param what such as "answered 503"
   * @param answer for its {@code Retry-After}, which is honoured up to an hour
   */
  public static ApplicationFailure later(
      StepRequest request, String what, HttpAnswer answer, Clock clock) {
    return later(request, what, retryAfter(answer, clock));
  }

  /**
   * {@code UNAVAILABLE}: not now, and nothing has happened.
   *
   * @param pause before the next attempt at the least; null leaves it to the retry policy
   */
  public static ApplicationFailure later(
      StepRequest request, String what, @Nullable Duration pause) {
    log.warn("{} (operation {}); not done", words(request, what), request.correlationId());
    return FailureKind.UNAVAILABLE.toFailure(words(request, what), pause);
  }

  /**
   * {@code UNAVAILABLE}: the system has taken the work and is not done yet. Nothing is wrong, and
   * it may go on for days, so it is not logged as a failure.
   */
  public static ApplicationFailure stillAtWork(
      StepRequest request, HttpAnswer answer, Clock clock) {
    return stillAtWork(request, retryAfter(answer, clock));
  }

  /** {@code UNAVAILABLE}: what the system has taken cannot be seen yet. Nothing is wrong. */
  public static ApplicationFailure stillAtWork(StepRequest request) {
    return stillAtWork(request, null);
  }

  private static ApplicationFailure stillAtWork(StepRequest request, @Nullable Duration pause) {
    String words = words(request, "is still at work");
    log.debug("{} (operation {})", words, request.correlationId());
    return FailureKind.UNAVAILABLE.toFailure(words, pause);
  }

  /**
   * {@code UNCERTAIN}: it may have been done.
   *
   * @param answer for its {@code Retry-After}, which is honoured up to an hour
   */
  public static ApplicationFailure uncertain(
      StepRequest request, String what, HttpAnswer answer, Clock clock) {
    return uncertain(request, what, retryAfter(answer, clock));
  }

  /**
   * Why a call failed that does nothing but ask: {@code UNAVAILABLE} where another call would be
   * {@code UNCERTAIN}, as nothing can have happened by it.
   */
  public static ApplicationFailure ofAQuestion(ApplicationFailure failure) {
    return FailureKind.UNCERTAIN.name().equals(failure.getType())
        ? FailureKind.UNAVAILABLE.toFailure(
            failure.getOriginalMessage(), failure.getNextRetryDelay())
        : failure;
  }

  /** {@code UNCERTAIN}: it may have been done, and no usable answer came. */
  public static ApplicationFailure uncertain(StepRequest request, String what) {
    return uncertain(request, what, null);
  }

  private static ApplicationFailure uncertain(
      StepRequest request, String what, @Nullable Duration pause) {
    String words = words(request, what);
    log.warn("{} (operation {}); it may have been done", words, request.correlationId());
    return FailureKind.UNCERTAIN.toFailure(words, pause);
  }

  /** {@code REJECTED}: the system understood and said no. */
  public static ApplicationFailure refused(StepRequest request, String what) {
    return FailureKind.REJECTED.toFailure(words(request, what));
  }

  /** {@code NEEDS_OPERATOR}: it was not done, and somebody has to see to the reason. */
  public static ApplicationFailure needsOperator(StepRequest request, String what) {
    String words = words(request, what);
    log.warn("{} (operation {}); it needs an operator", words, request.correlationId());
    return FailureKind.NEEDS_OPERATOR.toFailure(words);
  }

  /** The system refused, and perhaps only because an earlier attempt of this deed succeeded. */
  public static AmbiguousRefusal ambiguous(StepRequest request, String what) {
    return new AmbiguousRefusal(words(request, what));
  }

  /** Such as "answered 503". */
  public static String answered(HttpAnswer answer) {
    return "answered " + answer.status();
  }

  /** Such as "network/activate answered 503". */
  public static String words(StepRequest request, String what) {
    return request.system() + "/" + request.action() + " " + what;
  }

  private static @Nullable Duration retryAfter(HttpAnswer answer, Clock clock) {
    return RetryAfter.parse(answer.retryAfter(), clock.instant())
        .map(asked -> asked.compareTo(LONGEST_RETRY_AFTER) < 0 ? asked : LONGEST_RETRY_AFTER)
        .orElse(null);
  }
}
