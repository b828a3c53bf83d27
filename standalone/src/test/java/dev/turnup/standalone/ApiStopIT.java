package dev.turnup.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnup.standalone.stage.AppProcess;
import dev.turnup.standalone.stage.HalfSent;
import dev.turnup.standalone.stage.OnRealServer;
import dev.turnup.standalone.stage.Partner;
import dev.turnup.standalone.stage.Stage;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An api that is told to stop. */
@OnRealServer
@Execution(ExecutionMode.CONCURRENT)
class ApiStopIT {

  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Stage stage;

  ApiStopIT(Stage stage) {
    this.stage = stage;
  }

  @Test
  void answersWhoIsStillAskingAndTakesNobodyElse() {
    try (AppProcess api = stage.anotherApi().awaitReady()) {
      String id = Partner.newId();
      try (HalfSent request = stage.partnerAt(api).beginsToCreate(id, "rehearsal", "service-1")) {
        api.terminate();
        await().atMost(LONGEST).until(() -> !api.takesConnections());
        assertThat(api.isAlive()).isTrue();

        assertThat(request.sendTheRest()).isEqualTo(202);
      }
      api.awaitEnd();
      assertThat(api.output()).contains("Graceful shutdown complete");
      stage.partner().operation(id).createsTheService();
    }
  }
}
