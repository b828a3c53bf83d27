package dev.turnup.standalone.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnup.standalone.stage.Http.Answer;
import dev.turnup.workflows.callback.CallbackError;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A partner who asks for things, at one of the apis. */
public final class Partner {

  private static final JsonMapper JSON = new JsonMapper();

  private final Stage stage;
  private final String api;
  private final String token;
  private final String successUrl;
  private final String errorUrl;

  Partner(Stage stage, String api, String token) {
    this(stage, api, token, stage.receiver().successUrl(), stage.receiver().errorUrl());
  }

  private Partner(Stage stage, String api, String token, String successUrl, String errorUrl) {
    this.stage = stage;
    this.api = api;
    this.token = token;
    this.successUrl = successUrl;
    this.errorUrl = errorUrl;
  }

  /** The same, whose receiver answers 500 to the first attempt of each callback. */
  public Partner whoseReceiverFailsOnce() {
    String script = PartnerReceiver.FAILS_ONCE;
    return withReceiver(successUrl + script, errorUrl + script);
  }

  /** The same with another receiver than the stage's. */
  public Partner withReceiver(String success, String error) {
    return new Partner(stage, api, token, success, error);
  }

  /** Asks for a service with this id, which may be a script for the simulator. */
  public Operation creates(String serviceType, String serviceId) {
    return creates(Wish.of(serviceType, serviceId));
  }

  /** Asks for a service within a trace of its own (W3C Trace Context). */
  public Operation createsInTrace(String serviceType, String serviceId, String traceparent) {
    String id = newId();
    Wish wish = Wish.of(serviceType, serviceId);
    Map<String, String> headers = new LinkedHashMap<>(headers(id));
    headers.put("traceparent", traceparent);
    Answer answer =
        Http.send("POST", api + "/v3/" + serviceType + "/", headers, withCallbacks(body(wish)));
    return accepted(id, serviceId, answer);
  }

  /** Asks for a service. */
  public Operation creates(Wish wish) {
    String id = newId();
    return accepted(id, wish.serviceId(), create(id, wish));
  }

  /** Asks for another device for a service with this id, which may be a script too. */
  public Operation changesTheDeviceOf(String serviceType, String serviceId) {
    return changesTheDevice(Wish.of(serviceType, serviceId));
  }

  /** Asks for another device for a service. */
  public Operation changesTheDevice(Wish wish) {
    String id = newId();
    return accepted(id, wish.serviceId(), changeDevice(id, wish));
  }

  /**
   * Asks for a service under this id.
   *
   * @param members of the body, beside the callbacks
   */
  public Operation creates(String id, String serviceType, Map<String, Object> members) {
    Map<String, Object> body = withCallbacks(new LinkedHashMap<>(members));
    return accepted(
        id,
        String.valueOf(members.getOrDefault("service_id", "")),
        send("POST", "/v3/" + serviceType + "/", id, body));
  }

  /**
   * Asks for another device for a service, under this id.
   *
   * @param members of the body, beside the callbacks
   */
  public Operation changesTheDevice(
      String id, String serviceType, String serviceId, Map<String, Object> members) {
    Map<String, Object> body = withCallbacks(new LinkedHashMap<>(members));
    String path = "/v3/" + serviceType + "/" + serviceId + "/devices/device-1";
    return accepted(id, serviceId, send("PATCH", path, id, body));
  }

  /** Asks, and takes any answer. */
  public Answer create(String id, String serviceType, String serviceId) {
    return create(id, Wish.of(serviceType, serviceId));
  }

  /** Asks for a service under this id, but has told half of it only so far. */
  public HalfSent beginsToCreate(String id, String serviceType, String serviceId) {
    Map<String, Object> body = withCallbacks(body(Wish.of(serviceType, serviceId)));
    return HalfSent.post(
        URI.create(api).getPort(),
        "/v3/" + serviceType + "/",
        headers(id),
        JSON.writeValueAsString(body));
  }

  private Answer create(String id, Wish wish) {
    return send("POST", "/v3/" + wish.serviceType() + "/", id, withCallbacks(body(wish)));
  }

  private static Map<String, Object> body(Wish wish) {
    Map<String, Object> body = new LinkedHashMap<>();
    if (wish.serviceId() != null) {
      body.put("service_id", wish.serviceId());
    }
    body.put("service_details", wish.details());
    return body;
  }

  private Answer changeDevice(String id, Wish wish) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("category", wish.category());
    body.put("new_service_device_details", wish.details());
    return send(
        "PATCH",
        "/v3/" + wish.serviceType() + "/" + wish.serviceId() + "/devices/device-1",
        id,
        withCallbacks(body));
  }

  /** Asks for an operation to be cancelled, and takes any answer. */
  public Answer cancels(Operation operation) {
    return send(
        "POST", "/v3/operations/" + operation.id() + "/cancellations", operation.id(), null);
  }

  /** The same, which has to be accepted. Why it was not shows in how the operation stands. */
  public Answer cancelsInTime(Operation operation) {
    return cancels(operation, 202);
  }

  /** The same, which has to be refused as too late. */
  public void cancelsTooLate(Operation operation) {
    Answer answer = cancels(operation, 409);
    assertThat(answer.json().path("code").asString()).isEqualTo("TOO_LATE_TO_CANCEL");
  }

  private Answer cancels(Operation operation, int expected) {
    Answer answer = cancels(operation);
    assertThat(answer.status())
        .as(() -> answer.text() + "\n" + operation.howItStands())
        .isEqualTo(expected);
    return answer;
  }

  /** Asks for an operation's callback to be sent again, as soon as that may be. */
  public void redelivers(Operation operation) {
    String path = redeliveriesOf(operation);
    boolean waits = isPending(operation);
    Answer answer =
        await()
            .atMost(Duration.ofMinutes(1))
            .pollInterval(Duration.ofMillis(500))
            .until(
                () -> send("POST", path, operation.id(), null),
                asked -> asked.status() != 429 || (waits && !isPending(operation)));
    // The attempt that was due anyway may have come first.
    assertThat(answer.status()).as(answer.text()).isIn(202, waits ? 429 : 202);
  }

  private static boolean isPending(Operation operation) {
    return operation.status().path("callback").path("state").asString("").equals("PENDING");
  }

  /**
   * Asks for all callbacks to be sent again that did not get through; where to see the progress.
   */
  public String redeliversAllSince(Instant time, String host) {
    Map<String, Object> body = Map.of("failed_since", time.toString(), "host", host);
    return begun(send("POST", "/v3/callback-redeliveries", newId(), body));
  }

  /** Asks for it again and again, until that is too often; when it may ask again. */
  public Duration redeliversAllSinceForEver(Instant time, String host) {
    Map<String, Object> body = Map.of("failed_since", time.toString(), "host", host);
    String first = newId();
    begun(send("POST", "/v3/callback-redeliveries", first, body));
    for (int allowed = 2; allowed <= 10; allowed++) {
      begun(send("POST", "/v3/callback-redeliveries", newId(), body));
    }
    // What began in the last moment may not be found yet.
    Answer tooOften =
        await()
            .atMost(Duration.ofMinutes(1))
            .pollInterval(Duration.ofSeconds(1))
            .until(
                () -> send("POST", "/v3/callback-redeliveries", newId(), body),
                answer -> answer.status() == 429);
    assertThat(tooOften.json().path("code").asString()).isEqualTo("TOO_MANY_REQUESTS");
    assertThat(send("POST", "/v3/callback-redeliveries", first, body).status())
        .as("the first once more")
        .isEqualTo(406);
    return Duration.ofSeconds(Long.parseLong(tooOften.header("Retry-After").orElseThrow()));
  }

  /** Has its receivers tried out; where to see what came of it. */
  public String triesItsReceiversOut() {
    return begun(send("POST", "/v3/callback-tests", newId(), withCallbacks(new LinkedHashMap<>())));
  }

  private static String begun(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer.header("Location").orElseThrow();
  }

  /** What it sees there once it is completed. */
  public JsonNode awaitsCompletionOf(String location) {
    return await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> send("GET", location, newId(), null).json(),
            seen -> seen.path("state").asString("").equals("completed"));
  }

  /** Asks for it every now and then until an attempt fails like this. */
  public void redeliversUntil(Operation operation, CallbackError error) {
    redeliversUntil(operation, () -> Operation.errors(operation.attempts()).contains(error.name()));
  }

  private void redeliversUntil(Operation operation, Callable<Boolean> reached) {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              if (reached.call()) {
                return true;
              }
              redelivers(operation);
              return false;
            });
  }

  private Map<String, Object> withCallbacks(Map<String, Object> body) {
    body.put("callback_success_url", successUrl);
    body.put("callback_error_url", errorUrl);
    return body;
  }

  /** The operation of this id, whichever of its requests was the one that was taken. */
  public Operation operation(String id) {
    return new Operation(stage, this, id, null);
  }

  /** Looks an operation up, and takes any answer. */
  public Answer looksUp(String id) {
    return send("GET", "/v3/operations/" + id, id, null);
  }

  Answer looksUpRedeliveriesOf(Operation operation) {
    return send("GET", redeliveriesOf(operation), operation.id(), null);
  }

  private static String redeliveriesOf(Operation operation) {
    return "/v3/operations/" + operation.id() + "/callback-redeliveries";
  }

  private Answer send(String method, String path, String id, @Nullable Object body) {
    return Http.send(method, api + path, headers(id), body);
  }

  private Map<String, String> headers(String id) {
    return Map.of(
        "Authorization",
        "Bearer " + token,
        "Content-Type",
        "application/json",
        "Request-Correlation-Id",
        id);
  }

  private Operation accepted(String id, @Nullable String serviceId, Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.header("Location")).contains("/v3/operations/" + id);
    assertThat(answer.header("Request-Correlation-Id")).contains(id);
    assertThat(answer.json().path("external_reference_id").asString()).isEqualTo(id);
    return new Operation(stage, this, id, serviceId);
  }

  /** A correlation id that was never used. */
  public static String newId() {
    return UUID.randomUUID().toString();
  }
}
