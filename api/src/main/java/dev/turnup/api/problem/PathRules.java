package dev.turnup.api.problem;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Tomcat and the firewall of Spring Security let no path have, as programs on the way to us
 * and in it read it in different ways.
 */
final class PathRules {

  private static final Pattern REFUSED =
      Pattern.compile(
          "//|/\\.\\.?(?:/|$)|[;\\\\]|%(?:2[5ef]|3b|5c|7f|[01][0-9a-f])", Pattern.CASE_INSENSITIVE);

  private PathRules() {}

  /** What is wrong with it, without a word of what is in it; null if nothing is. */
  static @Nullable String complaint(String path) {
    return REFUSED.matcher(path).find()
        ? "path: must have no empty, . or .. segments, no percent-encoded dot, and within a segment"
            + " none of / \\ ; % nor a control character, not even percent-encoded"
        : null;
  }
}
