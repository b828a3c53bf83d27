package dev.turnup.api.problem;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** A refusal for a reason other than the form of the request; the caller sees the code's status. */
public final class Refusal extends RuntimeException {

  /** Long enough for what is away to be restarted, short enough for a person who waits. */
  static final String COME_BACK_AFTER_SECONDS = "5";

  private final ProblemCode code;
  private final @Nullable String detail;
  private final transient HttpHeaders headers;

  private Refusal(
      ProblemCode code, @Nullable String detail, HttpHeaders headers, @Nullable Throwable cause) {
    super(code.name(), cause);
    this.code = code;
    this.detail = detail;
    this.headers = headers;
  }

  /** There is no such operation, or it is another partner's. The caller sees 404. */
  public static Refusal unknownOperation() {
    return new Refusal(
        ProblemCode.NOT_FOUND,
        "There is no such operation, or no longer: operations are kept for the retention of the"
            + " Temporal namespace",
        HttpHeaders.EMPTY,
        null);
  }

  /**
   * The correlation id was used before. The caller sees 406.
   *
   * @param location where the first request's operation is; null to reveal nothing of it
   */
  public static Refusal duplicate(@Nullable String location, @Nullable String detail) {
    HttpHeaders headers = new HttpHeaders();
    if (location != null) {
      headers.set(HttpHeaders.LOCATION, location);
    }
    return new Refusal(ProblemCode.DUPLICATE_WORKFLOW_ID, detail, headers, null);
  }

  /** Nothing can be undone any more. The caller sees 409. */
  public static Refusal tooLateToCancel() {
    return new Refusal(ProblemCode.TOO_LATE_TO_CANCEL, null, HttpHeaders.EMPTY, null);
  }

  /** There is no outcome that could be told again. The caller sees 409. */
  public static Refusal nothingToTell() {
    return new Refusal(ProblemCode.NOTHING_TO_TELL, null, HttpHeaders.EMPTY, null);
  }

  /**
   * It was done only a moment ago. The caller sees 429 and when to try again.
   *
   * @param pause until it may be asked for again
   */
  public static Refusal tooSoon(Duration pause) {
    return notYet("The callback was sent only a moment ago, or is being sent right now", pause);
  }

  /**
   * It was done many times lately. The caller sees 429 and when to try again.
   *
   * @param pause until it may be asked for again
   */
  public static Refusal tooOften(Duration pause) {
    return notYet("All callbacks have been asked for again many times in the last hour", pause);
  }

  private static Refusal notYet(String detail, Duration pause) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, pause.toSeconds() + 1)));
    return new Refusal(ProblemCode.TOO_MANY_REQUESTS, detail, headers, null);
  }

  /** Temporal cannot be reached. The caller sees 503 and when to try again. */
  public static Refusal unavailable(Throwable cause) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, COME_BACK_AFTER_SECONDS);
    return new Refusal(
        ProblemCode.SERVICE_UNAVAILABLE,
        "The request may not have been stored. Send it again with the same Request-Correlation-Id",
        headers,
        cause);
  }

  Problem toProblem() {
    return Problem.of(code, detail);
  }

  HttpHeaders headers() {
    return headers;
  }
}
