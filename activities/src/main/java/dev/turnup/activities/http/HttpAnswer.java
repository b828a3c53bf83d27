package dev.turnup.activities.http;

import org.jspecify.annotations.Nullable;

/**
 * What the other side answered.
 *
 * @param status the HTTP status
 * @param retryAfter the header {@code Retry-After} as it came; null if there was none
 * @param location the header {@code Location} as it came; null if there was none
 * @param contentType the header {@code Content-Type} as it came; null if there was none
 * @param body the body as UTF-8, up to the limit of the exchange; empty if it broke off
 * @param cut whether the body is not whole: it went on beyond that limit, broke off, or was still
 *     under way at the deadline
 */
public record HttpAnswer(
    int status,
    @Nullable String retryAfter,
    @Nullable String location,
    @Nullable String contentType,
    String body,
    boolean cut) {

  /** Without a word on what its body is. */
  public HttpAnswer(
      int status,
      @Nullable String retryAfter,
      @Nullable String location,
      String body,
      boolean cut) {
    this(status, retryAfter, location, null, body, cut);
  }

  /** Whether the status is one of 200 to 299. */
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }
}
