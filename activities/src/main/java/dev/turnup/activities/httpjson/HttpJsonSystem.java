package dev.turnup.activities.httpjson;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.turnup.activities.http.HttpAnswer;
import dev.turnup.activities.system.HttpJsonAction;
import dev.turnup.activities.system.HttpJsonSettings;
import dev.turnup.activities.system.ProvisioningSystem;
import dev.turnup.activities.system.SystemCall;
import dev.turnup.activities.system.SystemConnection;
import dev.turnup.activities.system.SystemFailures;
import dev.turnup.workflows.provisioning.LostAnswer;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks a system by {@code POST base-url/action}, or as its settings have it, with the idempotency
 * key in {@code Idempotency-Key}. A 2xx is success and its JSON object the result, but for a 202:
 * the work goes on, and the same call is made again until it is over. What other statuses mean is
 * in {@link #failure}.
 */
public final class HttpJsonSystem implements ProvisioningSystem {

  private static final int ACCEPTED = 202;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int GONE = 410;

  private static final String JSON = "application/json";
  private static final TypeReference<Map<String, Object>> JSON_OBJECT = new TypeReference<>() {};

  /** What these do is in their address, and a body has no meaning (RFC 9110, section 9.3). */
  private static final Set<String> WITHOUT_BODY = Set.of("GET", "DELETE");

  private static final HttpJsonAction BY_NAME = new HttpJsonAction("POST", null);

  private final ObjectMapper json =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private final SystemConnection connection;
  private final HttpJsonSettings settings;
  private final Clock clock;

  /** One that is reached by this connection. */
  public HttpJsonSystem(SystemConnection connection, HttpJsonSettings settings, Clock clock) {
    this.connection = connection;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public StepResult perform(StepRequest request) {
    HttpAnswer answer = call(request);
    // Who can neither be asked again nor looked up has said all that will ever be heard.
    boolean wait = answer.status() == ACCEPTED && request.whenAnswerIsLost() != LostAnswer.HOLD;
    return wait ? pending(request) : performed(request, answer);
  }

  @Override
  public StepResult undo(StepRequest request) {
    HttpAnswer answer = call(request);
    return answer.status() == ACCEPTED ? pending(request) : undone(request, answer);
  }

  @Override
  public StepResult follow(StepRequest request) {
    HttpAnswer answer = callToFollow(request);
    if (answer.status() == ACCEPTED) {
      throw SystemFailures.stillAtWork(request, answer, clock);
    }
    if (answer.status() / 100 == 5) {
      throw SystemFailures.later(request, SystemFailures.answered(answer), answer, clock);
    }
    return request.undoes() == null ? performed(request, answer) : undone(request, answer);
  }

  /** Asked again under its own key, the system says how far it is. */
  private static StepResult pending(StepRequest request) {
    return StepResult.pending(request.idempotencyKey());
  }

  private StepResult performed(StepRequest request, HttpAnswer answer) {
    if (!answer.isSuccess()) {
      throw failure(request, answer);
    }
    return StepResult.done(read(request, answer));
  }

  private StepResult undone(StepRequest request, HttpAnswer answer) {
    // The deed never happened, or is gone already. Either way nothing is left to undo.
    boolean nothingLeft =
        answer.status() == GONE || (answer.status() == NOT_FOUND && isOfTheSystem(answer));
    if (nothingLeft) {
      return StepResult.done(Map.of());
    }
    // What it says is of no use to anybody, but that it is the system who says it has to be seen.
    performed(request, answer);
    return StepResult.done(Map.of());
  }

  @Override
  public Optional<StepResult> readBack(StepRequest deed) {
    if (deed.readBack() == null) {
      // The action would be the deed's own, and a system that overlooks that we only ask does it.
      throw SystemFailures.needsOperator(
          deed,
          "cannot be looked up by plain HTTP (the plan's step '%s' needs read-back: <action> or"
                  .formatted(deed.step())
              + " <system>/<action>)");
    }
    // Without an idempotency key: the answer may change, and must not be one that was kept.
    HttpAnswer answer = call(deed, StepBody.lookingFor(deed), headers());
    if (answer.status() == NOT_FOUND && isOfTheSystem(answer)) {
      return Optional.empty();
    }
    if (!answer.isSuccess()) {
      throw failure(deed, answer);
    }
    return Optional.of(StepResult.done(found(deed, answer)));
  }

  /** A deed is found only if the system says so in words: an empty answer may be anybody's. */
  private Map<String, Object> found(StepRequest deed, HttpAnswer answer) {
    if (answer.status() == ACCEPTED || answer.body().isBlank()) {
      throw withoutObject(deed, answer);
    }
    return read(deed, answer);
  }

  /** Who does not say how far the work is has not said that it is over. */
  private HttpAnswer callToFollow(StepRequest request) {
    try {
      return call(request);
    } catch (ApplicationFailure failure) {
      throw SystemFailures.ofAQuestion(failure);
    }
  }

  private HttpAnswer call(StepRequest request) {
    Map<String, String> headers = headers();
    headers.put("Idempotency-Key", request.idempotencyKey());
    return call(request, StepBody.from(request), headers);
  }

  private static Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", JSON);
    return headers;
  }

  private HttpAnswer call(StepRequest request, StepBody body, Map<String, String> headers) {
    HttpJsonAction action = settings.actions().getOrDefault(request.action(), BY_NAME);
    return connection.call(
        request,
        new SystemCall(
            action.method(),
            ActionPath.of(action, request),
            headers,
            JSON,
            WITHOUT_BODY.contains(action.method()) ? null : written(body)));
  }

  private String written(StepBody body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a step request that cannot be written as JSON", e);
    }
  }

  private Map<String, Object> read(StepRequest request, HttpAnswer answer) {
    if (answer.cut()) {
      throw SystemFailures.uncertain(
          request, SystemFailures.answered(answer) + " with a body that broke off or is too long");
    }
    if (answer.body().isBlank()) {
      return Map.of();
    }
    return object(answer).orElseThrow(() -> withoutObject(request, answer));
  }

  private static ApplicationFailure withoutObject(StepRequest request, HttpAnswer answer) {
    return SystemFailures.uncertain(
        request, SystemFailures.answered(answer) + " without a JSON object");
  }

  private Optional<Map<String, Object>> object(HttpAnswer answer) {
    try {
      return Optional.ofNullable(json.readValue(answer.body(), JSON_OBJECT));
    } catch (JsonProcessingException e) {
      // What is wrong with it is not passed on: the parser's message would quote the answer.
      return Optional.empty();
    }
  }

  /** Gateways and wrong addresses answer 404 as well, but not with a JSON object. */
  private boolean isOfTheSystem(HttpAnswer answer) {
    return object(answer).isPresent();
  }

  /**
   * A 401 or 403 is nothing that the order could mend, nor is a 409 with one of the codes that need
   * an operator. The statuses that say "not now", or that the request came to the wrong place, did
   * nothing; of other 5xx that is not known. Any other 4xx is a refusal. A redirect is not
   * followed: it is a fault of the set-up, not of the order.
   */
  private ApplicationFailure failure(StepRequest request, HttpAnswer answer) {
    String what = SystemFailures.answered(answer);
    return switch (answer.status()) {
      case 401, 403 -> SystemFailures.needsOperator(request, what);
      case 405, 406, 408, 415, 425, 429, 503 -> SystemFailures.later(request, what, answer, clock);
      case NOT_FOUND ->
          isOfTheSystem(answer)
              ? SystemFailures.refused(request, what)
              : SystemFailures.later(request, what, answer, clock);
      case CONFLICT -> conflict(request, what, answer);
      default ->
          switch (answer.status() / 100) {
            case 4 -> SystemFailures.refused(request, what);
            case 5 -> SystemFailures.uncertain(request, what, answer, clock);
            default -> SystemFailures.later(request, what, answer, clock);
          };
    };
  }

  private ApplicationFailure conflict(StepRequest request, String what, HttpAnswer answer) {
    return object(answer)
        .map(said -> said.get("code"))
        .filter(settings.needsOperatorCodes()::contains)
        .map(code -> SystemFailures.needsOperator(request, what + " " + code))
        .orElseGet(() -> SystemFailures.refused(request, what));
  }
}
