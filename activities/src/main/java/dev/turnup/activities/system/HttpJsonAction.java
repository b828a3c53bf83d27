package dev.turnup.activities.system;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a plan's action is asked for over plain HTTP.
 *
 * @param method GET and DELETE are sent without a body
 * @param path appended to base-url; may hold facts in braces, such as <code>/lines/{service_id}
 *     </code>, and <code>{idempotency_key}</code>; null for the action's name
 */
public record HttpJsonAction(@DefaultValue("POST") String method, @Nullable String path) {

  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

  /** What a path may consist of (RFC 3986, section 3.3 and 3.4), and names in braces. */
  private static final Pattern PATH =
      Pattern.compile("/([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2}|\\{[a-z][a-z0-9_]*})*");

  /**
   * @throws IllegalArgumentException if the method is none of GET, POST, PUT, PATCH and DELETE, or
   *     the path is malformed
   */
  public HttpJsonAction {
    if (!METHODS.contains(method)) {
      throw new IllegalArgumentException(
          "actions.method: '%s' (expected: GET, POST, PUT, PATCH or DELETE)".formatted(method));
    }
    if (path != null && !PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "actions.path: '%s' (expected: such as /lines/{service_id})".formatted(path));
    }
  }
}
