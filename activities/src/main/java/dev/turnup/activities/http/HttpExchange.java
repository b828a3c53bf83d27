package dev.turnup.activities.http;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came of a call: an answer or a failure.
 *
 * @param dialled the address that was called, or the last of several that were tried; null if none
 *     was
 * @param answer null if there was none
 * @param failure why there was none; null if there was one
 */
public record HttpExchange(
    @Nullable InetAddress dialled, @Nullable HttpAnswer answer, @Nullable IOException failure) {

  /** The answer. */
  public HttpAnswer orThrow() throws IOException {
    if (failure != null) {
      throw failure;
    }
    return Objects.requireNonNull(answer, "neither an answer nor a failure");
  }
}
