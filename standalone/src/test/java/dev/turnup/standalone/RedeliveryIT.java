package dev.turnup.standalone;

import static dev.turnup.standalone.stage.MisbehavingReceiver.answers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.standalone.stage.MisbehavingReceiver;
import dev.turnup.standalone.stage.OnRealServer;
import dev.turnup.standalone.stage.Operation;
import dev.turnup.standalone.stage.Partner;
import dev.turnup.standalone.stage.Ports;
import dev.turnup.standalone.stage.Stage;
import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.callback.WebhookId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Outcomes that did not get through are told again, by partners and operators. */
@OnRealServer(perilous = true)
class RedeliveryIT {

  private final Stage stage;

  RedeliveryIT(Stage stage) {
    this.stage = stage;
  }

  @AfterEach
  void ordinaryWorker() {
    stage.endWorker();
  }

  @Test
  void aPartnerHasItsCallbackSentOnceMoreWhenAllIsOver() {
    stage.worker().awaitReady();
    try (MisbehavingReceiver receiver =
        MisbehavingReceiver.that(answers(410), answers(500), answers(500), answers(204))) {
      Operation operation = partner(receiver.url()).creates("rehearsal", "service-1");
      operation.awaitSuccess();
      assertThat(operation.status().path("callback").path("state").asString())
          .isEqualTo("UNDELIVERABLE");

      partner(receiver.url()).redelivers(operation);
      operation.awaitHeads(receiver, 3);
      operation.awaitRedelivery("PENDING");
      // The next attempt would be in five minutes.
      partner(receiver.url()).redelivers(operation);

      operation.awaitRedelivery("DELIVERED");
      assertThat(receiver.heads())
          .hasSize(4)
          .allSatisfy(
              head ->
                  assertThat(head)
                      .containsIgnoringCase("webhook-id: " + WebhookId.of(operation.id())));
      partner(receiver.url()).redelivers(operation);
      operation.awaitHeads(receiver, 5);
      List<JsonNode> redeliveries = operation.awaitRedeliveries(2);
      assertThat(redeliveries.get(0).path("attempts_made").asInt()).isEqualTo(1);
      assertThat(Operation.errors(Operation.attempts(redeliveries.get(1))))
          .containsExactly("STATUS", "STATUS", "DELIVERED");
    }
  }

  @Test
  void aPartnerHasAllSentAgainThatDidNotGetThrough() {
    stage.worker().awaitReady();
    Instant before = Instant.now();
    try (MisbehavingReceiver receiver = MisbehavingReceiver.that(answers(410))) {
      Partner partner = partner(receiver.url());
      List<Operation> operations =
          List.of(
              partner.creates("rehearsal", "service-1"),
              partner.creates("rehearsal", "service-2"),
              partner.creates("rehearsal", "service-3"));
      operations.forEach(Operation::awaitSuccess);
      operations.forEach(operation -> operation.awaitFound("CallbackState = 'UNDELIVERABLE'"));
      receiver.mendsItsWays(answers(204));

      JsonNode progress = allSentAgain(partner, before, receiver);

      assertThat(progress.path("begun").asInt()).isEqualTo(3);
      operations.forEach(operation -> operation.awaitRedelivery("DELIVERED"));
      JsonNode again = allSentAgain(partner, before, receiver);
      assertThat(again.path("begun").asInt()).isZero();
      assertThat(again.path("passed_over").asInt()).isEqualTo(3);
      assertThat(receiver.heads()).hasSize(6);
    }
  }

  @Test
  void aPartnerWhoAsksForAllAgainAndAgainIsAskedToWait() {
    Partner impatient = stage.partnerNamed("impatient");

    assertThat(impatient.redeliversAllSinceForEver(Instant.now(), "partner.example"))
        .isBetween(Duration.ofMinutes(50), Duration.ofMinutes(61));
    assertThat(partner("http://localhost/").redeliversAllSince(Instant.now(), "partner.example"))
        .as("others may")
        .isNotEmpty();
  }

  @Test
  void aRedeliveryThatWaitsIsHurriedWithAllTheOthers() {
    stage.worker().awaitReady();
    Instant before = Instant.now();
    try (MisbehavingReceiver receiver =
        MisbehavingReceiver.that(answers(410), answers(500), answers(500), answers(204))) {
      Partner partner = partner(receiver.url());
      Operation operation = partner.creates("rehearsal", "service-1");
      operation.awaitSuccess();
      partner.redelivers(operation);
      operation.awaitHeads(receiver, 3);
      operation.awaitRedelivery("PENDING");
      operation.awaitRedeliveryFound("CallbackState = 'PENDING' AND CallbackError = 'STATUS'");

      // The next attempt would be in five minutes.
      JsonNode progress = allSentAgain(partner, before, receiver);

      operation.awaitRedelivery("DELIVERED");
      assertThat(progress.path("begun").asInt()).isEqualTo(1);
      assertThat(receiver.heads()).hasSize(4);
    }
  }

  @Test
  void anOperatorHasItSentToTheAddressToWhichAPartnerMoved() {
    stage.worker().awaitReady();
    try (MisbehavingReceiver old = MisbehavingReceiver.that(answers(410));
        MisbehavingReceiver moved = MisbehavingReceiver.that(answers(204))) {
      Operation operation = partner(old.url()).creates("rehearsal", "service-1");
      operation.awaitSuccess();

      stage.operatorAtTheCommandLine().redelivers(operation, moved.url());

      operation.awaitRedelivery("DELIVERED");
      assertThat(old.heads()).hasSize(1);
      assertThat(moved.heads()).hasSize(1);

      // It stays there, whoever has it sent again.
      partner(old.url()).redelivers(operation);
      operation.awaitHeads(moved, 2);
      assertThat(old.heads()).hasSize(1);
    }
  }

  @Test
  void aReceiverThatFailsForLongIsLeftAloneAndAllThatWaitsIsSentWhenItIsBack() {
    // Or what the partner asks for would be the probe each time.
    stage.workerThatSuspendsSoon(Duration.ofSeconds(20)).awaitReady();
    int port = Ports.free();
    Partner partner = partner("http://127.0.0.1:" + port + "/callback");
    Operation one = partner.creates("rehearsal", "service-1");
    Operation other = partner.creates("rehearsal", "service-2");
    one.awaitAttempts(2);
    other.awaitAttempts(2);

    partner.redelivers(one);
    one.awaitAttempts(3);
    partner.redeliversUntil(other, CallbackError.SUSPENDED);

    try (MisbehavingReceiver receiver = MisbehavingReceiver.on(port, answers(204))) {
      // Their next attempts would be in five minutes, but one of them is the probe.
      one.awaitCallbackState("DELIVERED");
      other.awaitCallbackState("DELIVERED");
      assertThat(receiver.heads()).hasSize(2);
    }
  }

  @Test
  void aPartnerSeesWhatWeSawOfItsReceivers() {
    stage.worker().awaitReady();
    try (MisbehavingReceiver receiver = MisbehavingReceiver.that(answers(204), answers(500))) {
      Partner partner = partner(receiver.url());

      JsonNode seen = partner.awaitsCompletionOf(partner.triesItsReceiversOut());

      assertThat(seen.path("success_event").path("status").asInt()).isEqualTo(204);
      assertThat(seen.path("error_event").path("error").asString()).isEqualTo("STATUS");
      assertThat(receiver.heads()).hasSize(2).allMatch(head -> head.contains("webhook-signature"));
    }
  }

  @Test
  void aRedeliveryThatWasGivenUpIsAmongAllThatDidNotGetThrough() {
    stage.worker().awaitReady();
    try (MisbehavingReceiver receiver = MisbehavingReceiver.that(answers(410))) {
      Partner partner = partner(receiver.url());
      Operation operation = partner.creates("rehearsal", "service-1");
      operation.awaitSuccess();
      Instant over = Instant.now();
      partner.redelivers(operation);
      operation.awaitRedelivery("UNDELIVERABLE");
      operation.awaitRedeliveryFound("CallbackState = 'UNDELIVERABLE'");
      receiver.mendsItsWays(answers(204));

      assertThat(allSentAgain(partner, over, receiver).path("begun").asInt()).isEqualTo(1);
      operation.awaitRedelivery("DELIVERED");
      assertThat(receiver.heads()).hasSize(3);
    }
  }

  @Test
  void aCallbackWhoseRunWasEndedFromOutsideIsAmongAllThatDidNotGetThrough() {
    stage.worker().awaitReady();
    Instant before = Instant.now();
    try (MisbehavingReceiver receiver = MisbehavingReceiver.that(answers(500))) {
      Partner partner = partner(receiver.url());
      Operation operation = partner.creates("rehearsal", "service-1");
      operation.awaitAttempts(1);
      operation.run().terminate("by a test");
      operation.awaitFound("CallbackState = 'PENDING' AND ExecutionStatus = 'Terminated'");
      receiver.mendsItsWays(answers(204));

      assertThat(allSentAgain(partner, before, receiver).path("begun").asInt()).isEqualTo(1);
      operation.awaitRedelivery("DELIVERED");
    }
  }

  @Test
  void aReceiverThatIsBackIsNotSentByItselfWhatItDidNotWant() {
    // Or what the partner asks for would be the probe each time.
    stage.workerThatSuspendsSoon(Duration.ofSeconds(20)).awaitReady();
    try (MisbehavingReceiver receiver =
        MisbehavingReceiver.that(answers(500), answers(500), answers(410), answers(500))) {
      Partner partner = partner(receiver.url());
      Operation wanted = partner.creates("rehearsal", "service-1");
      wanted.awaitAttempts(2);
      Operation unwanted = partner.creates("rehearsal", "service-2");
      unwanted.awaitCallbackState("UNDELIVERABLE");
      unwanted.awaitFound("CallbackState = 'UNDELIVERABLE'");
      partner.redelivers(wanted);
      partner.redeliversUntil(wanted, CallbackError.SUSPENDED);

      receiver.mendsItsWays(answers(204));
      wanted.awaitCallbackState("DELIVERED");

      assertThat(stage.awaitAllSentTo(receiver.host()).begun()).isZero();
      assertThat(unwanted.status().path("callback").has("redelivery")).isFalse();
    }
  }

  @Test
  void aRedeliveryIsASpanInTheTraceOfTheRequest() {
    stage.worker().awaitReady();
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    try (MisbehavingReceiver receiver = MisbehavingReceiver.that(answers(410), answers(204))) {
      Partner partner = partner(receiver.url());
      Operation operation =
          partner.createsInTrace("rehearsal", "service-1", "00-" + trace + "-00f067aa0ba902b7-01");
      operation.awaitSuccess();

      partner.redelivers(operation);
      operation.awaitRedelivery("DELIVERED");

      assertThat(receiver.requests().stream().map(request -> request.header("traceparent")))
          .hasSize(2)
          .doesNotHaveDuplicates()
          .allMatch(each -> each.startsWith("00-" + trace + "-"));
    }
  }

  /** What a partner sees of it, once it is begun, that all is sent again that failed since then. */
  private static JsonNode allSentAgain(
      Partner partner, Instant since, MisbehavingReceiver receiver) {
    return partner.awaitsCompletionOf(partner.redeliversAllSince(since, receiver.host()));
  }

  private Partner partner(String url) {
    return stage.partner().withReceiver(url, url);
  }
}
