package dev.turnup.api.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.Answer;
import dev.turnup.api.ApiApplication;
import dev.turnup.api.Desk;
import dev.turnup.api.TestBench;
import dev.turnup.api.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.TestConstructor.AutowireMode;

@SpringBootTest(
    classes = {ApiApplication.class, TestBench.class},
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "turnup.operation.temporal-timeout=500ms")
@ContextConfiguration(initializers = Token.Accepted.class)
@TestConstructor(autowireMode = AutowireMode.ALL)
class TemporalAwayTest {

  private final Desk desk;

  TemporalAwayTest(Desk desk) {
    this.desk = desk;
  }

  @DynamicPropertySource
  static void aPortThatNobodyListensOn(DynamicPropertyRegistry properties) {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    properties.add("spring.temporal.connection.target", () -> "127.0.0.1:" + port);
  }

  @Test
  void answers503AndWhenToComeBack() {
    Answer create = isUnavailable(desk.post("/v3/tv/").send());
    Answer update = isUnavailable(desk.patch("/v3/tv/1/devices/2").send());

    assertThat(create.json().path("detail").asString()).contains("same Request-Correlation-Id");
    assertThat(update.header("Location")).isNull();
  }

  @Test
  void answers503ForALookUpToo() {
    isUnavailable(desk.get("/v3/operations/" + UUID.randomUUID()).send());
  }

  @Test
  void answers503ForACancellationToo() {
    isUnavailable(
        desk.call("POST", "/v3/operations/" + UUID.randomUUID() + "/cancellations").send());
  }

  @Test
  void answers503ForASystemsEventSoThatItIsSentAgain() {
    isUnavailable(
        desk.call("POST", "/systems/tmf640/listener/monitorStateChangeEvent")
            .withBody(
                "{\"event\":{\"monitor\":{\"request\":{\"body\":{\"name\":\"%s.network\"}}}}}"
                    .formatted(UUID.randomUUID()))
            .send());
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

  private static Answer isUnavailable(Answer answer) {
    answer.isProblem(503, "SERVICE_UNAVAILABLE", "Service temporarily unavailable");
    assertThat(answer.header("Retry-After")).isEqualTo("5");
    return answer;
  }
}
