package dev.turnup.activities.system;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.turnup.activities.Attempt;
import dev.turnup.activities.Certificates;
import dev.turnup.activities.RawServer;
import dev.turnup.activities.SettableClock;
import dev.turnup.activities.StepRequests;
import dev.turnup.activities.SystemSettingsOf;
import dev.turnup.activities.http.CallSpans;
import dev.turnup.activities.http.HttpAnswer;
import dev.turnup.workflows.provisioning.StepRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class OAuth2TokensTest {

  private static final StepRequest REQUEST = StepRequests.valid().toRequest();
  private static final SystemCall CALL =
      new SystemCall("POST", "/activate", Map.of(), "application/json", "{}");

  @RegisterExtension
  static final WireMockExtension NETWORK =
      WireMockExtension.newInstance()
          .options(options().dynamicPort().bindAddress("127.0.0.1"))
          .build();

  private final SettableClock clock = new SettableClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
  private final List<HttpSystemConnection> open = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (HttpSystemConnection connection : open) {
      connection.close();
    }
  }

  @Test
  void asksForATokenAsTheStandardSays() {
    give("first", 300);
    welcomeAnyToken();
    call(connection("oauth2.scope=provision read"));
    LoggedRequest asked = asked().getFirst();
    assertThat(asked.header("Authorization").firstValue())
        .isEqualTo("Basic " + base64("turnup:t0p-s3cret"));
    assertThat(asked.header("Content-Type").firstValue())
        .isEqualTo("application/x-www-form-urlencoded");
    assertThat(asked.getBodyAsString())
        .isEqualTo("grant_type=client_credentials&scope=provision+read");
    NETWORK.verify(
        postRequestedFor(urlEqualTo("/n/activate"))
            .withHeader("Authorization", equalTo("Bearer first")));
  }

  @Test
  void encodesNameAndSecretBeforeTheyAreJoined() {
    give("first", 300);
    welcomeAnyToken();
    call(connection("oauth2.client-id=turn:up", "oauth2.client-secret=100 % ñ"));
    assertThat(asked().getFirst().header("Authorization").firstValue())
        .isEqualTo("Basic " + base64("turn%3Aup:100+%25+%C3%B1"));
    assertThat(asked().getFirst().getBodyAsString()).isEqualTo("grant_type=client_credentials");
  }

  @ParameterizedTest
  @CsvSource({"300, 270", "3600, 3570", "10, 8", "'\"300\"', 270", "null, 270"})
  void keepsATokenUntilShortlyBeforeItExpires(String expiresIn, long kept) {
    giveJson(
        "{\"access_token\":\"first\",\"token_type\":\"Bearer\",\"expires_in\":%s}"
            .formatted(expiresIn));
    welcomeAnyToken();
    HttpSystemConnection connection = connection();
    call(connection);
    pass(Duration.ofSeconds(kept).minusMillis(1));
    call(connection);
    assertThat(asked()).hasSize(1);
    pass(Duration.ofMillis(1));
    call(connection);
    assertThat(asked()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5"})
  void usesATokenOnceThatExpiresAtOnce(String expiresIn) {
    giveJson("{\"access_token\":\"first\",\"expires_in\":%s}".formatted(expiresIn));
    welcomeAnyToken();
    HttpSystemConnection connection = connection();
    call(connection);
    call(connection);
    assertThat(asked()).hasSize(2);
  }

  @Test
  void asksOnceForAllCallsThatWaitForAToken() throws InterruptedException {
    AtomicInteger handedOut = new AtomicInteger();
    CountDownLatch patience = new CountDownLatch(1);
    RawServer.Script slow =
        exchange -> {
          patience.await();
          int number = handedOut.incrementAndGet();
          exchange.answer("200 OK", "{\"access_token\":\"t%d\"}".formatted(number));
        };
    welcomeAnyToken();
    try (RawServer endpoint = new RawServer(slow)) {
      HttpSystemConnection connection = connection("oauth2.token-uri=" + endpoint.address("/t"));
      List<Thread> callers =
          Stream.generate(() -> Thread.ofVirtual().start(() -> call(connection))).limit(5).toList();
      await().untilAsserted(() -> assertThat(endpoint.requests()).isNotEmpty());
      patience.countDown();
      for (Thread caller : callers) {
        caller.join();
      }
      assertThat(endpoint.requests()).hasSize(1);
      assertThat(called()).hasSize(5);
    }
  }

  @Test
  void getsAnotherTokenOnceWhenTheSystemRefusesTheOneItHas() {
    give("first", 300);
    welcomeOnly("second");
    HttpSystemConnection connection = connection();
    NETWORK.stubFor(
        post("/n/activate")
            .withHeader("Authorization", equalTo("Bearer first"))
            .willReturn(okJson("{}")));
    call(connection);

    // Withdrawn before its time.
    welcomeOnly("second");
    NETWORK.stubFor(
        post("/n/activate")
            .withHeader("Authorization", equalTo("Bearer first"))
            .willReturn(status(401)));
    give("second", 300);
    assertThat(call(connection).status()).isEqualTo(200);
    assertThat(asked()).hasSize(2);
    assertThat(called()).hasSize(3);

    assertThat(call(connection).status()).isEqualTo(200);
    assertThat(asked()).as("the second is kept").hasSize(2);
  }

  @Test
  void handsTheRefusalBackWhenAnotherTokenDoesNotHelp() {
    give("first", 300);
    NETWORK.stubFor(post("/n/activate").willReturn(status(401)));
    assertThat(call(connection()).status()).isEqualTo(401);
    assertThat(asked()).hasSize(2);
    assertThat(called()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 409, 500, 503})
  void repeatsNothingElse(int status) {
    give("first", 300);
    NETWORK.stubFor(post("/n/activate").willReturn(status(status)));
    assertThat(call(connection()).status()).isEqualTo(status);
    assertThat(asked()).hasSize(1);
    assertThat(called()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_scope, 400 invalid_scope",
    "401, invalid_client, 401 invalid_client",
    "403, '', 403",
    "400, 612123456, 400"
  })
  void needsAnOperatorWhenWeAreRefusedAToken(int status, String code, String words) {
    NETWORK.stubFor(
        post("/token").willReturn(jsonResponse("{\"error\":\"%s\"}".formatted(code), status)));
    ApplicationFailure failure = failure(connection());
    assertThat(failure.getType()).isEqualTo("NEEDS_OPERATOR");
    assertThat(failure.getOriginalMessage())
        .isEqualTo("network/activate was not called: the token endpoint answered " + words);
    assertThat(called()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 404, 408, 429, 500, 502, 503})
  void isUnavailableWhenTheEndpointCannotSay(int status) {
    NETWORK.stubFor(post("/token").willReturn(status(status).withHeader("Retry-After", "40")));
    ApplicationFailure failure = failure(connection());
    assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
    assertThat(failure.getOriginalMessage())
        .isEqualTo("network/activate was not called: the token endpoint answered " + status);
    assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(40));
    assertThat(called()).isEmpty();
  }

  @Test
  void isUnavailableWhenTheEndpointDoesNotAnswer() {
    try (RawServer hanging = RawServer.thatHangs();
        RawServer resetting = new RawServer(RawServer.Exchange::reset)) {
      for (String uri :
          List.of(
              RawServer.nobody().toString(),
              hanging.address("/t").toString(),
              resetting.address("/t").toString())) {
        ApplicationFailure failure =
            failure(connection("oauth2.token-uri=" + uri, "timeout=300ms"));
        assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
        assertThat(failure.getOriginalMessage()).contains("was not called: the token endpoint");
      }
      assertThat(called()).isEmpty();
      assertThat(meters.get("turnup.backend.token").tag("result", "no_answer").timers())
          .isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "<html>Log in</html>",
        "[]",
        "{}",
        "{\"access_token\":\"\"}",
        "{\"access_token\":null}",
        "{\"access_token\":\"a b\"}",
        "{\"access_token\":\"a\\r\\nX-Evil: 1\"}",
        "{\"access_token\":"
      })
  void isUnavailableWhenThereIsNoTokenInTheAnswer(String body) {
    giveJson(body);
    ApplicationFailure failure = failure(connection());
    assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
    assertThat(failure.getOriginalMessage()).endsWith("answered 200 without a token");
    assertThat(called()).isEmpty();
  }

  @Test
  void needsAnOperatorWhenTheTokenIsOfAnotherKind() {
    giveJson("{\"access_token\":\"first\",\"token_type\":\"mac\"}");
    assertThat(failure(connection()).getType()).isEqualTo("NEEDS_OPERATOR");
    assertThat(called()).isEmpty();
  }

  @Test
  void doesNotBlameTheSystemForAMissingToken() {
    NETWORK.stubFor(post("/token").willReturn(status(500)));
    HttpSystemConnection connection = connection("breaker.window=1", "breaker.minimum-calls=1");
    failure(connection);
    assertThat(failure(connection).getOriginalMessage()).endsWith("answered 500");
    assertThat(meters.get("turnup.backend.breaker").gauge().value()).isZero();
  }

  @Test
  void showsOurCertificateToTheEndpointToo() {
    try (RawServer server =
        new RawServer(
            Certificates.serverThatDemands("TLSv1.3", "client"),
            exchange ->
                exchange.answer("200 OK", "{\"access_token\":\"first\",\"expires_in\":300}"))) {
      bundles.registerBundle("operator", Certificates.bundle("client", "server"));
      HttpSystemConnection connection =
          connection(
              "base-url=" + server.secureAddress("/n"),
              "oauth2.token-uri=" + server.secureAddress("/token"),
              "ssl-bundle=operator");
      assertThat(call(connection).status()).isEqualTo(200);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void needsAnOperatorWhenTheCertificateOfTheEndpointIsNotAccepted() {
    try (RawServer server =
        new RawServer(
            Certificates.serverThatDemands("TLSv1.3", "client"), RawServer.Exchange::close)) {
      ApplicationFailure failure =
          failure(connection("oauth2.token-uri=" + server.secureAddress("/token")));
      assertThat(failure.getType()).isEqualTo("NEEDS_OPERATOR");
      assertThat(failure.getOriginalMessage())
          .startsWith(
              "network/activate was not called: at the token endpoint TLS was refused"
                  + " (SSLHandshakeException)");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 401, 500})
  void neverShowsTokensOrSecrets(int status, CapturedOutput output) {
    NETWORK.stubFor(
        post("/token")
            .willReturn(
                jsonResponse("{\"error\":\"t0p-s3cret\",\"access_token\":\"t0 k3n\"}", status)));
    HttpSystemConnection connection = connection();
    ApplicationFailure failure = failure(connection);
    assertThat(failure.toString() + failure.getCause() + output.getAll())
        .doesNotContain("s3cret", "k3n", base64("turnup:t0p-s3cret"));
  }

  private void give(String token, long seconds) {
    giveJson(
        "{\"access_token\":\"%s\",\"token_type\":\"bearer\",\"expires_in\":%d}"
            .formatted(token, seconds));
  }

  private static void giveJson(String json) {
    NETWORK.stubFor(post("/token").willReturn(jsonResponse(json, 200)));
  }

  private static void welcomeAnyToken() {
    NETWORK.stubFor(any(urlEqualTo("/n/activate")).willReturn(okJson("{}")));
  }

  private static void welcomeOnly(String token) {
    NETWORK.stubFor(
        post("/n/activate")
            .withHeader("Authorization", equalTo("Bearer " + token))
            .willReturn(okJson("{}")));
  }

  private static List<LoggedRequest> asked() {
    return NETWORK.findAll(postRequestedFor(urlEqualTo("/token")));
  }

  private static List<LoggedRequest> called() {
    return NETWORK.findAll(anyRequestedFor(anyUrl())).stream()
        .filter(request -> !request.getUrl().equals("/token"))
        .toList();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpAnswer call(HttpSystemConnection connection) {
    return Attempt.durable(() -> connection.call(REQUEST, CALL));
  }

  private static ApplicationFailure failure(HttpSystemConnection connection) {
    return Attempt.failureOf(() -> connection.call(REQUEST, CALL));
  }

  private void pass(Duration time) {
    clock.set(clock.instant().plus(time));
  }

  private HttpSystemConnection connection(String... properties) {
    String[] all =
        Stream.concat(
                Stream.of(
                    "base-url=http://127.0.0.1:" + NETWORK.getPort() + "/n",
                    "oauth2.token-uri=http://127.0.0.1:" + NETWORK.getPort() + "/token",
                    "oauth2.client-id=turnup",
                    "oauth2.client-secret=t0p-s3cret"),
                Stream.of(properties))
            .toArray(String[]::new);
    HttpSystemConnection connection =
        new HttpSystemConnection(
            "network", SystemSettingsOf.properties(all), bundles, meters, clock, CallSpans.NONE);
    open.add(connection);
    return connection;
  }
}
