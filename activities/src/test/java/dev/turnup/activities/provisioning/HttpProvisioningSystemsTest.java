package dev.turnup.activities.provisioning;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static dev.turnup.activities.ActivityStage.failureOf;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.turnup.activities.ActivityStage;
import dev.turnup.activities.RawServer;
import dev.turnup.activities.SettableClock;
import dev.turnup.activities.http.Secret;
import dev.turnup.activities.provisioning.ProvisioningSettings.BackEnd;
import dev.turnup.activities.provisioning.ProvisioningSettings.Credentials;
import dev.turnup.workflows.provisioning.ProvisioningSystems;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class HttpProvisioningSystemsTest {

  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String TOKEN = "t0p-s3cret";

  @RegisterExtension
  static final WireMockExtension NETWORK =
      WireMockExtension.newInstance()
          .options(options().dynamicPort().bindAddress("127.0.0.1"))
          .build();

  private final SettableClock clock = new SettableClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Map<String, BackEnd> backEnds = new HashMap<>();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final List<Thread> background = new ArrayList<>();
  private @Nullable HttpProvisioningSystems systems;

  @AfterEach
  void close() throws Exception {
    if (systems != null) {
      systems.close();
    }
    for (Thread thread : background) {
      thread.join();
    }
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  // What is sent

  @Test
  void postsToTheActionBelowTheBaseUrl() {
    at("/turnup/v1");
    succeed();
    assertThat(sent().getMethod()).isEqualTo(RequestMethod.POST);
    assertThat(sent().getUrl()).isEqualTo("/turnup/v1/activate");
  }

  @Test
  void toleratesABaseUrlThatEndsInASlash() {
    at("/turnup/v1/");
    succeed();
    assertThat(sent().getUrl()).isEqualTo("/turnup/v1/activate");
  }

  @Test
  void postsToTheRootWhenTheBaseUrlHasNoPath() {
    at("");
    succeed();
    assertThat(sent().getUrl()).isEqualTo("/activate");
  }

  @Test
  void sendsKeyCorrelationIdAndCredentialsAsHeaders() {
    Credentials credentials = new Credentials("X-Api-Key", new Secret(TOKEN));
    backEnds.put("network", new BackEnd(network("/n"), LONG, 8, credentials));
    succeed();
    assertThat(sent().header("Idempotency-Key").values()).containsExactly(StepRequests.KEY);
    assertThat(sent().header("Request-Correlation-Id").values())
        .containsExactly(StepRequests.CORRELATION_ID);
    assertThat(sent().header("X-Api-Key").values()).containsExactly(TOKEN);
    assertThat(sent().header("Accept").values()).containsExactly("application/json");
    assertThat(sent().header("Content-Type").values()).containsExactly("application/json");
  }

  @Test
  void sendsNoCredentialsWhenNoneAreConfigured() {
    at("/n");
    succeed();
    assertThat(sent().header("Authorization").isPresent()).isFalse();
  }

  @Test
  void saysInJsonWhatToDo() throws IOException {
    at("/n");
    succeed();
    assertSent(
        """
        {"correlation_id": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
         "partner": "acme",
         "service_type": "applewatch",
         "step": "activate",
         "order": {"service_id": "612123456",
                   "service_details": {"secondary_iccid": "8934011411551283144"}},
         "results": {}}
        """);
  }

  @Test
  void tellsWhatTheStepsBeforeAnswered() throws IOException {
    at("/n");
    NETWORK.stubFor(post("/n/activate").willReturn(okJson("{}")));
    perform(
        StepRequests.valid()
            .after("reserve", Map.of("imsi", "214070000000001", "slots", List.of(1, 2)))
            .toRequest());
    assertSent(
        """
        {"correlation_id": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
         "partner": "acme",
         "service_type": "applewatch",
         "step": "activate",
         "order": {"service_id": "612123456",
                   "service_details": {"secondary_iccid": "8934011411551283144"}},
         "results": {"reserve": {"imsi": "214070000000001", "slots": [1, 2]}}}
        """);
  }

  @Test
  void namesTheDeedThatAnUndoTakesBack() throws IOException {
    at("/n");
    NETWORK.stubFor(post("/n/deactivate").willReturn(okJson("{}")));
    undo();
    assertThat(sent().getUrl()).isEqualTo("/n/deactivate");
    assertThat(sent().header("Idempotency-Key").firstValue()).isEqualTo(StepRequests.KEY + ".undo");
    assertSent(
        """
        {"correlation_id": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
         "partner": "acme",
         "service_type": "applewatch",
         "step": "activate",
         "undoes": "7c9e6679-7425-40de-944b-e07fc1f90ae7.activate",
         "order": {"service_id": "612123456",
                   "service_details": {"secondary_iccid": "8934011411551283144"}},
         "results": {}}
        """);
  }

  @Test
  void keepsLettersThatAreNotAscii() throws IOException {
    at("/n");
    NETWORK.stubFor(post("/n/activate").willReturn(okJson("{\"name\":\"Ñandú 📶\"}")));
    StepRequest request =
        StepRequests.valid().after("reserve", Map.of("name", "Ñandú 📶")).toRequest();
    assertThat(perform(request).answer()).containsEntry("name", "Ñandú 📶");
    assertThat(new ObjectMapper().readTree(sent().getBody()).at("/results/reserve/name").asText())
        .isEqualTo("Ñandú 📶");
  }

  // Success

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202})
  void returnsTheMembersOfTheAnswer(int status) {
    at("/n");
    NETWORK.stubFor(
        post("/n/activate")
            .willReturn(status(status).withBody("{\"service_id\":\"612999999\",\"n\":[1]}")));
    StepResult result = perform(StepRequests.valid().toRequest());
    assertThat(result.answer())
        .containsExactlyInAnyOrderEntriesOf(Map.of("service_id", "612999999", "n", List.of(1)));
    assertThat(result.serviceId()).isEqualTo("612999999");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\r\n", "{}"})
  void returnsNoMembersWhenTheAnswerHasNone(String body) {
    at("/n");
    NETWORK.stubFor(post("/n/activate").willReturn(status(200).withBody(body)));
    assertThat(perform(StepRequests.valid().toRequest()).answer()).isEmpty();
  }

  @Test
  void returnsNoMembersFor204() {
    at("/n");
    NETWORK.stubFor(post("/n/activate").willReturn(status(204)));
    assertThat(perform(StepRequests.valid().toRequest()).answer()).isEmpty();
  }

  @Test
  void doesNotInsistOnTheContentType() {
    at("/n");
    NETWORK.stubFor(
        post("/n/activate")
            .willReturn(
                aResponse().withHeader("Content-Type", "text/plain").withBody("{\"a\":1}")));
    assertThat(perform(StepRequests.valid().toRequest()).answer()).containsEntry("a", 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><body>Welcome</body></html>",
        "[{\"a\":1}]",
        "\"done\"",
        "42",
        "null",
        "{\"a\":",
        "{\"a\":1} and more"
      })
  void triesAgainWhenTheAnswerIsNoJsonObject(String body) {
    at("/n");
    NETWORK.stubFor(post("/n/activate").willReturn(status(200).withBody(body)));
    assertUnavailable(failure()).isEqualTo("network/activate answered 200 without a JSON object");
  }

  @Test
  void triesAgainWhenTheAnswerIsTooLong() {
    at("/n");
    String huge = "{\"a\":\"" + "x".repeat(1_000_000) + "\"}";
    NETWORK.stubFor(post("/n/activate").willReturn(okJson(huge)));
    assertUnavailable(failure())
        .isEqualTo(
            "network/activate answered 200 with a body that broke off or has more than 65536"
                + " bytes");
  }

  @Test
  void ignoresTheBodyOfAnUndosAnswer() {
    at("/n");
    NETWORK.stubFor(post("/n/deactivate").willReturn(status(200).withBody("<html>undone</html>")));
    undo();
  }

  // Refusals and "later"

  @ParameterizedTest
  @ValueSource(ints = {400, 402, 409, 410, 412, 413, 422, 451})
  void isRejectedWithoutAlarmWhenTheSystemRefuses(int status) {
    at("/n");
    NETWORK.stubFor(post("/n/activate").willReturn(status(status)));
    ApplicationFailure failure = failure();
    assertThat(failure.getType()).isEqualTo("REJECTED");
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(failure.getCategory()).isEqualTo(ApplicationErrorCategory.BENIGN);
    assertThat(failure.getOriginalMessage()).isEqualTo("network/activate answered " + status);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        401, 403, 404, 405, 406, 408, 415, 425, 429, 500, 502, 503, 504, 599, 300, 301, 304, 307,
        308
      })
  void isTriedAgainWhenTheSystemCannotSay(int status) {
    at("/n");
    NETWORK.stubFor(post("/n/activate").willReturn(status(status)));
    ApplicationFailure failure = failure();
    assertUnavailable(failure).isEqualTo("network/activate answered " + status);
    assertThat(failure.getNextRetryDelay()).isNull();
  }

  @Test
  void takesA404ForTheSystemsOwnWordIfItIsAJsonObject() {
    at("/n");
    NETWORK.stubFor(post("/n/activate").willReturn(jsonResponse("{}", 404)));
    assertThat(failure().getType()).isEqualTo("REJECTED");
    NETWORK.stubFor(post("/n/deactivate").willReturn(jsonResponse("{}", 404)));
    undo();
  }

  @Test
  void doesNotFollowARedirect() {
    at("/n");
    NETWORK.stubFor(
        post("/n/activate")
            .willReturn(status(302).withHeader("Location", NETWORK.url("/elsewhere"))));
    assertUnavailable(failure()).isEqualTo("network/activate answered 302");
    assertThat(NETWORK.findAll(anyRequestedFor(anyUrl()))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 410})
  void hasNothingLeftToUndo(int status) {
    at("/n");
    NETWORK.stubFor(post("/n/deactivate").willReturn(status(status)));
    undo();
    assertThat(timed("deactivate", status / 100 + "xx")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "409, REJECTED",
    "422, REJECTED",
    "503, UNAVAILABLE",
    "403, UNAVAILABLE",
    "404, UNAVAILABLE"
  })
  void reportsAnUndoThatDidNotHappen(int status, String type) {
    at("/n");
    NETWORK.stubFor(post("/n/deactivate").willReturn(status(status)));
    ApplicationFailure failure = failureOf(this::undo);
    assertThat(failure.getType()).isEqualTo(type);
    assertThat(failure.getOriginalMessage()).isEqualTo("network/deactivate answered " + status);
  }

  // Retry-After

  @ParameterizedTest
  @CsvSource({"429, 7, 7", "503, 120, 120", "503, 3600, 3600", "503, 3601, 3600"})
  void waitsAsLongAsTheSystemAsksForUpToAnHour(int status, String asked, long seconds) {
    assertThat(pauseAfter(status, asked)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void waitsUntilTheDateThatTheSystemNames() {
    clock.set(Instant.parse("2026-11-23T10:00:00Z"));
    assertThat(pauseAfter(503, "Mon, 23 Nov 2026 10:00:45 GMT")).isEqualTo(Duration.ofSeconds(45));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "0", "Mon, 23 Nov 2026 09:59:00 GMT"})
  void leavesThePauseToThePolicyWhenTheSystemAsksForNoneThatMakesSense(String asked) {
    clock.set(Instant.parse("2026-11-23T10:00:00Z"));
    assertThat(pauseAfter(503, asked)).isNull();
  }

  // No answer

  @Test
  void triesAgainWhenNobodyListens() {
    at(RawServer.nobody(), LONG);
    assertUnavailable(failure())
        .isEqualTo("network/activate did not answer: HttpHostConnectException");
    assertThat(timed("activate", "no_answer")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE"})
  void triesAgainWhenTheConnectionBreaks(Fault fault) {
    at("/n");
    NETWORK.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));
    assertUnavailable(failure()).startsWith("network/activate did not answer: ");
  }

  @Test
  void triesAgainWhenTheBodyBreaksOff() {
    at(
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"service_id\":\"6");
          exchange.close();
        },
        LONG);
    assertUnavailable(failure()).contains("answered 200 with a body that broke off");
  }

  @Test
  void triesAgainWhenNoAnswerComesInTime() {
    at(RawServer.Exchange::waitUntilGone, SHORT);
    assertUnavailable(failure())
        .isEqualTo("network/activate did not answer: InterruptedIOException");
  }

  @Test
  void triesAgainWhenTheHeadComesTooSlowly() {
    at(
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nX-Slow: ");
          exchange.dribble();
        },
        SHORT);
    assertUnavailable(failure()).startsWith("network/activate did not answer: ");
  }

  @Test
  void triesAgainWhenTheBodyComesTooSlowly() {
    at(
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n{");
          exchange.dribble();
        },
        SHORT);
    assertUnavailable(failure()).contains("answered 200 with a body that broke off");
  }

  @Test
  void doesNotDoubtARefusalWhoseBodyBreaksOff() {
    at(
        exchange -> {
          exchange.send("HTTP/1.1 409 Conflict\r\nContent-Length: 500\r\n\r\n{");
          exchange.close();
        },
        LONG);
    assertThat(failure().getType()).isEqualTo("REJECTED");
  }

  @Test
  void isOverBeforeALocalAttemptIsGivenUp() {
    at(RawServer.Exchange::waitUntilGone, LONG);
    long start = System.nanoTime();
    ApplicationFailure failure =
        failureOf(
            () ->
                stage()
                    .local(ProvisioningSystems.class)
                    .performStep(StepRequests.valid().toRequest()));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertUnavailable(failure).endsWith("did not answer: InterruptedIOException");
  }

  @Test
  void isNotMadeWhenALocalAttemptHasWaitedTooLongForItsTurn() {
    at("/n");
    clock.set(Instant.now());
    ActivityStage stage = stage().waited(ActivityStage.LOCAL_ATTEMPT);
    assertUnavailable(
        failureOf(
            () ->
                stage
                    .local(ProvisioningSystems.class)
                    .performStep(StepRequests.valid().toRequest())));
    assertThat(NETWORK.findAll(anyRequestedFor(anyUrl()))).isEmpty();
  }

  @Test
  void leavesTheOtherSystemsAloneWhenOneHangs() {
    RawServer hanging = opened(RawServer.thatHangs());
    backEnds.put("network", new BackEnd(hanging.address("/n"), LONG, 1, null));
    backEnds.put("inventory", new BackEnd(network("/i"), LONG, 1, null));
    NETWORK.stubFor(post("/i/activate").willReturn(okJson("{}")));

    Thread stuck = performInBackground();
    await().untilAsserted(() -> assertThat(hanging.requests()).hasSize(1));

    ProvisioningSystems others = stage().durable(ProvisioningSystems.class);
    others.performStep(StepRequests.valid().of("inventory").toRequest());
    assertThat(stuck.isAlive()).isTrue();
  }

  @Test
  void triesAgainWhenAllConnectionsAreTaken() {
    RawServer hanging = opened(RawServer.thatHangs());
    backEnds.put("network", new BackEnd(hanging.address("/n"), LONG, 1, null));
    performInBackground();
    await().untilAsserted(() -> assertThat(hanging.requests()).hasSize(1));

    ProvisioningSystems second = stage().local(ProvisioningSystems.class);
    assertUnavailable(failureOf(() -> second.performStep(StepRequests.valid().toRequest())));
    assertThat(hanging.requests()).hasSize(1);
  }

  // Faults of ours

  @Test
  void isAFaultOfOursWhenNoSystemOfThatNameIsConfigured() {
    at("/n");
    ApplicationFailure failure =
        failureOf(() -> perform(StepRequests.valid().of("crm").toRequest()));
    assertThat(failure.getType()).isEqualTo("java.lang.IllegalStateException");
    assertThat(failure.isNonRetryable()).isFalse();
    assertThat(failure.getOriginalMessage())
        .contains("'crm'")
        .contains("turnup.provisioning.systems.crm.base-url");
    assertThat(meters.getMeters()).isEmpty();
  }

  // What is seen from outside

  @Test
  void timesEachCallBySystemActionAndResult() {
    at("/n");
    NETWORK.stubFor(post("/n/activate").willReturn(okJson("{}")));
    perform(StepRequests.valid().toRequest());
    perform(StepRequests.valid().toRequest());
    NETWORK.stubFor(post("/n/activate").willReturn(status(503)));
    failure();
    NETWORK.stubFor(post("/n/activate").willReturn(status(409)));
    failure();
    assertThat(timed("activate", "2xx")).isEqualTo(2);
    assertThat(timed("activate", "5xx")).isEqualTo(1);
    assertThat(timed("activate", "4xx")).isEqualTo(1);
  }

  @Test
  void logsOneLineWithTheOperationWhenItWillBeTriedAgain(CapturedOutput output) {
    at("/n");
    NETWORK.stubFor(post("/n/activate").willReturn(status(503)));
    failure();
    assertThat(
            output
                .getAll()
                .lines()
                .filter(line -> line.matches("WARN .*HttpProvisioningSystems.*")))
        .singleElement()
        .asString()
        .contains("network/activate answered 503", StepRequests.CORRELATION_ID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"200", "401", "409", "500", "hang", "refuse", "unknown"})
  void neverShowsSecretsOrPersonalData(String trouble, CapturedOutput output) {
    String body =
        "{\"iccid\":\"%s\",\"service_id\":\"%s\",\"auth\":\"%s\""
            .formatted(StepRequests.ICCID, StepRequests.SERVICE_ID, TOKEN);
    URI baseUrl =
        switch (trouble) {
          case "hang" -> opened(RawServer.thatHangs()).address("/n");
          case "refuse" -> RawServer.nobody();
          default -> {
            int status = trouble.equals("unknown") ? 200 : Integer.parseInt(trouble);
            NETWORK.stubFor(any(anyUrl()).willReturn(status(status).withBody(body)));
            yield network("/n");
          }
        };
    Credentials credentials = new Credentials("Authorization", new Secret("Bearer " + TOKEN));
    backEnds.put("network", new BackEnd(baseUrl, SHORT, 8, credentials));
    String system = trouble.equals("unknown") ? "crm" : "network";

    ApplicationFailure failure =
        failureOf(() -> perform(StepRequests.valid().of(system).toRequest()));

    assertSilent(failure.toString());
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      assertSilent(String.valueOf(cause.getMessage()));
    }
    assertSilent(output.getAll());
  }

  private static void assertSilent(String text) {
    assertThat(text).doesNotContain(StepRequests.ICCID, StepRequests.SERVICE_ID, TOKEN);
  }

  private static AbstractStringAssert<?> assertUnavailable(ApplicationFailure failure) {
    assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
    assertThat(failure.isNonRetryable()).isFalse();
    return assertThat(failure.getOriginalMessage());
  }

  private void at(String path) {
    at(network(path), LONG);
  }

  private void at(RawServer.Script script, Duration timeout) {
    at(opened(new RawServer(script)).address("/n"), timeout);
  }

  private void at(URI baseUrl, Duration timeout) {
    backEnds.put("network", new BackEnd(baseUrl, timeout, 8, null));
  }

  private static URI network(String path) {
    return URI.create("http://127.0.0.1:" + NETWORK.getPort() + path);
  }

  private void succeed() {
    NETWORK.stubFor(any(anyUrl()).willReturn(okJson("{}")));
    perform(StepRequests.valid().toRequest());
  }

  private StepResult perform(StepRequest request) {
    return stage().durable(ProvisioningSystems.class).performStep(request);
  }

  private Thread performInBackground() {
    ProvisioningSystems stuck = stage().durable(ProvisioningSystems.class);
    Thread thread =
        Thread.ofVirtual()
            .unstarted(() -> failureOf(() -> stuck.performStep(StepRequests.valid().toRequest())));
    // Until its last log line, which is not to appear in the next test.
    background.add(thread);
    thread.start();
    return thread;
  }

  private void undo() {
    stage().durable(ProvisioningSystems.class).undoStep(StepRequests.valid().undo().toRequest());
  }

  private ApplicationFailure failure() {
    return failureOf(() -> perform(StepRequests.valid().toRequest()));
  }

  private @Nullable Duration pauseAfter(int status, String retryAfter) {
    at("/n");
    NETWORK.stubFor(
        post("/n/activate").willReturn(status(status).withHeader("Retry-After", retryAfter)));
    ApplicationFailure failure = failure();
    assertUnavailable(failure);
    return failure.getNextRetryDelay();
  }

  private static LoggedRequest sent() {
    List<LoggedRequest> requests = NETWORK.findAll(anyRequestedFor(anyUrl()));
    assertThat(requests).hasSize(1);
    return requests.getFirst();
  }

  private static void assertSent(String expected) throws IOException {
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(sent().getBody())).isEqualTo(json.readTree(expected));
  }

  private long timed(String action, String result) {
    return meters
        .get("turnup.backend.call")
        .tags("system", "network", "action", action, "result", result)
        .timer()
        .count();
  }

  /** A stage of its own for each, as one makes one call at a time; the systems are the same. */
  private ActivityStage stage() {
    if (systems == null) {
      systems = new HttpProvisioningSystems(new ProvisioningSettings(backEnds), meters, clock);
    }
    return opened(new ActivityStage(requireNonNull(systems)));
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }
}
