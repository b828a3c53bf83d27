package dev.turnup.activities.provisioning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.turnup.activities.http.AttemptDeadline;
import dev.turnup.activities.http.HttpAnswer;
import dev.turnup.activities.http.OutboundHttp;
import dev.turnup.activities.http.RetryAfter;
import dev.turnup.activities.provisioning.ProvisioningSettings.BackEnd;
import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.operation.CorrelationId;
import dev.turnup.workflows.provisioning.ProvisioningSystems;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a back end by {@code POST base-url/action}, with the idempotency key in {@code
 * Idempotency-Key}. A 2xx is success and its JSON object the result; 408, 425, 429 and 5xx mean
 * "later", as do connections that fail and answers that cannot be read. 3xx, 401, 403, 405, 406,
 * 415 and a 404 without a JSON object are faults of the set-up, not of the order, and are tried
 * again while somebody mends it. Any other 4xx is a refusal.
 */
final class HttpProvisioningSystems implements ProvisioningSystems, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HttpProvisioningSystems.class);

  private static final int LONGEST_ANSWER_BYTES = 64 * 1024;
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);
  private static final TypeReference<Map<String, Object>> JSON_OBJECT = new TypeReference<>() {};

  private final ObjectMapper json =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private final Map<String, Connection> connections = new HashMap<>();
  private final MeterRegistry meters;
  private final Clock clock;

  /** A back end and the connections to it, which no other back end can use up. */
  private record Connection(BackEnd backEnd, OutboundHttp http) {}

  HttpProvisioningSystems(ProvisioningSettings settings, MeterRegistry meters, Clock clock) {
    settings
        .systems()
        .forEach(
            (name, backEnd) ->
                connections.put(
                    name,
                    new Connection(
                        backEnd,
                        new OutboundHttp(
                            name, backEnd.maxConnections(), backEnd.maxConnections()))));
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public StepResult performStep(StepRequest request) {
    HttpAnswer answer = call(request);
    if (!answer.isSuccess()) {
      throw failure(request, answer);
    }
    return new StepResult(read(request, answer));
  }

  @Override
  public void undoStep(StepRequest request) {
    HttpAnswer answer = call(request);
    // The deed never happened, or is gone already. Either way nothing is left to undo.
    boolean nothingLeft =
        answer.status() == 410 || (answer.status() == 404 && isOfTheSystem(answer));
    if (!answer.isSuccess() && !nothingLeft) {
      throw failure(request, answer);
    }
  }

  private HttpAnswer call(StepRequest request) {
    Connection connection = connection(request.system());
    Timer.Sample sample = Timer.start(meters);
    String result = "no_answer";
    try {
      HttpAnswer answer =
          connection
              .http()
              .post(
                  address(connection.backEnd(), request.action()),
                  headers(connection.backEnd(), request),
                  json.writeValueAsBytes(StepBody.from(request)),
                  AttemptDeadline.within(connection.backEnd().timeout(), clock),
                  LONGEST_ANSWER_BYTES);
      result = answer.status() / 100 + "xx";
      return answer;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a step request that cannot be written as JSON", e);
    } catch (IOException e) {
      throw later(request, "did not answer: " + e.getClass().getSimpleName(), null);
    } finally {
      sample.stop(
          meters.timer(
              "turnup.backend.call",
              "system",
              request.system(),
              "action",
              request.action(),
              "result",
              result));
    }
  }

  private Connection connection(String system) {
    Connection connection = connections.get(system);
    if (connection == null) {
      // Neither the customer's fault nor one that passes: stays visible until somebody configures
      // it.
      throw new IllegalStateException(
          "no back end is configured for system '%s' (set turnup.provisioning.systems.%s.base-url)"
              .formatted(system, system));
    }
    return connection;
  }

  private static URI address(BackEnd backEnd, String action) {
    String base = backEnd.baseUrl().toString();
    return URI.create(base.endsWith("/") ? base + action : base + "/" + action);
  }

  private static Map<String, String> headers(BackEnd backEnd, StepRequest request) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Idempotency-Key", request.idempotencyKey());
    headers.put(CorrelationId.HEADER, request.correlationId());
    headers.put("Accept", "application/json");
    if (backEnd.credentials() != null) {
      headers.put(backEnd.credentials().header(), backEnd.credentials().value().value());
    }
    return headers;
  }

  private Map<String, Object> read(StepRequest request, HttpAnswer answer) {
    if (answer.cut()) {
      throw later(
          request,
          "answered %d with a body that broke off or has more than %d bytes"
              .formatted(answer.status(), LONGEST_ANSWER_BYTES),
          null);
    }
    if (answer.body().isBlank()) {
      return Map.of();
    }
    return object(answer)
        .orElseThrow(
            () -> later(request, "answered " + answer.status() + " without a JSON object", null));
  }

  private Optional<Map<String, Object>> object(HttpAnswer answer) {
    try {
      return Optional.ofNullable(json.readValue(answer.body(), JSON_OBJECT));
    } catch (IOException e) {
      // What is wrong with it is not passed on: the parser's message would quote the answer.
      return Optional.empty();
    }
  }

  /** Gateways and wrong addresses answer 404 as well, but not with a JSON object. */
  private boolean isOfTheSystem(HttpAnswer answer) {
    return object(answer).isPresent();
  }

  private ApplicationFailure failure(StepRequest request, HttpAnswer answer) {
    String what = "answered " + answer.status();
    boolean refusal =
        switch (answer.status()) {
          case 401, 403, 405, 406, 408, 415, 425, 429 -> false;
          case 404 -> isOfTheSystem(answer);
          default -> answer.status() >= 400 && answer.status() < 500;
        };
    return refusal
        ? FailureKind.REJECTED.toFailure(words(request, what))
        : later(request, what, answer);
  }

  private ApplicationFailure later(StepRequest request, String what, @Nullable HttpAnswer answer) {
    String words = words(request, what);
    log.warn("{} (operation {}); it will be tried again", words, request.correlationId());
    Duration asked =
        RetryAfter.parse(answer == null ? null : answer.retryAfter(), clock.instant())
            .map(pause -> pause.compareTo(LONGEST_RETRY_AFTER) < 0 ? pause : LONGEST_RETRY_AFTER)
            .orElse(null);
    return FailureKind.UNAVAILABLE.toFailure(words, asked);
  }

  private static String words(StepRequest request, String what) {
    return request.system() + "/" + request.action() + " " + what;
  }

  @Override
  public void close() throws IOException {
    for (Connection connection : connections.values()) {
      connection.http().close();
    }
  }
}
