package dev.turnup.api.problem;

import org.springframework.http.HttpStatus;

/**
 * The {@code code} of every refusal. Codes are contract: none is renamed or given another meaning.
 */
public enum ProblemCode {
  BAD_REQUEST(
      HttpStatus.BAD_REQUEST,
      "Request not valid",
      "Correct what errors names and send the request again."),

  UNAUTHORIZED_REQUEST(
      HttpStatus.UNAUTHORIZED,
      "Missing credentials",
      "Send a bearer token that is valid and meant for this API."),

  FORBIDDEN_RESOURCE(
      HttpStatus.FORBIDDEN,
      "Request forbidden by administrative rules",
      "Ask the operator for a token with the scope for this call."),

  NOT_FOUND(
      HttpStatus.NOT_FOUND,
      "Resource not found",
      "Check the path; an operation is only visible to the partner who asked for it."),

  METHOD_NOT_ALLOWED(
      HttpStatus.METHOD_NOT_ALLOWED,
      "Method not allowed",
      "Use one of the methods in the header Allow."),

  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "No acceptable media type", "Accept application/json."),

  DUPLICATE_WORKFLOW_ID(
      HttpStatus.NOT_ACCEPTABLE,
      "Duplicate workflow id",
      "For the first request look at Location; for a new one take a new correlation id."),

  TOO_LATE_TO_CANCEL(
      HttpStatus.CONFLICT,
      "The operation cannot be cancelled any more",
      "Wait for the callback: the operation is past its point of no return or the download of its"
          + " eSIM, may have told of success already, or is over."),

  NOTHING_TO_TELL(
      HttpStatus.CONFLICT,
      "The operation has no outcome yet",
      "Wait for the callback: it is sent as soon as there is an outcome."),

  PAYLOAD_TOO_LARGE(
      HttpStatus.CONTENT_TOO_LARGE, "Request body too large", "Send less than 256 KiB."),

  UNSUPPORTED_MEDIA_TYPE(
      HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Unsupported media type", "Send application/json."),

  TOO_MANY_REQUESTS(
      HttpStatus.TOO_MANY_REQUESTS,
      "Too many requests",
      "Wait for Retry-After before you ask for this again."),

  INTERNAL_SERVER_ERROR(
      HttpStatus.INTERNAL_SERVER_ERROR,
      "Server is not working due to some error",
      "Send the request again with the same correlation id: what was accepted is not done twice."),

  SERVICE_UNAVAILABLE(
      HttpStatus.SERVICE_UNAVAILABLE,
      "Service temporarily unavailable",
      "Wait for Retry-After and send the request again with the same correlation id.");

  private final HttpStatus status;
  private final String title;
  private final String next;

  ProblemCode(HttpStatus status, String title, String next) {
    this.status = status;
    this.title = title;
    this.next = next;
  }

  public HttpStatus status() {
    return status;
  }

  /** What it means, in a few words. */
  public String title() {
    return title;
  }

  /** What the caller should do. */
  public String next() {
    return next;
  }
}
