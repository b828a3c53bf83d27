package dev.turnup.activities.tmf640;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.turnup.activities.http.HttpAnswer;
import dev.turnup.activities.system.SystemFailures;
import dev.turnup.workflows.provisioning.StepRequest;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What answers mean that are no success: by their status, and by the error in them (TMF630). */
final class Refusals {

  private static final int LONGEST = 2000;

  /** Codes that may be shown. A run of digits may be a telephone number or a card's. */
  private static final Pattern SAFE_CODE = Pattern.compile("(?!.*[0-9]{6})[A-Za-z0-9._-]{1,40}");

  /** Codes that only repeat what the status says. */
  private static final Pattern NO_WORD = Pattern.compile("[0-9]*|(?i)conflict");

  private final List<String> needsOperatorCodes;
  private final Clock clock;

  Refusals(List<String> needsOperatorCodes, Clock clock) {
    this.needsOperatorCodes = needsOperatorCodes;
    this.clock = clock;
  }

  /**
   * Why a deed was not done, to be thrown.
   *
   * @param how the words for how it was told, such as "answered"
   */
  RuntimeException ofDeed(StepRequest request, HttpAnswer answer, String how) {
    JsonNode error = error(answer);
    String what = how + " " + answer.status() + code(error);
    return switch (answer.status()) {
      case 401, 403 -> SystemFailures.needsOperator(request, what);
      case 405, 406, 408, 415, 425, 429, 503 -> SystemFailures.later(request, what, answer, clock);
      // Without JSON it is not the system that says so, but a gateway or a wrong address.
      case 404 ->
          error.isObject()
              ? SystemFailures.refused(request, what)
              : SystemFailures.later(request, what, answer, clock);
      case 409 ->
          isForOperators(error)
              ? SystemFailures.needsOperator(request, what)
              : SystemFailures.refused(request, what);
      default -> byClass(request, answer, what);
    };
  }

  private RuntimeException byClass(StepRequest request, HttpAnswer answer, String what) {
    if (answer.status() >= 500) {
      return SystemFailures.uncertain(request, what, answer, clock);
    }
    return answer.status() >= 400
        ? SystemFailures.refused(request, what)
        : SystemFailures.later(request, what, answer, clock);
  }

  /**
   * Why a service could not be made, to be thrown. A conflict may be with what our own lost first
   * call has made.
   */
  RuntimeException ofCreation(StepRequest request, HttpAnswer answer, String how) {
    JsonNode error = error(answer);
    if (answer.status() == 409 && !isForOperators(error) && mayBeOurs(error)) {
      return SystemFailures.ambiguous(request, how + " " + answer.status() + code(error));
    }
    return ofDeed(request, answer, how);
  }

  /**
   * Why something could not be read, to be thrown. That says nothing of any deed, so it is never a
   * refusal.
   */
  RuntimeException ofReading(StepRequest request, HttpAnswer answer) {
    String what = SystemFailures.answered(answer) + " when it was asked to read";
    return switch (answer.status()) {
      case 401, 403 -> SystemFailures.needsOperator(request, what);
      default -> SystemFailures.later(request, what, answer, clock);
    };
  }

  /** Whether the system, and no gateway before it, says that there is no such thing (any more). */
  static boolean isGone(HttpAnswer answer) {
    return answer.status() == 410 || (answer.status() == 404 && error(answer).isObject());
  }

  /** Whether it is an error as TMF630 has them, with the two members that it requires. */
  static boolean isError(HttpAnswer answer) {
    return error(answer).has("code") && error(answer).has("reason");
  }

  private boolean isForOperators(JsonNode error) {
    return needsOperatorCodes.stream().anyMatch(error.path("code").asText()::equalsIgnoreCase);
  }

  private static boolean mayBeOurs(JsonNode error) {
    boolean saysNoMore = NO_WORD.matcher(error.path("code").asText()).matches();
    return saysNoMore
        || Stream.of("code", "reason", "message")
            .map(member -> error.path(member).asText().toLowerCase(Locale.ROOT))
            .anyMatch(text -> text.contains("exist") || text.contains("duplicate"));
  }

  private static String code(JsonNode error) {
    return Optional.ofNullable(Json.text(error, "code", LONGEST))
        .filter(code -> SAFE_CODE.matcher(code).matches())
        .map(code -> " (" + code + ")")
        .orElse("");
  }

  private static JsonNode error(HttpAnswer answer) {
    return Json.read(answer).filter(JsonNode::isObject).orElse(MissingNode.getInstance());
  }
}
