package dev.turnup.api.problem;

import org.springframework.http.HttpStatus;

/**
 * The {@code code} of every refusal. Codes are contract: none is renamed or given another meaning.
 * What the caller should do next stands with each.
 */
public enum ProblemCode {
  /** Correct what {@code errors} names and send the request again. */
  BAD_REQUEST(HttpStatus.BAD_REQUEST, "Request not valid"),

  /** Send a bearer token that is valid and meant for this API. */
  UNAUTHORIZED_REQUEST(HttpStatus.UNAUTHORIZED, "Missing credentials"),

  /** Ask the operator for a token with the right for this call. */
  FORBIDDEN_RESOURCE(HttpStatus.FORBIDDEN, "Request forbidden by administrative rules"),

  /** Check the path; an operation is only visible to the partner who asked for it. */
  NOT_FOUND(HttpStatus.NOT_FOUND, "Resource not found"),

  /** Use one of the methods in the header {@code Allow}. */
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "Method not allowed"),

  /** Accept {@code application/json}. */
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "No acceptable media type"),

  /**
   * The id was used before. For the first request, look at {@code Location}; for a new one, take a
   * new id.
   */
  DUPLICATE_WORKFLOW_ID(HttpStatus.NOT_ACCEPTABLE, "Duplicate workflow id"),

  /** Send less than 256 KiB. */
  PAYLOAD_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "Request body too large"),

  /** Send {@code application/json}. */
  UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Unsupported media type"),

  /**
   * A fault of ours. Send the request again with the same id: what was accepted is not done twice.
   */
  INTERNAL_SERVER_ERROR(
      HttpStatus.INTERNAL_SERVER_ERROR, "Server is not working due to some error"),

  /** Wait for {@code Retry-After} and send the request again with the same id. */
  SERVICE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Service temporarily unavailable");

  private final HttpStatus status;
  private final String title;

  ProblemCode(HttpStatus status, String title) {
    this.status = status;
    this.title = title;
  }

  public HttpStatus status() {
    return status;
  }

  /** What it means, in a few words. */
  public String title() {
    return title;
  }
}
