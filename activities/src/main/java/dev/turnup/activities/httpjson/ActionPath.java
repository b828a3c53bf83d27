package dev.turnup.activities.httpjson;

import dev.turnup.activities.system.HttpJsonAction;
import dev.turnup.activities.system.SystemFailures;
import dev.turnup.workflows.provisioning.StepRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The path of an action, with the facts in it that it names in braces. */
final class ActionPath {

  private static final Pattern NAME_IN_BRACES = Pattern.compile("\\{([a-z][a-z0-9_]*)}");
  private static final String IDEMPOTENCY_KEY = "idempotency_key";

  private ActionPath() {}

  /**
   * For this request.
   *
   * @throws io.temporal.failure.ApplicationFailure {@code NEEDS_OPERATOR} if a fact is not known,
   *     {@code REJECTED} if one would lead elsewhere
   */
  static String of(HttpJsonAction action, StepRequest request) {
    String template = action.path();
    if (template == null) {
      return "/" + request.action();
    }
    return NAME_IN_BRACES
        .matcher(template)
        .replaceAll(name -> Matcher.quoteReplacement(value(name.group(1), request)));
  }

  private static String value(String name, StepRequest request) {
    String value = known(name, request);
    if (value == null) {
      throw SystemFailures.needsOperator(
          request, "was not called: its path needs " + name + ", which is not known");
    }
    if (value.equals(".") || value.equals("..")) {
      // No encoding keeps these two from being taken for steps in the path (RFC 3986, section 5.2).
      throw SystemFailures.refused(request, "was not called: its path cannot hold this " + name);
    }
    // Made for forms, where a space is a plus.
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static @Nullable String known(String name, StepRequest request) {
    return name.equals(IDEMPOTENCY_KEY) ? request.idempotencyKey() : request.facts().text(name);
  }
}
