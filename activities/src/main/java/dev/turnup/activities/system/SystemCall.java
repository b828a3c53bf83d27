package dev.turnup.activities.system;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP call to a system.
 *
 * @param method such as POST
 * @param path appended to the system's base-url, beginning with a slash; may have a query
 * @param headers beside those that the connection adds: credentials and correlation id
 * @param contentType of the body; ignored without one
 * @param body the text to send, as UTF-8; null for none
 */
public record SystemCall(
    String method,
    String path,
    Map<String, String> headers,
    String contentType,
    @Nullable String body) {

  /** Reads. */
  public static SystemCall get(String path) {
    return new SystemCall("GET", path, Map.of(), "", null);
  }
}
