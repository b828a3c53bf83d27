package dev.turnup.activities.callback;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static dev.turnup.activities.ActivityStage.failureOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.standardwebhooks.Webhook;
import dev.turnup.activities.ActivityStage;
import dev.turnup.activities.RawServer;
import dev.turnup.workflows.callback.AddressClass;
import dev.turnup.workflows.callback.CallbackAttempt;
import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.callback.CallbackSender;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class HttpCallbackSenderTest {

  private static final String SIGNED = "fallback.signing-secrets=" + SettingsOf.SECRET;
  private static final String OTHER_SECRET = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  /** A partner may well put a credential of its own into the address. */
  private static final String PATH = "/hooks/t0p-s3cret?account=4711";

  @RegisterExtension
  static final WireMockExtension RECEIVER =
      WireMockExtension.newInstance()
          .options(options().dynamicPort().bindAddress("127.0.0.1"))
          .build();

  /** Long, as a busy machine may need a second for a call that nothing is wrong with. */
  private final CallbackStage stage = new CallbackStage("timeout=10s", SIGNED);

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  // What is sent

  @Test
  void postsExactlyThreeStrings() {
    receiverAnswers(200);
    stage.send(notice());
    assertThat(sent().getMethod()).isEqualTo(RequestMethod.POST);
    assertThat(sent().getUrl()).isEqualTo(PATH);
    assertThat(sent().getBody())
        .isEqualTo(
            "{\"code\":\"SUCCESS\",\"title\":\"Completed\",\"service_id\":\"612123456\"}"
                .getBytes(UTF_8));
  }

  @Test
  void saysTheEmptyStringWhenNoServiceIdWasAssigned() {
    receiverAnswers(200);
    stage.send(notice().withoutServiceId());
    assertThat(sent().getBodyAsString())
        .isEqualTo("{\"code\":\"SUCCESS\",\"title\":\"Completed\",\"service_id\":\"\"}");
  }

  @Test
  void writesTheBodyInUtf8() {
    receiverAnswers(200);
    stage.send(notice().titled("Señal \"5G\""));
    assertThat(new String(sent().getBody(), UTF_8)).contains("\"title\":\"Señal \\\"5G\\\"\"");
  }

  /** Nobody says so in our settings, and the address that is dialled has to be the one judged. */
  @Test
  void isNotSentThroughAProxyThatTheJvmWasTold() throws Exception {
    Map<String, String> told = new HashMap<>();
    try (RawServer proxy = RawServer.thatHangs()) {
      int port = proxy.address("").getPort();
      Map.of(
              "http.proxyHost", "127.0.0.1",
              "http.proxyPort", String.valueOf(port),
              "http.nonProxyHosts", "")
          .forEach((key, value) -> told.put(key, System.setProperty(key, value)));
      assertThat(ProxySelector.getDefault().select(notice().address()))
          .as("what others would call")
          .extracting(Proxy::type)
          .doesNotContain(Proxy.Type.DIRECT);
      stage.restart("timeout=10s", SIGNED);
      receiverAnswers(200);
      assertThat(stage.send(notice()).isDelivered()).isTrue();
      assertThat(proxy.connections()).isZero();
    } finally {
      told.forEach(
          (key, before) -> {
            if (before == null) {
              System.clearProperty(key);
            } else {
              System.setProperty(key, before);
            }
          });
    }
  }

  @Test
  void namesTheOperationAndThePlainMediaTypeInHeaders() {
    receiverAnswers(200);
    stage.send(notice());
    assertThat(sent().header("Request-Correlation-Id").values())
        .containsExactly(Notices.CORRELATION_ID);
    assertThat(sent().header("Content-Type").values()).containsExactly("application/json");
    assertThat(sent().header("User-Agent").values()).containsExactly("Turnup");
    assertThat(sent().containsHeader("Authorization")).isFalse();
  }

  // Signed

  @Test
  void isSignedAsTheOfficialLibraryWantsIt() throws Exception {
    stage.clock.set(Instant.now());
    receiverAnswers(200);
    stage.send(notice().titled("Señal 😀"));
    assertThat(sent().header("webhook-id").values()).containsExactly(Notices.WEBHOOK_ID);
    assertThat(sent().header("webhook-timestamp").values())
        .containsExactly(String.valueOf(stage.clock.instant().getEpochSecond()));
    new Webhook(SettingsOf.SECRET).verify(sent().getBodyAsString(), headersOf(sent()));
  }

  @Test
  void tellsTheTimeOfEachAttempt() {
    receiverAnswers(500);
    stage.failed(notice());
    stage.clock.set(stage.clock.instant().plus(Duration.ofHours(5)));
    stage.failed(notice());
    List<LoggedRequest> both = RECEIVER.findAll(anyRequestedFor(anyUrl()));
    assertThat(both).extracting(request -> request.getHeader("webhook-id")).hasSize(2);
    assertThat(both.stream().map(request -> request.getHeader("webhook-id")).distinct()).hasSize(1);
    assertThat(
            both.stream()
                .map(request -> Long.parseLong(request.getHeader("webhook-timestamp")))
                .sorted()
                .reduce((first, second) -> second - first))
        .contains(5 * 3600L);
  }

  @Test
  void isSignedByEveryLiveSecret(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("keys"), OTHER_SECRET);
    stage.restart(SIGNED, "fallback.signing-file=" + file);
    stage.clock.set(Instant.now());
    receiverAnswers(200);
    stage.send(notice());
    assertThat(sent().getHeader("webhook-signature").split(" ")).hasSize(2);
    for (String secret : List.of(SettingsOf.SECRET, OTHER_SECRET)) {
      new Webhook(secret).verify(sent().getBodyAsString(), headersOf(sent()));
    }
  }

  @Test
  void isSignedByAPrivateKeyAsWell() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    stage.restart(SIGNED, "fallback.signing-key=whsk_" + seed(pair.getPrivate()));
    receiverAnswers(200);
    stage.send(notice());

    String[] signatures = sent().getHeader("webhook-signature").split(" ");
    assertThat(signatures).hasSize(2);
    assertThat(signatures[0]).startsWith("v1,");
    assertThat(signatures[1]).startsWith("v1a,");
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(pair.getPublic());
    verifier.update(
        (Notices.WEBHOOK_ID
                + "."
                + sent().getHeader("webhook-timestamp")
                + "."
                + sent().getBodyAsString())
            .getBytes(UTF_8));
    assertThat(verifier.verify(Base64.getDecoder().decode(signatures[1].substring(4)))).isTrue();
  }

  @Test
  void isNeverSentUnsignedByAccident() throws Exception {
    stage.restart("partners.other.signing-secrets=" + SettingsOf.SECRET);
    receiverAnswers(200);
    ApplicationFailure failure = stage.failure(notice());
    assertUnavailable(failure, CallbackError.UNSIGNED);
    assertThat(failure.getNextRetryDelay()).isNull();
    assertNotCalled();
    stage.send(notice().of("other"));
  }

  @Test
  void isSentUnsignedOnPurpose() throws Exception {
    stage.restart("partners.acme.unsigned=true");
    receiverAnswers(200);
    stage.send(notice());
    assertThat(sent().containsHeader("webhook-signature")).isFalse();
    assertThat(sent().header("webhook-id").values()).containsExactly(Notices.WEBHOOK_ID);
  }

  // Delivered

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 226, 299})
  void isDeliveredWhenTheReceiverAnswersAny2xx(int status) {
    receiverAnswers(status);
    CallbackAttempt attempt = stage.send(notice());
    assertThat(attempt.isDelivered()).isTrue();
    assertThat(attempt.status()).isEqualTo(status);
    assertThat(attempt.at()).isEqualTo(stage.clock.instant());
    assertThat(attempt.addressClass()).isEqualTo(AddressClass.NOT_PUBLIC);
    assertThat(attempt.latencyMillis()).isBetween(0L, 5_000L);
    assertThat(attempt.answer()).isNull();
    assertThat(timed("2xx", "none")).isEqualTo(1);
    assertThat(stage.suspensions.heard)
        .containsExactly("asked " + authority(), "delivered " + authority());
  }

  @Test
  void isDeliveredWhateverTheReceiverSaysBesides() {
    RECEIVER.stubFor(
        post(PATH)
            .willReturn(
                status(200)
                    .withHeader("Content-Type", "application/json")
                    .withBody("{\"error\":\"not really\",\"caller\":612123456}")));
    assertThat(stage.send(notice()).answer())
        .isEqualTo("{\"error\":\"not really\",\"caller\":***}");
    RECEIVER.stubFor(post(PATH).willReturn(status(200).withBody("x".repeat(1_000_000))));
    assertThat(stage.send(notice()).isDelivered()).isTrue();
  }

  /** Of 4096 bytes there may be one too many, also in the middle of a character. */
  @ParameterizedTest
  @CsvSource({
    "4090, ' shown', *** shown",
    "4091, ' shown', *** show",
    "4092, ' €uro', *** €",
    "4093, ' €uro', *** \uFFFD"
  })
  void showsOfAnAnswerWhatIsWithinItsFirstKilobytes(int digits, String rest, String shown) {
    RECEIVER.stubFor(
        post(PATH)
            .willReturn(
                status(503)
                    .withHeader("Content-Type", "text/plain; charset=utf-8")
                    .withBody("6".repeat(digits) + rest)));
    assertThat(stage.failed(notice()).answer()).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"'', 6", "'', '6 '", "eyJa, .", "'', a@"})
  void isDeliveredWhateverLongTextTheReceiverAnswers(String begin, String piece) {
    RECEIVER.stubFor(
        post(PATH)
            .willReturn(
                status(200)
                    .withHeader("Content-Type", "text/plain")
                    .withBody(begin + piece.repeat(4096))));
    assertThat(stage.send(notice()).isDelivered()).isTrue();
  }

  @Test
  void isDeliveredWithoutReadingAnEndlessAnswer() {
    RawServer.Script endless =
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
          while (true) {
            exchange.send(chunk);
          }
        };
    try (RawServer receiver = new RawServer(endless)) {
      stage.send(Notices.to(receiver.address(PATH)));
      await().untilAsserted(() -> assertThat(receiver.events()).endsWith("gone 1"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isDeliveredWhenOnlyTheBodyOfTheAnswerFails(boolean slow) throws Exception {
    stage.restart("timeout=3s", SIGNED);
    RawServer.Script failing =
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{");
          if (slow) {
            exchange.dribble();
          }
          exchange.close();
        };
    try (RawServer receiver = new RawServer(failing)) {
      assertThat(stage.send(Notices.to(receiver.address(PATH))).isDelivered()).isTrue();
    }
  }

  // Failed

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 409, 422, 429, 500, 502, 503})
  void isForAnotherAttemptWhenTheReceiverAnswersAnythingElse(int status) {
    RECEIVER.stubFor(
        post(PATH)
            .willReturn(
                status(status).withHeader("Content-Type", "text/plain").withBody("not now")));
    ApplicationFailure failure = stage.failure(notice());
    assertUnavailable(failure, CallbackError.STATUS);
    assertThat(failure.getOriginalMessage()).isEqualTo("the receiver answered " + status);
    assertThat(failure.getNextRetryDelay()).isNull();
    CallbackAttempt attempt = CallbackStage.proofOf(failure);
    assertThat(attempt.status()).isEqualTo(status);
    assertThat(attempt.answer()).isEqualTo("not now");
    assertThat(attempt.addressClass()).isEqualTo(AddressClass.NOT_PUBLIC);
    assertThat(timed(status / 100 + "xx", "status")).isEqualTo(1);
    assertThat(stage.suspensions.heard).endsWith("failed " + authority());
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 304, 307, 308})
  void isNotTakenToWhereARedirectPoints(int status) {
    RECEIVER.stubFor(
        post(PATH).willReturn(status(status).withHeader("Location", RECEIVER.url("/elsewhere"))));
    assertUnavailable(stage.failure(notice()), CallbackError.REDIRECT);
    assertThat(RECEIVER.findAll(anyRequestedFor(anyUrl()))).hasSize(1);
  }

  @Test
  void isUndeliverableWhenTheReceiverIsGoneForGood() {
    receiverAnswers(410);
    ApplicationFailure failure = stage.failure(notice());
    assertThat(failure.getType()).isEqualTo("UNDELIVERABLE");
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(failure.getCategory()).isNotEqualTo(ApplicationErrorCategory.BENIGN);
    assertThat(CallbackStage.errorOf(failure)).isEqualTo(CallbackError.GONE);
    assertThat(stage.suspensions.heard).containsExactly("asked " + authority());
  }

  @ParameterizedTest
  @CsvSource({"60, 60", "1, 1", "86400, 86400", "86401, 86400", "99999999999, 86400"})
  void handsOnHowLongTheReceiverAsksToWaitUpToADay(String asked, long seconds) {
    RECEIVER.stubFor(post(PATH).willReturn(status(503).withHeader("Retry-After", asked)));
    assertThat(stage.failure(notice()).getNextRetryDelay()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void handsOnUntilWhenTheReceiverAsksToWait() {
    stage.clock.set(Instant.parse("2026-11-23T10:00:00Z"));
    RECEIVER.stubFor(
        post(PATH)
            .willReturn(status(429).withHeader("Retry-After", "Mon, 23 Nov 2026 10:10:00 GMT")));
    assertThat(stage.failure(notice()).getNextRetryDelay()).isEqualTo(Duration.ofMinutes(10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "0", "Mon, 23 Nov 2026 09:00:00 GMT"})
  void handsNothingOnWhenTheReceiverAsksForNothingThatMakesSense(String asked) {
    stage.clock.set(Instant.parse("2026-11-23T10:00:00Z"));
    RECEIVER.stubFor(post(PATH).willReturn(status(503).withHeader("Retry-After", asked)));
    assertThat(stage.failure(notice()).getNextRetryDelay()).isNull();
  }

  // Left alone

  @Test
  void isNotSentToASuspendedHost() {
    receiverAnswers(200);
    stage.suspensions.pause = Duration.ofMinutes(7);
    ApplicationFailure failure = stage.failure(notice());
    assertUnavailable(failure, CallbackError.SUSPENDED);
    assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofMinutes(7));
    assertNotCalled();
    assertThat(stage.suspensions.heard).containsExactly("asked " + authority());
    assertThat(timed("not_called", "suspended")).isEqualTo(1);
  }

  @Test
  void tellsSuspensionsOfLocalAttempts() {
    receiverAnswers(500);
    assertUnavailable(failureOf(() -> stage.sendLocally(notice())), CallbackError.STATUS);
    assertThat(stage.suspensions.heard)
        .containsExactly("asked " + authority() + " local", "failed " + authority() + " local");
  }

  @Test
  void isDeliveredWhateverMayBeWrongWithSuspensions() {
    receiverAnswers(200);
    stage.suspensions.trouble = new IllegalStateException("cannot be asked");
    assertThat(stage.send(notice()).isDelivered()).isTrue();
  }

  /** Whose host and path it is, only the partner knows who tries it out. */
  @ParameterizedTest
  @ValueSource(ints = {404, 410, 500})
  void saysNothingOfAHostThatIsTriedOut(int status) {
    receiverAnswers(status);
    assertThat(stage.failed(notice().asASample()).status()).isEqualTo(status);
    assertThat(stage.suspensions.heard).isEmpty();
  }

  @Test
  void isSentToASuspendedHostThatIsTriedOut() {
    receiverAnswers(200);
    stage.suspensions.pause = Duration.ofMinutes(7);
    assertThat(stage.send(notice().asASample()).isDelivered()).isTrue();
    assertThat(stage.suspensions.heard).isEmpty();
  }

  @Test
  void isNotSentToAHostThatHasEnoughCallsWhenItIsTriedOut() throws Exception {
    stage.restart(SIGNED, "fallback.per-second=1");
    receiverAnswers(200);
    stage.send(notice().asASample());
    assertUnavailable(stage.failure(notice().asASample()), CallbackError.BUSY);
  }

  @Test
  void hasLessTimeForTheCallAfterALongLookUpOfSuspensions() throws Exception {
    stage.restart("timeout=1m", SIGNED);
    lookUpTakes(Duration.ofSeconds(58));
    try (RawServer hanging = RawServer.thatHangs()) {
      ApplicationFailure failure =
          stage.failureWithin(Duration.ofSeconds(60), Notices.to(hanging.address(PATH)));
      assertUnavailable(failure, CallbackError.TIMEOUT);
      assertThat(CallbackStage.proofOf(failure).latencyMillis()).isLessThan(30_000);
    }
  }

  @Test
  void isNotSentWhenTheLookUpOfSuspensionsTookAllTheTime() {
    receiverAnswers(200);
    lookUpTakes(ActivityStage.DURABLE_ATTEMPT);
    assertUnavailable(stage.failure(notice()), CallbackError.BUSY);
    assertNotCalled();
  }

  private void lookUpTakes(Duration time) {
    stage.suspensions.whileAsked = () -> stage.clock.set(stage.clock.instant().plus(time));
  }

  @Test
  void isNotSentToAHostThatHasEnoughCalls() throws Exception {
    stage.restart(SIGNED, "fallback.max-concurrent=1");
    receiverAnswers(200);
    try (RawServer hanging = RawServer.thatHangs();
        ActivityStage beside = stage.beside()) {
      Notices slow = Notices.to(hanging.address(PATH));
      CompletableFuture<?> first =
          CompletableFuture.runAsync(
              () ->
                  failureOf(
                      () -> beside.durable(CallbackSender.class).sendCallback(slow.toNotice())));
      await().until(() -> !hanging.requests().isEmpty());

      ApplicationFailure second = stage.failure(slow);
      assertUnavailable(second, CallbackError.BUSY);
      assertThat(second.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(1));
      assertThat(hanging.requests()).hasSize(1);
      // Neither other hosts nor other partners wait for it.
      assertThat(stage.send(notice()).isDelivered()).isTrue();
      hanging.hangUp();
      first.join();
      assertThat(stage.suspensions.heard).contains("failed " + slow.address().getAuthority());
    }
  }

  @Test
  void isNotSentBesideAsManyOthersAsUsualToAHostThatHung() throws Exception {
    stage.restart(SIGNED, "timeout=1m", "fallback.max-concurrent=3");
    try (RawServer hanging = RawServer.thatHangs()) {
      assertUnavailable(hung(Duration.ofSeconds(2), hanging), CallbackError.TIMEOUT);
      assertGetsTwoCallsAtOnce(hanging);
    }
  }

  /** As a local attempt may be made late, which is no reason to trust the host either. */
  @Test
  void isNotSentBesideMoreOthersAfterACallThatHadNoTime() throws Exception {
    stage.restart(SIGNED, "timeout=1m", "fallback.max-concurrent=3");
    try (RawServer hanging = RawServer.thatHangs()) {
      assertUnavailable(hung(Duration.ofSeconds(2), hanging), CallbackError.TIMEOUT);
      assertUnavailable(hung(Duration.ofSeconds(1), hanging), CallbackError.TIMEOUT);
      assertGetsTwoCallsAtOnce(hanging);
    }
  }

  private ApplicationFailure hung(Duration time, RawServer hanging) {
    return stage.failureWithin(time, Notices.to(hanging.address("/hung")));
  }

  private void assertGetsTwoCallsAtOnce(RawServer hanging) throws Exception {
    Notices notice = Notices.to(hanging.address("/hangs"));
    try (ActivityStage second = stage.beside();
        ActivityStage third = stage.beside()) {
      List<CompletableFuture<ApplicationFailure>> both =
          Stream.of(second, third).map(each -> failing(each, notice)).toList();
      await()
          .until(
              () ->
                  hanging.requests().stream()
                          .filter(request -> request.startsWith("POST /hangs "))
                          .count()
                      == 2);

      assertUnavailable(stage.failure(notice), CallbackError.BUSY);

      hanging.hangUp();
      for (CompletableFuture<ApplicationFailure> each : both) {
        assertUnavailable(each.get(), CallbackError.RESET);
      }
    }
  }

  @Test
  void isNotSentToAnotherHostOfAPartnerThatHasEnoughCalls() throws Exception {
    stage.restart(SIGNED, "fallback.max-concurrent-in-all=1");
    receiverAnswers(200);
    try (RawServer hanging = RawServer.thatHangs();
        ActivityStage beside = stage.beside()) {
      Notices slow = Notices.to(hanging.address(PATH));
      CompletableFuture<ApplicationFailure> first = failing(beside, slow);
      await().until(() -> !hanging.requests().isEmpty());

      assertUnavailable(stage.failure(notice()), CallbackError.BUSY);
      assertThat(stage.send(notice().of("another")).isDelivered()).isTrue();
      hanging.hangUp();
      assertUnavailable(first.get(), CallbackError.RESET);
    }
  }

  private static CompletableFuture<ApplicationFailure> failing(
      ActivityStage stage, Notices notice) {
    return CompletableFuture.supplyAsync(
        () -> failureOf(() -> stage.durable(CallbackSender.class).sendCallback(notice.toNotice())),
        // The usual pool may have one thread only.
        Thread::startVirtualThread);
  }

  @Test
  void isNotSentToAHostThatHadEnoughCallsInASecond() throws Exception {
    stage.restart(SIGNED, "fallback.per-second=1");
    receiverAnswers(200);
    stage.send(notice());
    assertUnavailable(stage.failure(notice()), CallbackError.BUSY);
    stage.clock.set(stage.clock.instant().plusSeconds(1));
    stage.send(notice());
  }

  // What is seen from outside

  @ParameterizedTest
  @ValueSource(strings = {"302", "400", "410", "500", "hang", "refuse", "port", "unsigned"})
  void neverShowsTheAddress(String trouble, CapturedOutput output) throws Exception {
    try (RawServer hanging = RawServer.thatHangs()) {
      URI address =
          switch (trouble) {
            case "hang" -> {
              stage.restart("timeout=1s", SIGNED);
              yield hanging.address(PATH);
            }
            case "refuse" -> RawServer.nobody().resolve(PATH);
            case "port" -> URI.create("http://127.0.0.1:99999" + PATH);
            case "unsigned" -> {
              stage.restart();
              yield notice().address();
            }
            default -> {
              receiverAnswers(Integer.parseInt(trouble));
              yield notice().address();
            }
          };

      ApplicationFailure failure = stage.failure(Notices.to(address));

      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        assertSilent(String.valueOf(cause));
      }
      assertSilent(CallbackStage.proofOf(failure).toString());
      assertSilent(output.getAll());
      assertThat(output.getAll()).doesNotContain("612123456");
    }
  }

  @Test
  void logsTheOperationAndTheErrorInOneLine(CapturedOutput output) {
    receiverAnswers(500);
    stage.failure(notice());
    assertThat(output.getAll().lines().filter(line -> line.matches("WARN .*HttpCallbackSender.*")))
        .singleElement()
        .asString()
        .contains(Notices.CORRELATION_ID, "answered 500", "STATUS");
  }

  private static void assertSilent(String text) {
    assertThat(text).doesNotContain("127.0.0.1", "s3cret", "4711", "MfKQ");
  }

  private static void assertUnavailable(ApplicationFailure failure, CallbackError error) {
    assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
    assertThat(failure.isNonRetryable()).isFalse();
    assertThat(CallbackStage.errorOf(failure)).isEqualTo(error);
  }

  private static void assertNotCalled() {
    assertThat(RECEIVER.findAll(anyRequestedFor(anyUrl()))).isEmpty();
  }

  private static void receiverAnswers(int status) {
    RECEIVER.stubFor(post(PATH).willReturn(status(status)));
  }

  private static Notices notice() {
    return Notices.to(URI.create("http://" + authority() + PATH));
  }

  private static String authority() {
    return "127.0.0.1:" + RECEIVER.getPort();
  }

  private static LoggedRequest sent() {
    List<LoggedRequest> requests = RECEIVER.findAll(anyRequestedFor(anyUrl()));
    assertThat(requests).hasSize(1);
    return requests.getFirst();
  }

  private static HttpHeaders headersOf(LoggedRequest request) {
    return HttpHeaders.of(
        Map.of(
            "webhook-id", List.of(request.getHeader("webhook-id")),
            "webhook-timestamp", List.of(request.getHeader("webhook-timestamp")),
            "webhook-signature", List.of(request.getHeader("webhook-signature"))),
        (name, value) -> true);
  }

  private static String seed(PrivateKey key) {
    byte[] encoded = key.getEncoded();
    return Base64.getEncoder()
        .encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
  }

  private long timed(String result, String error) {
    return stage
        .meters
        .get("turnup.callback.attempt")
        .tags("result", result, "error", error)
        .timer()
        .count();
  }
}
