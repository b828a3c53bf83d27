package dev.turnup.activities.callback;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.turnup.activities.Certificates;
import dev.turnup.activities.RawServer;
import dev.turnup.workflows.callback.CallbackError;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class CallbackCredentialsTest {

  private static final String SIGNED = "partners.acme.signing-secrets=" + SettingsOf.SECRET;
  private static final String OTHERS_SIGNED = "fallback.signing-secrets=" + SettingsOf.SECRET;

  @RegisterExtension
  static final WireMockExtension PARTNER =
      WireMockExtension.newInstance()
          .options(options().dynamicPort().bindAddress("127.0.0.1"))
          .build();

  private final CallbackStage stage = new CallbackStage();

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  @Test
  void areAFixedTokenOfThePartnerOnly() throws IOException {
    stage.restart(SIGNED, OTHERS_SIGNED, "partners.acme.bearer=t0p-s3cret");
    welcomeAnything();
    stage.send(notice());
    stage.send(notice().of("another"));
    assertThat(authorizations()).containsExactly("Bearer t0p-s3cret", "");
  }

  @Test
  void areATokenThatIsFetchedOnce() throws IOException {
    withTokens();
    give("first");
    welcomeAnything();
    stage.send(notice());
    stage.send(notice());
    assertThat(authorizations()).containsExactly("Bearer first", "Bearer first");
    PARTNER.verify(1, postRequestedFor(urlEqualTo("/token")));
    assertThat(stage.meters.get("turnup.callback.token").tags("result", "2xx").timer().count())
        .isEqualTo(1);
  }

  @Test
  void areFetchedAnewOnceWhenTheyAreRefused() throws IOException {
    withTokens();
    PARTNER.stubFor(
        post("/token").inScenario("tokens").willReturn(token("first")).willSetStateTo("used"));
    PARTNER.stubFor(
        post("/token")
            .inScenario("tokens")
            .whenScenarioStateIs("used")
            .willReturn(token("second")));
    PARTNER.stubFor(post("/hook").willReturn(status(401)));
    PARTNER.stubFor(
        post("/hook")
            .withHeader("Authorization", WireMock.equalTo("Bearer second"))
            .willReturn(status(200)));
    assertThat(stage.send(notice()).isDelivered()).isTrue();
    assertThat(authorizations()).containsExactly("Bearer first", "Bearer second");
  }

  @Test
  void areNotFetchedForEverWhenTheyAreRefused() throws IOException {
    withTokens();
    give("first");
    PARTNER.stubFor(post("/hook").willReturn(status(401)));
    assertThat(stage.failed(notice()).error()).isEqualTo(CallbackError.STATUS);
    PARTNER.verify(2, postRequestedFor(urlEqualTo("/token")));
    PARTNER.verify(2, postRequestedFor(urlEqualTo("/hook")));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 400, 401, 500, 503})
  void areTheErrorWhenThereIsNoToken(int status, CapturedOutput output) throws IOException {
    withTokens();
    welcomeAnything();
    PARTNER.stubFor(
        post("/token").willReturn(status(status).withHeader("Retry-After", "60").withBody("{}")));
    ApplicationFailure failure = stage.failure(notice());
    assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
    assertThat(CallbackStage.errorOf(failure)).isEqualTo(CallbackError.CREDENTIALS);
    if (status >= 500) {
      assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(60));
    }
    PARTNER.verify(0, postRequestedFor(urlEqualTo("/hook")));
    assertThat(stage.suspensions.heard).noneMatch(heard -> heard.startsWith("failed"));
    assertThat(output.getAll()).doesNotContain("t0p-s3cret", "127.0.0.1");
  }

  @Test
  void areTheErrorWhenTheTokenEndpointIsAway() throws IOException {
    withTokens("partners.acme.oauth2.token-uri=" + RawServer.nobody());
    assertThat(stage.failed(notice()).error()).isEqualTo(CallbackError.CREDENTIALS);
  }

  @Test
  void areOurCertificateForThePartnerThatDemandsIt() throws IOException {
    stage.bundles.registerBundle("acme", Certificates.bundle("client", "server"));
    stage.bundles.registerBundle("plain", Certificates.bundle(null, "server"));
    stage.restart(
        SIGNED,
        OTHERS_SIGNED,
        "timeout=10s",
        "partners.acme.ssl-bundle=acme",
        "fallback.ssl-bundle=plain");
    List<String> callers = new CopyOnWriteArrayList<>();
    RawServer.Script script =
        exchange -> {
          callers.add(exchange.caller());
          exchange.answer("200 OK", "");
        };
    try (RawServer receiver =
        new RawServer(Certificates.serverThatDemands("TLSv1.2", "client", "renewed"), script)) {
      Notices notice = Notices.to(receiver.secureAddress("/"));
      stage.send(notice);
      // The connection that was opened with our certificate is for nobody else.
      assertThat(stage.failed(notice.of("another")).error())
          .isIn(CallbackError.TLS, CallbackError.RESET);
      stage.bundles.updateBundle("acme", Certificates.bundle("renewed", "server"));
      stage.send(notice);
      assertThat(callers).containsExactly("CN=client", "CN=renewed");
    }
  }

  private void withTokens(String... properties) throws IOException {
    String[] usual = {
      SIGNED,
      "timeout=10s",
      "partners.acme.oauth2.token-uri=" + PARTNER.url("/token").replace("localhost", "127.0.0.1"),
      "partners.acme.oauth2.client-id=turnup",
      "partners.acme.oauth2.client-secret=t0p-s3cret"
    };
    String[] all = Arrays.copyOf(usual, usual.length + properties.length);
    System.arraycopy(properties, 0, all, usual.length, properties.length);
    stage.restart(all);
  }

  private static void give(String token) {
    PARTNER.stubFor(post("/token").willReturn(token(token)));
  }

  private static ResponseDefinitionBuilder token(String token) {
    return okJson(
        "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":300}".formatted(token));
  }

  private static void welcomeAnything() {
    PARTNER.stubFor(post("/hook").willReturn(status(200)));
  }

  private static Notices notice() {
    return Notices.to(URI.create("http://127.0.0.1:" + PARTNER.getPort() + "/hook"));
  }

  /** Those that the receiver saw, the oldest first. */
  private static List<String> authorizations() {
    return PARTNER.findAll(anyRequestedFor(anyUrl())).stream()
        .filter(request -> request.getUrl().equals("/hook"))
        .sorted(Comparator.comparing(LoggedRequest::getLoggedDate))
        .map(
            request ->
                request.containsHeader("Authorization") ? request.getHeader("Authorization") : "")
        .toList();
  }
}
