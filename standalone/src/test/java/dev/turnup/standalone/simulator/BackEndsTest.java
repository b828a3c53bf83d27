package dev.turnup.standalone.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BackEndsTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final BackEnds backEnds = new BackEnds();

  @Test
  void doesADeedOnceHoweverOftenItsKeyComes() throws Exception {
    Answer first = ask("reserve", "key", order(null));
    Answer second = ask("reserve", "key", order(null));

    assertThat(second).isEqualTo(first);
    assertThat(backEnds.deeds()).hasSize(1);
  }

  @Test
  void assignsAServiceIdOnlyWhenThereIsNone() throws Exception {
    assertThat(ask("reserve", "one", order(null)).body().toString()).contains("service_id");
    assertThat(ask("reserve", "two", order("612123456")).body()).isEqualTo(Map.of());
  }

  @Test
  void takesADeedBackOnceHoweverOftenItIsAsked() throws Exception {
    ask("reserve", "key", order("1"));

    assertThat(ask("release", "undo", undoing("key")).status()).isEqualTo(200);
    assertThat(ask("release", "undo", undoing("key")).status()).isEqualTo(200);
    assertThat(state("key")).isEqualTo(Deed.State.UNDONE);
  }

  @Test
  void refusesADeedThatComesAfterItsUndo() throws Exception {
    assertThat(ask("release", "undo", undoing("key")).status()).isEqualTo(404);

    assertThat(ask("reserve", "key", order("1")).status()).isEqualTo(409);
    assertThat(state("key")).isEqualTo(Deed.State.NEVER);
  }

  @Test
  void failsAsTheServiceIdSays() throws Exception {
    String script = "sim-refuse-start.flaky-activate.lost-reserve~42";

    assertThat(ask("start", "a", order(script)).status()).isEqualTo(409);
    assertThat(ask("activate", "b", order(script)).status()).isEqualTo(503);
    assertThat(ask("activate", "b", order(script)).status()).isEqualTo(503);
    assertThat(ask("activate", "b", order(script)).status()).isEqualTo(200);
    assertThat(ask("reserve", "c", order(script)).isSilence()).isTrue();
    assertThat(state("c")).isEqualTo(Deed.State.DONE);
    assertThat(ask("reserve", "c", order(script)).status()).isEqualTo(200);
    assertThat(ask("deactivate", "d", order(script)).status()).isEqualTo(200);
  }

  @Test
  void leavesOrdinaryServiceIdsAlone() {
    assertThat(Scenario.of("612123456", "activate")).isEmpty();
    assertThat(Scenario.of("simple-refuse-activate", "activate")).isEmpty();
  }

  private Deed.State state(String key) {
    return Objects.requireNonNull(backEnds.deeds().get(key)).state();
  }

  private Answer ask(String action, String key, JsonNode body) throws InterruptedException {
    return backEnds.ask("network", action, key, body);
  }

  private static JsonNode order(@Nullable String serviceId) {
    Map<String, Object> order = new HashMap<>();
    if (serviceId != null) {
      order.put("service_id", serviceId);
    }
    return JSON.valueToTree(Map.of("correlation_id", "id", "order", order));
  }

  private static JsonNode undoing(String key) {
    return JSON.valueToTree(Map.of("correlation_id", "id", "undoes", key, "order", Map.of()));
  }
}
