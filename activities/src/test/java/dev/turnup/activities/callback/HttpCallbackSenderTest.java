package dev.turnup.activities.callback;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static dev.turnup.activities.ActivityStage.failureOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.turnup.activities.ActivityStage;
import dev.turnup.activities.RawServer;
import dev.turnup.activities.SettableClock;
import dev.turnup.workflows.callback.CallbackNotice;
import dev.turnup.workflows.callback.CallbackSender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class HttpCallbackSenderTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  /** A partner may well put a credential of its own into the address. */
  private static final String PATH = "/hooks/t0p-s3cret?account=4711";

  @RegisterExtension
  static final WireMockExtension RECEIVER =
      WireMockExtension.newInstance()
          .options(options().dynamicPort().bindAddress("127.0.0.1"))
          .build();

  private final SettableClock clock = new SettableClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  /** Zero is the smallest number there is, and the smallest jitter. */
  private long random = 0;

  private final RandomGenerator fixed = () -> random;
  private final HttpCallbackSender sender =
      new HttpCallbackSender(new CallbackSettings(TIMEOUT, 20, 4), meters, clock, fixed);
  private final ActivityStage stage = new ActivityStage(sender);

  @AfterEach
  void close() throws Exception {
    stage.close();
    sender.close();
  }

  // What is sent

  @Test
  void postsExactlyThreeStrings() {
    receiverAnswers(200);
    send(notice().toNotice());
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
    send(notice().withoutServiceId().toNotice());
    assertThat(sent().getBodyAsString())
        .isEqualTo("{\"code\":\"SUCCESS\",\"title\":\"Completed\",\"service_id\":\"\"}");
  }

  @Test
  void writesTheBodyInUtf8() {
    receiverAnswers(200);
    send(notice().titled("Señal \"5G\"").toNotice());
    assertThat(new String(sent().getBody(), UTF_8)).contains("\"title\":\"Señal \\\"5G\\\"\"");
  }

  @Test
  void namesTheOperationAndThePlainMediaTypeInHeaders() {
    receiverAnswers(200);
    send(notice().toNotice());
    assertThat(sent().header("Request-Correlation-Id").values())
        .containsExactly(Notices.CORRELATION_ID);
    assertThat(sent().header("Content-Type").values()).containsExactly("application/json");
    assertThat(sent().header("User-Agent").values()).containsExactly("Turnup");
  }

  // Delivered

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 226, 299})
  void isDeliveredWhenTheReceiverAnswersAny2xx(int status) {
    receiverAnswers(status);
    send(notice().toNotice());
    assertThat(sent()).isNotNull();
    assertThat(timed("2xx")).isEqualTo(1);
  }

  @Test
  void isDeliveredWhateverTheReceiverSaysBesides() {
    RECEIVER.stubFor(post(PATH).willReturn(status(200).withBody("{\"error\":\"not really\"}")));
    send(notice().toNotice());
    RECEIVER.stubFor(post(PATH).willReturn(status(200).withBody("x".repeat(1_000_000))));
    send(notice().toNotice());
    assertThat(timed("2xx")).isEqualTo(2);
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
      send(Notices.to(receiver.address(PATH)).toNotice());
      await().untilAsserted(() -> assertThat(receiver.events()).endsWith("gone 1"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isDeliveredWhenOnlyTheBodyOfTheAnswerFails(boolean slow) {
    RawServer.Script failing =
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{");
          if (slow) {
            exchange.dribble();
          }
          exchange.close();
        };
    try (RawServer receiver = new RawServer(failing)) {
      send(Notices.to(receiver.address(PATH)).toNotice());
      assertThat(timed("2xx")).isEqualTo(1);
    }
  }

  // Tried again

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 301, 302, 307, 308, 304})
  void isTriedAgainWhenTheReceiverAnswersAnythingElse(int status) {
    receiverAnswers(status);
    assertUnavailable(failure(), 5_000)
        .isEqualTo("the receiver answered " + status + " (attempt 1)");
    assertThat(timed(status / 100 + "xx")).isEqualTo(1);
  }

  @Test
  void doesNotFollowARedirect() {
    RECEIVER.stubFor(
        post(PATH).willReturn(status(302).withHeader("Location", RECEIVER.url("/elsewhere"))));
    assertUnavailable(failure(), 5_000);
    assertThat(RECEIVER.findAll(anyRequestedFor(anyUrl()))).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE"})
  void isTriedAgainWhenTheConnectionBreaks(Fault fault) {
    RECEIVER.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));
    assertUnavailable(failure(), 5_000).startsWith("the receiver did not answer: ");
  }

  @Test
  void isTriedAgainWhenNobodyListens() {
    Notices notice = Notices.to(RawServer.nobody());
    assertUnavailable(failureOf(() -> send(notice.toNotice())), 5_000)
        .isEqualTo("the receiver could not be reached: HttpHostConnectException (attempt 1)");
    assertThat(timed("no_answer")).isEqualTo(1);
  }

  @Test
  void isTriedAgainWhenTheReceiverIsTooSlow() {
    RawServer.Script slow =
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nX-Slow: ");
          exchange.dribble();
        };
    try (RawServer hanging = RawServer.thatHangs();
        RawServer dribbling = new RawServer(slow)) {
      for (RawServer receiver : List.of(hanging, dribbling)) {
        Notices notice = Notices.to(receiver.address(PATH));
        assertUnavailable(failureOf(() -> send(notice.toNotice())), 5_000)
            .isEqualTo("the receiver did not answer: InterruptedIOException (attempt 1)");
      }
    }
  }

  @Test
  void isTriedAgainWhenTheAddressCannotBeCalled() {
    Notices notice = Notices.to(URI.create("http://127.0.0.1:99999" + PATH));
    assertUnavailable(failureOf(() -> send(notice.toNotice())), 5_000)
        .isEqualTo("the receiver could not be reached: MalformedURLException (attempt 1)");
  }

  // When

  @ParameterizedTest
  @CsvSource({
    "1, PT5S",
    "2, PT5M",
    "3, PT30M",
    "4, PT2H",
    "5, PT5H",
    "6, PT10H",
    "7, PT14H",
    "8, PT20H",
    "9, PT24H"
  })
  void pausesAsTheScheduleSays(int attempt, Duration pause) {
    receiverAnswers(500);
    stage.attempt(attempt);
    assertUnavailable(failure(), pause.toMillis()).endsWith("(attempt " + attempt + ")");
  }

  @Test
  void goesOnWithTheScheduleAfterALocalAttempt() {
    receiverAnswers(500);
    CallbackNotice notice = notice().toNotice();
    CallbackSender local = stage.local(CallbackSender.class);
    assertUnavailable(failureOf(() -> local.sendCallback(notice)), 5_000);
    CallbackNotice next = notice.afterOneAttempt();
    assertUnavailable(failureOf(() -> send(next)), 300_000).endsWith("(attempt 2)");
    stage.attempt(2);
    assertUnavailable(failureOf(() -> send(next)), 1_800_000).endsWith("(attempt 3)");
  }

  @ParameterizedTest
  @CsvSource({"1, 5000, 5500", "2, 300000, 330000", "9, 86400000, 95040000"})
  void addsATenthOfThePauseAtTheMost(int attempt, long schedule, long most) {
    receiverAnswers(500);
    stage.attempt(attempt);
    // All bits set: the largest number below one.
    random = -1;
    assertThat(failure().getNextRetryDelay())
        .isBetween(Duration.ofMillis(schedule), Duration.ofMillis(most))
        .isGreaterThan(Duration.ofMillis(schedule + (most - schedule) * 9 / 10));
  }

  @ParameterizedTest
  @CsvSource({"60, 60", "1, 5", "5, 5", "86400, 86400", "86401, 86400", "99999999999, 86400"})
  void waitsAtLeastAsLongAsTheReceiverAsksForUpToADay(String asked, long seconds) {
    RECEIVER.stubFor(post(PATH).willReturn(status(503).withHeader("Retry-After", asked)));
    assertUnavailable(failure(), seconds * 1000);
  }

  @Test
  void waitsUntilTheDateThatTheReceiverNames() {
    clock.set(Instant.parse("2026-11-23T10:00:00Z"));
    RECEIVER.stubFor(
        post(PATH)
            .willReturn(status(503).withHeader("Retry-After", "Mon, 23 Nov 2026 10:10:00 GMT")));
    assertUnavailable(failure(), 600_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "0", "Mon, 23 Nov 2026 09:00:00 GMT"})
  void keepsToTheScheduleWhenTheReceiverAsksForNothingThatMakesSense(String asked) {
    clock.set(Instant.parse("2026-11-23T10:00:00Z"));
    RECEIVER.stubFor(post(PATH).willReturn(status(503).withHeader("Retry-After", asked)));
    assertUnavailable(failure(), 5_000);
  }

  // Given up

  @Test
  void isUndeliverableWhenTheReceiverIsGoneForGood() {
    receiverAnswers(410);
    assertUndeliverable(failure()).isEqualTo("the receiver answered 410: it is gone for good");
  }

  @Test
  void isUndeliverableAfterTheTenthAttempt() {
    receiverAnswers(500);
    stage.attempt(10);
    assertUndeliverable(failure())
        .isEqualTo("the receiver answered 500 (attempt 10); no attempt is left");
  }

  @Test
  void countsAnEarlierAttemptAmongTheTen() {
    receiverAnswers(500);
    stage.attempt(9);
    assertUndeliverable(failureOf(() -> send(notice().afterAttempts(1).toNotice())));
    stage.attempt(8);
    assertUnavailable(failureOf(() -> send(notice().afterAttempts(1).toNotice())), 86_400_000);
  }

  @Test
  void isDeliveredByTheTenthAttempt() {
    receiverAnswers(200);
    stage.attempt(10);
    send(notice().toNotice());
  }

  // What is seen from outside

  @ParameterizedTest
  @ValueSource(strings = {"302", "400", "410", "500", "last", "hang", "refuse", "port"})
  void neverShowsTheAddress(String trouble, CapturedOutput output) {
    try (RawServer hanging = RawServer.thatHangs()) {
      URI address =
          switch (trouble) {
            case "hang" -> hanging.address(PATH);
            case "refuse" -> RawServer.nobody().resolve(PATH);
            case "port" -> URI.create("http://127.0.0.1:99999" + PATH);
            default -> {
              receiverAnswers(trouble.equals("last") ? 500 : Integer.parseInt(trouble));
              yield notice().address();
            }
          };
      stage.attempt(trouble.equals("last") ? 10 : 1);

      ApplicationFailure failure = failureOf(() -> send(Notices.to(address).toNotice()));

      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        assertSilent(String.valueOf(cause));
      }
      assertSilent(output.getAll());
      assertThat(output.getAll()).doesNotContain("612123456");
    }
  }

  @Test
  void logsTheOperationAndWhenTheNextAttemptIs(CapturedOutput output) {
    receiverAnswers(500);
    failure();
    assertThat(output.getAll().lines().filter(line -> line.matches("WARN .*HttpCallbackSender.*")))
        .singleElement()
        .asString()
        .contains(Notices.CORRELATION_ID, "answered 500", "attempt 1", "PT5S");
  }

  private static void assertSilent(String text) {
    assertThat(text).doesNotContain("127.0.0.1", "s3cret", "4711");
  }

  private static AbstractStringAssert<?> assertUnavailable(
      ApplicationFailure failure, long pauseMillis) {
    assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
    assertThat(failure.isNonRetryable()).isFalse();
    assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofMillis(pauseMillis));
    return assertThat(failure.getOriginalMessage());
  }

  private static AbstractStringAssert<?> assertUndeliverable(ApplicationFailure failure) {
    assertThat(failure.getType()).isEqualTo("UNDELIVERABLE");
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(failure.getCategory()).isNotEqualTo(ApplicationErrorCategory.BENIGN);
    return assertThat(failure.getOriginalMessage());
  }

  private static void receiverAnswers(int status) {
    RECEIVER.stubFor(post(PATH).willReturn(status(status)));
  }

  private static Notices notice() {
    return Notices.to(URI.create("http://127.0.0.1:" + RECEIVER.getPort() + PATH));
  }

  private void send(CallbackNotice notice) {
    stage.durable(CallbackSender.class).sendCallback(notice);
  }

  private ApplicationFailure failure() {
    return failureOf(() -> send(notice().toNotice()));
  }

  private static LoggedRequest sent() {
    List<LoggedRequest> requests = RECEIVER.findAll(anyRequestedFor(anyUrl()));
    assertThat(requests).hasSize(1);
    return requests.getFirst();
  }

  private long timed(String result) {
    return meters.get("turnup.callback.attempt").tags("result", result).timer().count();
  }
}
