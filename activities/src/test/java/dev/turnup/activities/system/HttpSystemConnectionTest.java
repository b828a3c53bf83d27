package dev.turnup.activities.system;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.turnup.activities.ActivityStage;
import dev.turnup.activities.Attempt;
import dev.turnup.activities.Certificates;
import dev.turnup.activities.RawServer;
import dev.turnup.activities.StepRequests;
import dev.turnup.activities.SystemSettingsOf;
import dev.turnup.activities.http.CallSpans;
import dev.turnup.activities.http.HttpAnswer;
import dev.turnup.workflows.provisioning.StepRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.failure.ApplicationFailure;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class HttpSystemConnectionTest {

  private static final String TOKEN = "t0p-s3cret";

  @RegisterExtension
  static final WireMockExtension NETWORK =
      WireMockExtension.newInstance()
          .options(options().dynamicPort().bindAddress("127.0.0.1"))
          .build();

  private final Clock clock = Clock.systemUTC();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final List<Thread> background = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
    for (Thread thread : background) {
      thread.join();
    }
  }

  // What is sent

  @ParameterizedTest
  @CsvSource({
    "/turnup/v1, /activate, /turnup/v1/activate",
    "/turnup/v1/, /activate, /turnup/v1/activate",
    "'', /activate, /activate",
    "/v4, /service?name=a%20b, /v4/service?name=a%20b"
  })
  void appendsThePathToTheBaseUrl(String base, String path, String expected) {
    NETWORK.stubFor(any(anyUrl()).willReturn(okJson("{}")));
    call(connection("base-url=" + network(base)), SystemCall.get(path));
    assertThat(sent().getUrl()).isEqualTo(expected);
    assertThat(sent().getMethod()).isEqualTo(RequestMethod.GET);
  }

  @Test
  void sendsWhatTheProtocolSaysAndTheOperationsId() {
    NETWORK.stubFor(any(anyUrl()).willReturn(okJson("{}")));
    call(
        connection("base-url=" + network("/n")),
        new SystemCall(
            "PATCH",
            "/service/1",
            Map.of("Idempotency-Key", StepRequests.KEY),
            "application/merge-patch+json",
            "{\"name\":\"Ñandú 📶\"}"));
    assertThat(sent().getMethod()).isEqualTo(RequestMethod.PATCH);
    assertThat(sent().header("Idempotency-Key").values()).containsExactly(StepRequests.KEY);
    assertThat(sent().header("Request-Correlation-Id").values())
        .containsExactly(StepRequests.CORRELATION_ID);
    assertThat(sent().header("Content-Type").values())
        .containsExactly("application/merge-patch+json");
    assertThat(sent().getBodyAsString()).isEqualTo("{\"name\":\"Ñandú 📶\"}");
  }

  @Test
  void sendsTheConfiguredHeader() {
    NETWORK.stubFor(any(anyUrl()).willReturn(okJson("{}")));
    call(
        connection(
            "base-url=" + network("/n"),
            "credentials.header=X-Api-Key",
            "credentials.value=" + TOKEN));
    assertThat(sent().header("X-Api-Key").values()).containsExactly(TOKEN);
  }

  @Test
  void sendsNoCredentialsWhenNoneAreConfigured() {
    NETWORK.stubFor(any(anyUrl()).willReturn(okJson("{}")));
    call(connection("base-url=" + network("/n")));
    assertThat(sent().header("Authorization").isPresent()).isFalse();
  }

  @Test
  void isAFaultOfOursWhenTheAddressIsMalformedAndIsNotQuoted() {
    HttpSystemConnection connection = connection("base-url=" + network("/n"));
    assertThatIllegalStateException()
        .isThrownBy(() -> call(connection, SystemCall.get("/lines/{" + StepRequests.ICCID + "}")))
        .withMessage("network/activate has a malformed path")
        .withNoCause();
  }

  // Answers

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 302, 400, 401, 404, 409, 429, 500, 501, 503})
  void handsBackEveryStatus(int status) {
    NETWORK.stubFor(
        any(anyUrl())
            .willReturn(
                status(status)
                    .withHeader("Retry-After", "7")
                    .withHeader("Location", NETWORK.url("/elsewhere"))));
    HttpAnswer answer = call(connection("base-url=" + network("/n")));
    assertThat(answer).isEqualTo(new HttpAnswer(status, "7", NETWORK.url("/elsewhere"), "", false));
    assertThat(NETWORK.findAll(anyRequestedFor(anyUrl()))).as("nothing is repeated").hasSize(1);
  }

  @Test
  void saysWhenAnAnswerIsTooLong() {
    NETWORK.stubFor(any(anyUrl()).willReturn(status(200).withBody("x".repeat(1_000_000))));
    HttpAnswer answer = call(connection("base-url=" + network("/n")));
    assertThat(answer.cut()).isTrue();
    assertThat(answer.body()).hasSize(64 * 1024);
  }

  @Test
  void saysWhenTheBodyComesTooSlowlyOrBreaksOff() {
    RawServer slow =
        opened(
            new RawServer(
                exchange -> {
                  exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n{");
                  exchange.dribble();
                }));
    RawServer breaking =
        opened(
            new RawServer(
                exchange -> {
                  exchange.send("HTTP/1.1 409 Conflict\r\nContent-Length: 500\r\n\r\n{");
                  exchange.close();
                }));
    assertThat(call(connection("base-url=" + slow.address(""), "timeout=500ms")))
        .returns(200, HttpAnswer::status)
        .returns(true, HttpAnswer::cut);
    assertThat(call(connection("base-url=" + breaking.address(""))))
        .returns(409, HttpAnswer::status)
        .returns(true, HttpAnswer::cut);
  }

  // Never sent

  @Test
  void isUnavailableWhenNobodyListens() {
    HttpSystemConnection connection = connection("base-url=" + RawServer.nobody());
    assertUnavailable(failure(connection))
        .isEqualTo("network/activate could not be reached: HttpHostConnectException");
    assertThat(timed("activate", "not_sent")).isEqualTo(1);
  }

  /** It will not pass by itself, and must neither open the breaker nor roll anybody back. */
  @Test
  void needsAnOperatorWhenTheirCertificateIsNotAccepted() {
    RawServer server =
        opened(
            new RawServer(
                Certificates.serverThatDemands("TLSv1.3", "client"), RawServer.Exchange::close));
    HttpSystemConnection connection =
        connection(
            "base-url=" + server.secureAddress(""), "breaker.window=1", "breaker.minimum-calls=1");
    failure(connection);
    ApplicationFailure failure = failure(connection);
    assertThat(failure.getType()).isEqualTo("NEEDS_OPERATOR");
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(failure.getOriginalMessage())
        .isEqualTo(
            "network/activate was not called: TLS was refused (SSLHandshakeException): check when"
                + " its certificate and ours expire and who trusts them");
    assertThat(timed("activate", "not_sent")).isEqualTo(2);
  }

  @Test
  void isUnavailableWhenTheHandshakeIsNotAnswered() {
    RawServer hanging = opened(RawServer.thatHangs());
    assertUnavailable(failure(connection("base-url=" + hanging.secureAddress(""), "timeout=500ms")))
        .isEqualTo("network/activate could not be reached: InterruptedIOException");
  }

  @Test
  void isUnavailableWhenAllConnectionsAreTaken() {
    RawServer hanging = opened(RawServer.thatHangs());
    HttpSystemConnection connection =
        connection("base-url=" + hanging.address("/n"), "max-connections=1");
    inBackground(connection);
    await().untilAsserted(() -> assertThat(hanging.requests()).hasSize(1));

    assertUnavailable(Attempt.localFailureOf(() -> connection.call(request(), post())));
    assertThat(hanging.requests()).hasSize(1);
  }

  @Test
  void isUnavailableWhenALocalAttemptHasWaitedTooLongForItsTurn() {
    HttpSystemConnection connection = connection("base-url=" + network("/n"));
    assertUnavailable(
        Attempt.thrownBy(
            () ->
                Attempt.local(
                    ActivityStage.LOCAL_ATTEMPT, () -> connection.call(request(), post()))));
    assertThat(NETWORK.findAll(anyRequestedFor(anyUrl()))).isEmpty();
  }

  // May have arrived

  @ParameterizedTest
  @EnumSource(names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE"})
  void isUncertainWhenTheConnectionBreaks(Fault fault) {
    NETWORK.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));
    assertUncertain(failure(connection("base-url=" + network("/n"))))
        .startsWith("network/activate did not answer: ");
    assertThat(timed("activate", "no_answer")).isEqualTo(1);
  }

  @Test
  void isUncertainWhenNoAnswerComesInTime() {
    RawServer hanging = opened(RawServer.thatHangs());
    assertUncertain(failure(connection("base-url=" + hanging.address(""), "timeout=500ms")))
        .isEqualTo("network/activate did not answer: InterruptedIOException");
  }

  @Test
  void isUncertainWhenTheHeadComesTooSlowly() {
    RawServer slow =
        opened(
            new RawServer(
                exchange -> {
                  exchange.send("HTTP/1.1 200 OK\r\nX-Slow: ");
                  exchange.dribble();
                }));
    assertUncertain(failure(connection("base-url=" + slow.address(""), "timeout=500ms")))
        .startsWith("network/activate did not answer: ");
  }

  @Test
  void isOverBeforeALocalAttemptIsGivenUp() {
    RawServer hanging = opened(RawServer.thatHangs());
    HttpSystemConnection connection = connection("base-url=" + hanging.address(""));
    long start = System.nanoTime();
    ApplicationFailure failure = Attempt.localFailureOf(() -> connection.call(request(), post()));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertUncertain(failure).endsWith("did not answer: InterruptedIOException");
  }

  // Certificates

  @Test
  void showsTheCertificateOfTheBundleAndItsSuccessor() {
    RawServer server =
        opened(
            new RawServer(
                Certificates.serverThatDemands("TLSv1.3", "client", "renewed"),
                exchange -> exchange.answer("200 OK", exchange.caller())));
    bundles.registerBundle("operator", Certificates.bundle("client", "server"));
    HttpSystemConnection connection =
        connection("base-url=" + server.secureAddress("/n"), "ssl-bundle=operator");
    assertThat(call(connection).body()).isEqualTo("CN=client");
    bundles.updateBundle("operator", Certificates.bundle("renewed", "server"));
    assertThat(call(connection).body()).isEqualTo("CN=renewed");
  }

  @Test
  void showsACertificateBesideAHeader() {
    RawServer server =
        opened(
            new RawServer(
                Certificates.serverThatDemands("TLSv1.3", "client"),
                exchange -> exchange.answer("200 OK", exchange.caller())));
    bundles.registerBundle("operator", Certificates.bundle("client", "server"));
    assertThat(
            call(connection(
                    "base-url=" + server.secureAddress("/n"),
                    "ssl-bundle=operator",
                    "credentials.value=Bearer " + TOKEN))
                .body())
        .isEqualTo("CN=client");
    assertThat(server.requests().getFirst()).contains("Authorization: Bearer " + TOKEN + "\r\n");
  }

  @Test
  void cannotBeWithoutTheBundleThatIsNamed() {
    assertThatIllegalStateException()
        .isThrownBy(() -> connection("base-url=https://network.example", "ssl-bundle=opreator"))
        .withMessageContaining("turnup.provisioning.systems.network.ssl-bundle: 'opreator'")
        .withMessageContaining("spring.ssl.bundle");
  }

  // What is seen from outside

  @Test
  void leavesTheOtherSystemsAloneWhenOneHangs() {
    RawServer hanging = opened(RawServer.thatHangs());
    NETWORK.stubFor(any(anyUrl()).willReturn(okJson("{}")));
    Thread stuck =
        inBackground(connection("base-url=" + hanging.address("/n"), "max-connections=1"));
    await().untilAsserted(() -> assertThat(hanging.requests()).hasSize(1));

    assertThat(call(connection("base-url=" + network("/i"), "max-connections=1")).status())
        .isEqualTo(200);
    assertThat(stuck.isAlive()).isTrue();
  }

  @Test
  void timesEachCallBySystemActionAndResult() {
    HttpSystemConnection connection = connection("base-url=" + network("/n"));
    for (int status : new int[] {200, 204, 503, 409}) {
      NETWORK.stubFor(any(anyUrl()).willReturn(status(status)));
      call(connection);
    }
    assertThat(timed("activate", "2xx")).isEqualTo(2);
    assertThat(timed("activate", "5xx")).isEqualTo(1);
    assertThat(timed("activate", "4xx")).isEqualTo(1);
  }

  @Test
  void logsOneLineWithTheOperationWhenThereIsNoAnswer(CapturedOutput output) {
    failure(connection("base-url=" + RawServer.nobody()));
    assertThat(output.getAll().lines().filter(line -> line.startsWith("WARN  dev.turnup")))
        .singleElement()
        .asString()
        .contains("network/activate could not be reached", StepRequests.CORRELATION_ID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hang", "refuse", "garbage"})
  void neverShowsSecretsOrPersonalData(String trouble, CapturedOutput output) {
    String garbage = "{\"iccid\":\"%s\"}\r\n\r\n".formatted(StepRequests.ICCID);
    URI baseUrl =
        switch (trouble) {
          case "hang" -> opened(RawServer.thatHangs()).address("/n");
          case "refuse" -> RawServer.nobody();
          default ->
              opened(
                      new RawServer(
                          exchange -> {
                            exchange.send(garbage);
                            exchange.close();
                          }))
                  .address("/n");
        };
    HttpSystemConnection connection =
        connection("base-url=" + baseUrl, "timeout=500ms", "credentials.value=Bearer " + TOKEN);
    SystemCall call =
        new SystemCall("PUT", "/lines/" + StepRequests.SERVICE_ID, Map.of(), "text/plain", TOKEN);
    ApplicationFailure failure = Attempt.failureOf(() -> connection.call(request(), call));
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      assertSilent(cause.toString());
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

  private static AbstractStringAssert<?> assertUncertain(ApplicationFailure failure) {
    assertThat(failure.getType()).isEqualTo("UNCERTAIN");
    assertThat(failure.isNonRetryable()).isFalse();
    return assertThat(failure.getOriginalMessage());
  }

  private static StepRequest request() {
    return StepRequests.valid().toRequest();
  }

  private static SystemCall post() {
    return new SystemCall("POST", "/activate", Map.of(), "application/json", "{}");
  }

  private static HttpAnswer call(HttpSystemConnection connection) {
    return call(connection, post());
  }

  private static HttpAnswer call(HttpSystemConnection connection, SystemCall call) {
    return Attempt.durable(() -> connection.call(request(), call));
  }

  private static ApplicationFailure failure(HttpSystemConnection connection) {
    return Attempt.failureOf(() -> connection.call(request(), post()));
  }

  private Thread inBackground(HttpSystemConnection connection) {
    Thread thread = Thread.ofVirtual().unstarted(() -> failure(connection));
    // Until its last log line, which is not to appear in the next test.
    background.add(thread);
    thread.start();
    return thread;
  }

  private HttpSystemConnection connection(String... properties) {
    return opened(
        new HttpSystemConnection(
            "network",
            SystemSettingsOf.properties(properties),
            bundles,
            meters,
            clock,
            CallSpans.NONE));
  }

  private static URI network(String path) {
    return URI.create("http://127.0.0.1:" + NETWORK.getPort() + path);
  }

  private static LoggedRequest sent() {
    List<LoggedRequest> requests = NETWORK.findAll(anyRequestedFor(anyUrl()));
    assertThat(requests).hasSize(1);
    return requests.getFirst();
  }

  private long timed(String action, String result) {
    return meters
        .get("turnup.backend.call")
        .tags("system", "network", "action", action, "result", result)
        .timer()
        .count();
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }
}
