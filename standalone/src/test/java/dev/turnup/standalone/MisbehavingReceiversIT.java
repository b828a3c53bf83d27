package dev.turnup.standalone;

import static dev.turnup.standalone.stage.MisbehavingReceiver.answers;
import static dev.turnup.standalone.stage.MisbehavingReceiver.drips;
import static dev.turnup.standalone.stage.MisbehavingReceiver.hangs;
import static dev.turnup.standalone.stage.MisbehavingReceiver.mumbles;
import static dev.turnup.standalone.stage.MisbehavingReceiver.pours;
import static dev.turnup.standalone.stage.MisbehavingReceiver.resets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.standalone.stage.MisbehavingReceiver;
import dev.turnup.standalone.stage.MisbehavingReceiver.Behaviour;
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
  void aReceiverThatHangsIsSeenAndToldLater() {
    isSeenAndToldLater(hangs(), CallbackError.TIMEOUT);
  }

  @Test
  void aReceiverThatAnswersByteByByteIsSeenAndToldLater() {
    isSeenAndToldLater(drips(), CallbackError.TIMEOUT);
  }

  @Test
  void aReceiverThatSpeaksNoHttpIsSeenAndToldLater() {
    isSeenAndToldLater(mumbles(), CallbackError.PROTOCOL);
  }

  private void isSeenAndToldLater(Behaviour trouble, CallbackError error) {
    try (MisbehavingReceiver receiver = MisbehavingReceiver.that(trouble)) {
      Operation operation = create(receiver.url());
      JsonNode attempt = operation.awaitTrouble(error);
      assertThat(attempt.path("status").isMissingNode()).isTrue();

      receiver.mendsItsWays(answers(200));
      stage.partner().redelivers(operation);
      isDelivered(operation, receiver);
    }
  }

  @Test
  void aRedirectIsNeverFollowed() {
    try (MisbehavingReceiver elsewhere = MisbehavingReceiver.that(answers(200));
        MisbehavingReceiver receiver =
            MisbehavingReceiver.that(answers(302, "Location: " + elsewhere.url()))) {
      Operation operation = create(receiver.url());
      JsonNode attempt = operation.awaitTrouble(CallbackError.REDIRECT);
      assertThat(attempt.path("status").asInt()).isEqualTo(302);

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
      assertThat(attempts)
          .extracting(each -> each.path("status").asInt())
          .containsExactly(status, 204);
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

  private static Duration between(List<JsonNode> attempts) {
    return Duration.between(at(attempts.get(0)), at(attempts.get(1)));
  }

  private static Instant at(JsonNode attempt) {
    return Instant.parse(attempt.path("at").asString());
  }
}
