package dev.turnup.activities.tmf640;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.turnup.activities.http.HttpAnswer;
import dev.turnup.activities.system.SystemCall;
import dev.turnup.activities.system.SystemConnection;
import dev.turnup.activities.system.SystemFailures;
import dev.turnup.workflows.provisioning.StepRequest;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls of TMF640 v4. Those that read fail with {@code UNAVAILABLE}, as they do nothing. */
final class ServiceApi {

  private static final String SERVICES = "/service";
  private static final String JSON = "application/json";
  private static final String MERGE_PATCH = "application/merge-patch+json";

  private final SystemConnection connection;
  private final Refusals refusals;
  private final Clock clock;

  ServiceApi(SystemConnection connection, Refusals refusals, Clock clock) {
    this.connection = connection;
    this.refusals = refusals;
    this.clock = clock;
  }

  HttpAnswer create(StepRequest request, JsonNode service) {
    return change(request, "POST", SERVICES, JSON, service);
  }

  HttpAnswer modify(StepRequest request, String id, JsonNode characteristics) {
    JsonNode patch =
        JsonNodeFactory.instance.objectNode().set("serviceCharacteristic", characteristics);
    return change(request, "PATCH", References.toService(id), MERGE_PATCH, patch);
  }

  HttpAnswer delete(StepRequest request, String id) {
    return change(request, "DELETE", References.toService(id), "", null);
  }

  /** The service at this path; empty if there is none. */
  Optional<Service> read(StepRequest request, String path) {
    HttpAnswer answer = get(request, path);
    if (Refusals.isGone(answer)) {
      return Optional.empty();
    }
    return Optional.of(
        Json.read(requireRead(request, answer))
            .flatMap(Service::from)
            .orElseThrow(() -> unreadable(request, answer, "is no service")));
  }

  /**
   * The services of this name that are not terminated. Systems that ignore the filter, or take it
   * for a part of the name, show others too.
   */
  List<Service> named(StepRequest request, String name) {
    HttpAnswer answer = get(request, SERVICES + "?name=" + References.segment(name));
    if (answer.status() == 404 && Refusals.isError(answer)) {
      return List.of();
    }
    JsonNode list =
        Json.read(requireRead(request, answer))
            .filter(JsonNode::isArray)
            .orElseThrow(() -> unreadable(request, answer, "is no list of services"));
    List<Service> ours =
        list.valueStream()
            .flatMap(each -> Service.from(each).stream())
            .filter(service -> name.equals(service.name()))
            .toList();
    if (ours.isEmpty() && !list.valueStream().allMatch(each -> matches(each, name))) {
      // Ours may be on another page; and taking it for not done could do it twice.
      throw SystemFailures.needsOperator(
          request, "ignores the filter by name, so it cannot be told whether it was done");
    }
    return ours.stream().filter(service -> !service.isTerminated()).toList();
  }

  private static boolean matches(JsonNode service, String filter) {
    return service.path("name").asText().toLowerCase(Locale.ROOT).contains(filter);
  }

  /** Whatever is answered at this path below the base-url. */
  HttpAnswer get(StepRequest request, String path) {
    try {
      return connection.call(request, new SystemCall("GET", path, headers(request), "", null));
    } catch (ApplicationFailure failure) {
      throw SystemFailures.ofAQuestion(failure);
    }
  }

  /** The answer, if it is a success. */
  HttpAnswer requireRead(StepRequest request, HttpAnswer answer) {
    if (!answer.isSuccess()) {
      throw refusals.ofReading(request, answer);
    }
    return answer;
  }

  /** The path below the base-url that the address leads to; empty if it leads elsewhere. */
  Optional<String> below(@Nullable String href) {
    return References.below(connection.baseUrl(), href);
  }

  /** The work is not done, and nobody says how long it may take. */
  ApplicationFailure stillAtWork(StepRequest request) {
    return stillAtWork(request, new HttpAnswer(202, null, null, "", false));
  }

  /** The work is not done. */
  ApplicationFailure stillAtWork(StepRequest request, HttpAnswer answer) {
    return SystemFailures.stillAtWork(request, answer, clock);
  }

  ApplicationFailure unreadable(StepRequest request, HttpAnswer answer, String what) {
    String words = SystemFailures.answered(answer) + ", and what it answered " + what;
    return SystemFailures.later(request, words, (Duration) null);
  }

  private HttpAnswer change(
      StepRequest request,
      String method,
      String path,
      String contentType,
      @Nullable JsonNode body) {
    Map<String, String> headers = headers(request);
    headers.put("Idempotency-Key", request.idempotencyKey());
    return connection.call(
        request,
        new SystemCall(method, path, headers, contentType, body == null ? null : body.toString()));
  }

  private static Map<String, String> headers(StepRequest request) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", JSON);
    headers.put("X-Turnup-Action", request.action());
    return headers;
  }
}
