package dev.turnup.api.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.Answer;
import dev.turnup.api.ApiTest;
import dev.turnup.api.Desk;
import org.junit.jupiter.api.Test;

@ApiTest
class TemporalHealthIndicatorTest {

  private final Desk desk;

  TemporalHealthIndicatorTest(Desk desk) {
    this.desk = desk;
  }

  @Test
  void isUpWhileTemporalAnswers() {
    Answer health = desk.get("/actuator/health").withoutToken().send();

    assertThat(health.status()).isEqualTo(200);
    assertThat(health.json().path("status").asString()).isEqualTo("UP");
    assertThat(health.json().at("/components/temporal/status").asString()).isEqualTo("UP");
  }
}
