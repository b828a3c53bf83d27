package dev.turnup.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.standalone.stage.OnRealServer;
import dev.turnup.standalone.stage.Operation;
import dev.turnup.standalone.stage.Stage;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A receiver that is down, and a time in which nobody is at work. */
@OnRealServer(perilous = true)
class CallbackIT {

  private final Stage stage;

  CallbackIT(Stage stage) {
    this.stage = stage;
  }

  @AfterEach
  void receiverIsWell() {
    stage.receiver().goDown();
    stage.receiver().comeBack();
  }

  @Test
  void aReceiverThatIsDownIsToldLaterAndThePartnerSeesWhereThingsStandMeanwhile() {
    stage.partner(false);
    stage.worker().awaitReady();
    stage.receiver().goDown();

    List<Operation> operations =
        List.of(
            stage.partner(true).creates("rehearsal", "service-1"),
            stage.partner(false).creates("rehearsal", "service-1"));
    operations.forEach(operation -> operation.awaitCallbackState("PENDING"));
    stage.endWorker();

    for (Operation operation : operations) {
      assertThat(operation.status().path("state").asString()).isEqualTo("completed");
      assertThat(operation.status().path("outcome").path("code").asString())
          .isEqualTo("SERVICE_CREATED");
      assertThat(operation.status().path("ended_at").isMissingNode()).isTrue();
      assertThat(operation.callbacks()).isEmpty();
    }
    stage.receiver().comeBack();
    stage.worker();
    for (Operation operation : operations) {
      operation.createsTheService();
      assertThat(operation.callbacks()).hasSize(1);
    }
  }
}
