package dev.turnup.standalone.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated back end answers.
 *
 * @param status 0 for no answer at all
 * @param body written as JSON, unless it is a page; null for none
 */
record Answer(int status, Map<String, String> headers, String type, @Nullable Object body) {

  private static final String JSON = "application/json";

  static Answer json(int status, Object body) {
    return new Answer(status, Map.of(), JSON, body);
  }

  /** Nothing but a status. */
  static Answer bare(int status) {
    return new Answer(status, Map.of(), JSON, null);
  }

  static Answer problem(int status, String title) {
    return json(status, Map.of("title", title));
  }

  /** A problem with a code, which tells it from others with that status. */
  static Answer problem(int status, String code, String title) {
    return json(status, Map.of("code", code, "title", title));
  }

  static Answer page(String html) {
    return new Answer(200, Map.of(), "text/html", html);
  }

  /** No answer at all. */
  static Answer silence() {
    return bare(0);
  }

  Answer with(String header, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(header, value);
    return new Answer(status, all, type, body);
  }

  boolean isSilence() {
    return status == 0;
  }

  byte[] bytes() {
    if (body == null) {
      return new byte[0];
    }
    return type.equals(JSON) ? Json.write(body) : Json.utf8(body.toString());
  }
}
