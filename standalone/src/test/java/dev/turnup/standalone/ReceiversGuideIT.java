package dev.turnup.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.standalone.stage.OnRealServer;
import dev.turnup.standalone.stage.Operation;
import dev.turnup.standalone.stage.Partner;
import dev.turnup.standalone.stage.ReceiverExample;
import dev.turnup.standalone.stage.RunningReceiver;
import dev.turnup.standalone.stage.Stage;
import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.callback.WebhookId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The receivers of docs/receivers.md, as partners run them, and callbacks of ours. */
@OnRealServer(perilous = true)
class ReceiversGuideIT {

  private static final String ANOTHER_SECRET = "whsec_bm90LXRoZS1zZWNyZXQtb2YtdGhpcy1wYXJ0bmVy";

  private final Stage stage;

  ReceiversGuideIT(Stage stage) {
    this.stage = stage;
  }

  @ParameterizedTest
  @EnumSource
  void takesASuccessOnceAndAnErrorOnce(ReceiverExample example) {
    stage.worker().awaitReady();
    try (RunningReceiver receiver = example.start(stage.signingSecret())) {
      Partner partner = partnerWith(receiver);
      Operation done = partner.creates("rehearsal", "service-1");
      Operation failed = partner.creates("rehearsal", "sim-refuse-reserve");
      done.awaitCallbackState("DELIVERED");
      failed.awaitCallbackState("DELIVERED");
      // The same event under the same id: taken, and not taken up.
      partner.redelivers(done);
      done.awaitRedelivered();

      assertThat(receiver.printed())
          .containsExactlyInAnyOrder(
              line("success_event", done, "SERVICE_CREATED", "Service created", "service-1"),
              line(
                  "error_event",
                  failed,
                  "PROVISIONING_REJECTED",
                  failed.status().path("outcome").path("title").asString(),
                  "sim-refuse-reserve"));
    }
  }

  private static String line(
      String event, Operation operation, String code, String title, String serviceId) {
    return "%s %s %s {\"code\":\"%s\",\"title\":\"%s\",\"service_id\":\"%s\"}"
        .formatted(event, operation.id(), WebhookId.of(operation.id()), code, title, serviceId);
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatIsSignedBySomebodyElse(ReceiverExample example) {
    stage.worker().awaitReady();
    try (RunningReceiver receiver = example.start(ANOTHER_SECRET)) {
      Operation operation = partnerWith(receiver).creates("rehearsal", "service-1");
      JsonNode attempt = operation.awaitTrouble(CallbackError.STATUS);

      assertThat(attempt.path("status").asInt()).isEqualTo(401);
      assertThat(receiver.printed()).isEmpty();
    }
  }

  private Partner partnerWith(RunningReceiver receiver) {
    return stage.partner().withReceiver(receiver.successUrl(), receiver.errorUrl());
  }
}
