package dev.turnup.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnup.standalone.stage.AppProcess;
import dev.turnup.standalone.stage.Http;
import dev.turnup.standalone.stage.OnRealServer;
import dev.turnup.standalone.stage.Operation;
import dev.turnup.standalone.stage.Partner;
import dev.turnup.standalone.stage.Stage;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A Temporal server that goes away and comes back. */
@OnRealServer(perilous = true)
class ServerRestartIT {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final Stage stage;

  ServerRestartIT(Stage stage) {
    this.stage = stage;
  }

  @AfterEach
  void leaveItRunning() {
    stage.stopServer();
    stage.startServer();
  }

  @Test
  void operationsGoOnWhereTheyWere() {
    String serviceId = "sim-down-activate";
    stage.partner(false);
    AppProcess worker = stage.worker().awaitReady();
    Operation localFirst =
        stage.partner(true).creates("rehearsal", serviceId).awaitCall("activate");
    Operation durable = stage.partner(false).creates("rehearsal", serviceId).awaitCall("activate");

    stage.stopServer();
    String id = Partner.newId();
    Http.Answer refused = stage.partner().create(id, "rehearsal", "service-1");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).isPresent();
    assertThat(refused.json().path("code").asString()).isEqualTo("SERVICE_UNAVAILABLE");
    assertThat(stage.partner().looksUp(localFirst.id()).status()).isEqualTo(503);
    await().atMost(LONGEST).until(() -> worker.readiness() == 503);
    stage.startServer();

    await().atMost(LONGEST).until(() -> worker.readiness() == 200);
    await()
        .atMost(LONGEST)
        .until(() -> stage.partner().create(id, "rehearsal", "service-1").status() == 202);
    await().atMost(LONGEST).until(() -> !stage.receiver().attempts(id).isEmpty());
    localFirst.createsTheService();
    durable.createsTheService();
    assertThat(worker.isAlive()).isTrue();
  }

  @Test
  void anApiThatIsThereFirstAnswers503UntilThereIsAServer() {
    stage.worker();
    stage.stopServer();
    try (AppProcess api = stage.anotherApi().awaitReady()) {
      Partner partner = stage.partnerAt(api);
      String id = Partner.newId();
      Http.Answer refused = partner.create(id, "rehearsal", "service-1");
      assertThat(refused.status()).as(refused.text()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isPresent();

      stage.startServer();

      await()
          .atMost(LONGEST)
          .until(() -> partner.create(id, "rehearsal", "service-1").status() == 202);
      partner.operation(id).createsTheService();
    }
  }

  @Test
  void aWorkerThatIsThereFirstWaitsForTheServer() {
    Partner partner = stage.partner();
    stage.endWorker();
    stage.stopServer();
    AppProcess worker = stage.worker();
    await().atMost(LONGEST).until(() -> worker.readiness() == 503);
    await().atMost(LONGEST).until(() -> worker.output().contains("looking again"));
    assertThat(worker.isAlive()).isTrue();

    stage.startServer();

    worker.awaitReady();
    partner.creates("rehearsal", "service-1").createsTheService();
  }
}
