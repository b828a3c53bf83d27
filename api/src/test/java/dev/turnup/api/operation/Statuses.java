package dev.turnup.api.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.Answer;
import dev.turnup.api.Desk;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Looks operations up as partners do. */
final class Statuses {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Statuses() {}

  static JsonNode of(Desk desk, String id) {
    Answer answer = desk.get("/v3/operations/" + id).send();
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.id()).isEqualTo(answer.sentId());
    return answer.json();
  }

  /** Waits until the worker has come so far. */
  static JsonNode await(Desk desk, String id, Predicate<JsonNode> reached)
      throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    JsonNode status = of(desk, id);
    while (!reached.test(status) && Instant.now().isBefore(end)) {
      Thread.sleep(20);
      status = of(desk, id);
    }
    assertThat(reached.test(status)).as(status.toString()).isTrue();
    return status;
  }
}
