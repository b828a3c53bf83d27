package dev.turnup.api.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.Answer;
import dev.turnup.api.Desk;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is the same whatever keeps us from Temporal. */
abstract class TemporalUnreachable {

  final Desk desk;

  TemporalUnreachable(Desk desk) {
    this.desk = desk;
  }

  @Test
  void answers503AndWhenToComeBack() {
    Answer create = desk.post("/v3/tv/").send().isUnavailable();
    Answer update = desk.patch("/v3/tv/1/devices/2").send().isUnavailable();

    assertThat(create.json().path("detail").asString()).contains("same Request-Correlation-Id");
    assertThat(update.header("Location")).isNull();
  }

  @Test
  void answers503ForALookUpToo() {
    desk.get("/v3/operations/" + UUID.randomUUID()).send().isUnavailable();
  }

  @Test
  void answers503ForACancellationToo() {
    desk.call("POST", "/v3/operations/" + UUID.randomUUID() + "/cancellations")
        .send()
        .isUnavailable();
  }

  @Test
  void answers503ForASystemsEventSoThatItIsSentAgain() {
    desk.call("POST", "/systems/tmf640/listener/monitorStateChangeEvent")
        .withBody(
            "{\"event\":{\"monitor\":{\"request\":{\"body\":{\"name\":\"%s.network\"}}}}}"
                .formatted(UUID.randomUUID()))
        .send()
        .isUnavailable();
  }

  @Test
  void stillServesTheCatalogue() {
    assertThat(desk.get("/v3/codes").send().status()).isEqualTo(200);
  }

  @Test
  void stillTellsWhatIsNotValid() {
    desk.post("/v3/tv/")
        .withBody("{}")
        .send()
        .isProblem(400, "BAD_REQUEST", "MISSING CALLBACK URL");
  }

  @Test
  void isDownInHealthAndReadyAllTheSame() {
    Answer health = desk.get("/actuator/health").withoutToken().send();
    Answer readiness = desk.get("/actuator/health/readiness").withoutToken().send();
    Answer liveness = desk.get("/actuator/health/liveness").withoutToken().send();

    assertThat(health.status()).isEqualTo(503);
    assertThat(health.json().at("/components/temporal/status").asString()).isEqualTo("DOWN");
    assertThat(readiness.status()).isEqualTo(200);
    assertThat(readiness.json().path("status").asString()).isEqualTo("UP");
    assertThat(liveness.status()).isEqualTo(200);
  }
}
