package dev.turnup.standalone;

import static dev.turnup.standalone.stage.MisbehavingReceiver.answers;
import static dev.turnup.standalone.stage.MisbehavingReceiver.answersTooLate;
import static dev.turnup.standalone.stage.MisbehavingReceiver.answersTwice;
import static dev.turnup.standalone.stage.MisbehavingReceiver.boasts;
import static dev.turnup.standalone.stage.MisbehavingReceiver.breaksOff;
import static dev.turnup.standalone.stage.MisbehavingReceiver.closes;
import static dev.turnup.standalone.stage.MisbehavingReceiver.drips;
import static dev.turnup.standalone.stage.MisbehavingReceiver.hangs;
import static dev.turnup.standalone.stage.MisbehavingReceiver.mumbles;
import static dev.turnup.standalone.stage.MisbehavingReceiver.pours;
import static dev.turnup.standalone.stage.MisbehavingReceiver.promises;
import static dev.turnup.standalone.stage.MisbehavingReceiver.rambles;
import static dev.turnup.standalone.stage.MisbehavingReceiver.resets;
import static dev.turnup.standalone.stage.MisbehavingReceiver.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.standalone.stage.Http.Answer;
import dev.turnup.standalone.stage.MisbehavingReceiver;
import dev.turnup.standalone.stage.MisbehavingReceiver.Behaviour;
import dev.turnup.standalone.stage.MisbehavingReceiver.Request;
import dev.turnup.standalone.stage.OnRealServer;
import dev.turnup.standalone.stage.Operation;
import dev.turnup.standalone.stage.Partner;
import dev.turnup.standalone.stage.Ports;
import dev.turnup.standalone.stage.Stage;
import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.callback.WebhookId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What receivers can do to us, what is seen of it, and that they are told all the same. */
@OnRealServer
@Execution(ExecutionMode.CONCURRENT)
class MisbehavingReceiversIT {

  /** After the first attempt; the second is told sooner by nobody. */
  private static final Duration SECOND_ATTEMPT = Duration.ofSeconds(5);

  /** Longer than until the second attempt would come by itself. */
  private static final Duration ASKED_FOR = Duration.ofSeconds(9);

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  private final Stage stage;

  MisbehavingReceiversIT(Stage stage) {
    this.stage = stage;
  }

  @Test
  void whereNobodyListensIsSeenAndToldWhenSomebodyDoes() {
    int port = Ports.free();
    Operation operation = create("http://127.0.0.1:" + port + "/callback");
    JsonNode attempt = operation.awaitTrouble(CallbackError.REFUSED);
    assertThat(attempt.path("status").isMissingNode()).isTrue();
    assertThat(attempt.path("address_class").asString()).isEqualTo("NOT_PUBLIC");

    try (MisbehavingReceiver receiver = MisbehavingReceiver.on(port, answers(200))) {
      stage.partner().redelivers(operation);
      operation.awaitCallbackState("DELIVERED");
      assertThat(receiver.heads()).hasSize(1);
    }
  }

  @Test
  void aConnectionThatBreaksOffIsSeenAndTheReceiverToldLater() {
    isSeenAndToldLater(resets(), CallbackError.RESET);
  }

  @Test
  void aConnectionThatIsClosedWithoutAWordIsSeenAndTheReceiverToldLater() {
    isSeenAndToldLater(closes(), CallbackError.RESET);
  }

  @Test
  void aReceiverThatLetsConnectionsWaitForEverIsSeenAndToldLater() {
    isSeenAndToldLater(MisbehavingReceiver.thatIsAsleep(), CallbackError.TIMEOUT);
  }

  @Test
  void aReceiverThatHangsIsSeenAndToldLater() {
    isSeenAndToldLater(hangs(), CallbackError.TIMEOUT);
  }

  @Test
  void aReceiverThatAnswersByteByByteIsSeenAndToldLater() {
    isSeenAndToldLater(drips(), CallbackError.TIMEOUT);
  }

  @Test
  void aReceiverThatOnlyAnnouncesAnAnswerIsSeenAndToldLater() {
    isSeenAndToldLater(promises(), CallbackError.TIMEOUT);
  }

  @Test
  void anAnswerWhoseHeadHasNoEndIsSeenAndTheReceiverToldLater() {
    isSeenAndToldLater(boasts(), CallbackError.PROTOCOL);
  }

  @Test
  void aReceiverThatSpeaksNoHttpIsSeenAndToldLater() {
    isSeenAndToldLater(mumbles(), CallbackError.PROTOCOL);
  }

  private void isSeenAndToldLater(Behaviour trouble, CallbackError error) {
    isSeenAndToldLater(MisbehavingReceiver.that(trouble), error);
  }

  private void isSeenAndToldLater(MisbehavingReceiver inTrouble, CallbackError error) {
    try (MisbehavingReceiver receiver = inTrouble) {
      Operation operation = create(receiver.url());
      JsonNode attempt = operation.awaitTrouble(error);
      assertThat(attempt.path("status").isMissingNode()).isTrue();

      receiver.mendsItsWays(answers(200));
      stage.partner().redelivers(operation);
      isDelivered(operation, receiver);
    }
  }

  @Test
  void aReceiverThatTookItWhenWeHadGivenUpIsToldTheSameOnceMore() {
    try (MisbehavingReceiver receiver =
        MisbehavingReceiver.that(answersTooLate(200), answers(200))) {
      Operation operation = create(receiver.url());
      isDelivered(operation, receiver);

      assertThat(Operation.errors(operation.attempts())).startsWith("TIMEOUT");
      assertThat(receiver.requests()).hasSizeGreaterThanOrEqualTo(2);
      assertThat(receiver.requests().stream().map(request -> request.header("webhook-id")))
          .containsOnly(WebhookId.of(operation.id()));
      assertThat(receiver.requests().stream().map(Request::body).distinct())
          .singleElement()
          .asString()
          .contains("SERVICE_CREATED");
    }
  }

  @Test
  void anAnswerThatNobodyAskedForIsNotTakenForTheNextOne() {
    try (MisbehavingReceiver receiver =
        MisbehavingReceiver.that(answersTwice(204, 200), answers(500), answers(204))) {
      isDelivered(create(receiver.url()), receiver);

      Operation next = create(receiver.url());
      next.awaitCallbackState("DELIVERED");
      assertThat(statuses(next.attempts())).containsExactly(500, 204);
      assertThat(receiver.heads()).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 304, 307, 308})
  void aRedirectIsNeverFollowed(int status) {
    try (MisbehavingReceiver elsewhere = MisbehavingReceiver.that(answers(200));
        MisbehavingReceiver receiver =
            MisbehavingReceiver.that(answers(status, "Location: " + elsewhere.url()))) {
      Operation operation = create(receiver.url());
      JsonNode attempt = operation.awaitTrouble(CallbackError.REDIRECT);
      assertThat(attempt.path("status").asInt()).isEqualTo(status);

      receiver.mendsItsWays(answers(200));
      stage.partner().redelivers(operation);
      isDelivered(operation, receiver);
      assertThat(elsewhere.heads()).isEmpty();
    }
  }

  @Test
  void aReceiverThatIsGoneForGoodIsNotToldAgainAndTheOutcomeStands() {
    try (MisbehavingReceiver receiver = MisbehavingReceiver.that(answers(410), answers(200))) {
      Operation operation = create(receiver.url());
      operation.awaitSuccess();

      JsonNode status = operation.status();
      assertThat(status.path("state").asString()).isEqualTo("completed");
      assertThat(status.path("outcome").path("code").asString()).isEqualTo("SERVICE_CREATED");
      assertThat(status.path("callback").path("state").asString()).isEqualTo("UNDELIVERABLE");
      assertThat(status.path("callback").path("next_attempt_at").isMissingNode()).isTrue();
      assertThat(Operation.errors(operation.attempts())).containsExactly("GONE");
      assertThat(operation.found("CallbackState = 'UNDELIVERABLE' AND CallbackError = 'GONE'"))
          .isEqualTo(1);
      assertThat(receiver.heads()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 500, 503})
  void aReceiverThatRefusesIsToldAgainByItself(int status) {
    try (MisbehavingReceiver receiver = MisbehavingReceiver.that(answers(status), answers(204))) {
      Operation operation = create(receiver.url());
      isDelivered(operation, receiver);

      List<JsonNode> attempts = operation.attempts();
      assertThat(Operation.errors(attempts)).containsExactly("STATUS", "DELIVERED");
      assertThat(statuses(attempts)).containsExactly(status, 204);
      assertThat(between(attempts)).isGreaterThanOrEqualTo(SECOND_ATTEMPT);
    }
  }

  @Test
  void everyAttemptIsASpanOfItsOwnInTheTraceOfTheRequest() {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    try (MisbehavingReceiver receiver = MisbehavingReceiver.that(answers(500), answers(204))) {
      Operation operation =
          partner(receiver.url())
              .createsInTrace("rehearsal", "service-1", "00-" + trace + "-00f067aa0ba902b7-01");
      isDelivered(operation, receiver);

      assertThat(receiver.heads().stream().map(MisbehavingReceiversIT::traceparent))
          .hasSize(2)
          .doesNotHaveDuplicates()
          .allMatch(each -> each.startsWith("00-" + trace + "-"))
          .noneMatch(each -> each.contains("00f067aa0ba902b7"));
    }
  }

  private static String traceparent(String head) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("traceparent:"))
        .map(line -> line.substring("traceparent:".length()).strip())
        .findFirst()
        .orElse("none");
  }

  @Test
  void aReceiverThatAsksForSecondsOfPeaceGetsThem() {
    String asked = "Retry-After: " + ASKED_FOR.toSeconds();
    try (MisbehavingReceiver receiver =
        MisbehavingReceiver.that(answers(429, asked), answers(200))) {
      Operation operation = create(receiver.url());
      isDelivered(operation, receiver);

      assertThat(between(operation.attempts())).isGreaterThanOrEqualTo(ASKED_FOR);
    }
  }

  @Test
  void aReceiverThatAsksForPeaceUntilADateGetsIt() {
    Instant date = Instant.now().plus(ASKED_FOR.multipliedBy(2));
    String asked = "Retry-After: " + HTTP_DATE.format(date);
    try (MisbehavingReceiver receiver =
        MisbehavingReceiver.that(answers(503, asked), answers(200))) {
      Operation operation = create(receiver.url());
      isDelivered(operation, receiver);

      List<JsonNode> attempts = operation.attempts();
      assertThat(at(attempts.get(1)))
          .isAfterOrEqualTo(Instant.ofEpochSecond(date.getEpochSecond()));
    }
  }

  @Test
  void aReceiverThatAsksForPeaceForYearsGetsADayOfIt() {
    try (MisbehavingReceiver receiver =
        MisbehavingReceiver.that(answers(503, "Retry-After: 999999999"), answers(200))) {
      Operation operation = create(receiver.url());
      JsonNode attempt = operation.awaitTrouble(CallbackError.STATUS);

      // A day, and up to a tenth of it more, so that not all come back at once.
      assertThat(next(operation))
          .isBetween(
              at(attempt).plus(Duration.ofHours(24)), at(attempt).plus(Duration.ofHours(27)));
      stage.partner().redelivers(operation);
      isDelivered(operation, receiver);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "1e9", "Mon, 99 Nov 2026 99:99:99 GMT", "'\";--"})
  void aReceiverThatAsksForNonsenseIsToldAgainByItself(String nonsense) {
    try (MisbehavingReceiver receiver =
        MisbehavingReceiver.that(answers(503, "Retry-After: " + nonsense), answers(200))) {
      Operation operation = create(receiver.url());
      isDelivered(operation, receiver);

      assertThat(Operation.errors(operation.attempts())).startsWith("STATUS");
    }
  }

  @Test
  void aHostileAnswerIsShownAsTextOnlyAndWithoutItsSecrets() {
    String hostile =
        "<script>alert('owned')</script>\u001b[2J\u202e\u0000\r\nX: y"
            + " Authorization: Bearer abc.def token=hunter2 612123456 me@partner.example";
    try (MisbehavingReceiver receiver =
        MisbehavingReceiver.that(says(500, "text/html; charset=utf-8", hostile))) {
      Operation operation = create(receiver.url());
      JsonNode attempt = operation.awaitTrouble(CallbackError.STATUS);

      assertThat(attempt.path("answer").asString())
          .isEqualTo(
              "<script>alert('owned')</script>[2J X: y Authorization: *** token=*** *** ***");
      Answer status = stage.partner().looksUp(operation.id());
      assertThat(status.header("Content-Type")).contains("application/json");
      assertThat(status.header("X-Content-Type-Options")).contains("nosniff");
      assertThat(status.text()).doesNotContain("hunter2", "abc.def", "612123456", "\u202e");
      receiver.mendsItsWays(answers(200));
      stage.partner().redelivers(operation);
      isDelivered(operation, receiver);
    }
  }

  @Test
  void anAnswerWhoseBodyNeverComesToItsEndCounts() {
    isDelivered(rambles());
  }

  @Test
  void anAnswerWhoseBodyBreaksOffCounts() {
    isDelivered(breaksOff());
  }

  private void isDelivered(Behaviour trouble) {
    try (MisbehavingReceiver receiver = MisbehavingReceiver.that(trouble)) {
      Operation operation = create(receiver.url());
      isDelivered(operation, receiver);

      assertThat(Operation.errors(operation.attempts())).containsOnlyOnce("DELIVERED");
    }
  }

  @Test
  void anAnswerWithoutEndIsReadNoFurtherAndCounts() {
    try (MisbehavingReceiver receiver = MisbehavingReceiver.that(pours())) {
      Operation operation = create(receiver.url());
      operation.awaitCallbackState("DELIVERED");

      assertThat(Operation.errors(operation.attempts())).containsExactly("DELIVERED");
      assertThat(receiver.heads()).hasSize(1);
    }
  }

  @Test
  void aCertificateThatNobodyTrustsIsSeen() {
    try (MisbehavingReceiver receiver = MisbehavingReceiver.overTlsOfItsOwn()) {
      create(receiver.url()).awaitTrouble(CallbackError.TLS);

      assertThat(receiver.heads()).isEmpty();
    }
  }

  @Test
  void aReceiverWithoutTlsAtAnHttpsAddressIsSeen() {
    try (MisbehavingReceiver receiver = MisbehavingReceiver.withoutTls()) {
      create(receiver.url()).awaitTrouble(CallbackError.TLS);

      assertThat(receiver.connections()).isPositive();
      assertThat(receiver.heads()).isEmpty();
    }
  }

  @Test
  void aNameThatNobodyHasIsSeen() {
    JsonNode attempt = create("http://nobody.invalid/callback").awaitTrouble(CallbackError.DNS);

    assertThat(attempt.path("address_class").isMissingNode()).isTrue();
  }

  private Operation create(String url) {
    return partner(url).creates("rehearsal", "service-1");
  }

  private Partner partner(String url) {
    return stage.partner().withReceiver(url, url);
  }

  /** In the end, and every attempt was the same event. */
  private static void isDelivered(Operation operation, MisbehavingReceiver receiver) {
    operation.awaitCallbackState("DELIVERED");
    assertThat(Operation.errors(operation.attempts())).endsWith("DELIVERED");
    assertThat(operation.status().path("callback").path("webhook_id").asString())
        .isEqualTo(WebhookId.of(operation.id()));
    assertThat(receiver.heads())
        .allSatisfy(
            head ->
                assertThat(head)
                    .containsIgnoringCase("webhook-id: " + WebhookId.of(operation.id()))
                    .containsIgnoringCase("Request-Correlation-Id: " + operation.id()));
  }

  private static List<Integer> statuses(List<JsonNode> attempts) {
    return attempts.stream().map(attempt -> attempt.path("status").asInt()).toList();
  }

  private static Instant next(Operation operation) {
    return Instant.parse(operation.status().path("callback").path("next_attempt_at").asString());
  }

  private static Duration between(List<JsonNode> attempts) {
    return Duration.between(at(attempts.get(0)), at(attempts.get(1)));
  }

  private static Instant at(JsonNode attempt) {
    return Instant.parse(attempt.path("at").asString());
  }
}
