package dev.turnup.activities.oauth2;

import dev.turnup.activities.http.HttpAnswer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** There is no token to call with, so the call was not made. */
public final class NoTokenException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean refused;
  private final transient @Nullable HttpAnswer answer;

  private NoTokenException(
      String what, boolean refused, @Nullable HttpAnswer answer, @Nullable IOException cause) {
    super("the token endpoint " + what, cause);
    this.refused = refused;
    this.answer = answer;
  }

  static NoTokenException refused(String what) {
    return new NoTokenException(what, true, null, null);
  }

  static NoTokenException now(String what, @Nullable HttpAnswer answer) {
    return new NoTokenException(what, false, answer, null);
  }

  static NoTokenException unreachable(String what, IOException cause) {
    return new NoTokenException(what, false, null, cause);
  }

  /** Whether the endpoint refuses us one, so that asking again is of no use before it is mended. */
  public boolean isRefused() {
    return refused;
  }

  /** What the endpoint answered, for its {@code Retry-After}; null if that has nothing to say. */
  public @Nullable HttpAnswer answer() {
    return answer;
  }

  /** The trouble in words, such as "the token endpoint answered 503"; quotes no token or secret. */
  public String words() {
    return String.valueOf(getMessage());
  }
}
