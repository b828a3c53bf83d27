package dev.turnup.api.tmf640;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.tmf640.MonitorEvent.DeedKey;
import dev.turnup.workflows.operation.CorrelationId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class MonitorEventTest {

  private static final String ID = "4f9c2f9c-1f79-4b73-8eba-6f00671c25aa";
  private static final JsonMapper JSON = new JsonMapper();

  @ParameterizedTest
  @CsvSource({
    "network, network",
    "network.2, network",
    "network.undo, network",
    "network.2.undo, network",
    "add-secondary-sim, add-secondary-sim"
  })
  void isAboutTheStepInTheServicesName(String name, String step) {
    assertThat(deed(ID + "." + name))
        .contains(new DeedKey(CorrelationId.of(UUID.fromString(ID)), step));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "network",
        ".network",
        "Living room",
        ID,
        ID + ".",
        ID + "..undo",
        ID + ".Network",
        ID + ".net work",
        ID + ".network.",
        ID + ".network.2.undo.more",
        ID + ".x1234567890123456789012345678901234567890",
        "4f9c2f9c.network",
        "x" + ID + ".network"
      })
  void isAboutNothingOfOursForAServiceNamed(String name) {
    assertThat(deed(name)).isEmpty();
  }

  @Test
  void takesTheRequestsBodyAsTextToo() {
    String body = JSON.writeValueAsString("{\"name\":\"" + ID + ".network\"}");

    assertThat(MonitorEvent.deed(JSON.readTree(event(body)))).isPresent();
  }

  /** A change or a deletion has no name of ours in its body. */
  @ParameterizedTest
  @ValueSource(strings = {"Idempotency-Key", "idempotency-key", "IDEMPOTENCY-KEY"})
  void isAboutTheStepInTheHeaderOfARequestWithoutAName(String header) {
    for (String body : List.of("", ",\"body\":\"\"", ",\"body\":{\"name\":\"Living room\"}")) {
      assertThat(MonitorEvent.deed(JSON.readTree(withHeader(header, ID + ".network.undo", body))))
          .as(body)
          .contains(new DeedKey(CorrelationId.of(UUID.fromString(ID)), "network"));
    }
  }

  @Test
  void believesTheServicesNameBeforeAHeader() {
    String body = ",\"body\":{\"name\":\"" + ID + ".network\"}";

    assertThat(
            MonitorEvent.deed(JSON.readTree(withHeader("Idempotency-Key", ID + ".charge", body))))
        .map(DeedKey::step)
        .contains("network");
  }

  @Test
  void isAboutNothingOfOursForOtherHeaders() {
    assertThat(MonitorEvent.deed(JSON.readTree(withHeader("X-Request-Id", ID + ".network", ""))))
        .isEmpty();
    assertThat(MonitorEvent.deed(JSON.readTree(withHeader("Idempotency-Key", "theirs", ""))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "1",
        "\"text\"",
        "{\"event\":null}",
        "{\"event\":\"x\"}",
        "{\"event\":[{\"monitor\":{}}]}",
        "{\"event\":{\"monitor\":{\"request\":{}}}}",
        "{\"event\":{\"monitor\":{\"request\":{\"header\":\"x\"}}}}",
        "{\"event\":{\"monitor\":{\"request\":{\"header\":[null,1,{},[]]}}}}",
        "{\"event\":{\"monitor\":{\"request\":{\"header\":[{\"name\":\"Idempotency-Key\"}]}}}}",
        "{\"event\":{\"monitor\":{\"request\":{\"body\":\"\"}}}}",
        "{\"event\":{\"monitor\":{\"request\":{\"body\":\"not JSON\"}}}}",
        "{\"event\":{\"monitor\":{\"request\":{\"body\":\"[1\"}}}}",
        "{\"event\":{\"monitor\":{\"request\":{\"body\":[1,2]}}}}",
        "{\"event\":{\"monitor\":{\"request\":{\"body\":{\"name\":null}}}}}",
        "{\"event\":{\"monitor\":{\"request\":{\"body\":{\"name\":7}}}}}",
        "{\"event\":{\"monitor\":{\"request\":{\"body\":{\"name\":{\"a\":1}}}}}}"
      })
  void isAboutNothingOfOursIfItIs(String event) {
    assertThat(MonitorEvent.deed(JSON.readTree(event))).isEmpty();
  }

  private static Optional<DeedKey> deed(String name) {
    return MonitorEvent.deed(
        JSON.readTree(event("{\"name\":" + JSON.writeValueAsString(name) + "}")));
  }

  private static String withHeader(String name, String value, String body) {
    return "{\"event\":{\"monitor\":{\"request\":{\"method\":\"PATCH\",\"header\":"
        + "[{\"name\":\"Accept\",\"value\":\"*/*\"},{\"name\":\""
        + name
        + "\",\"value\":\""
        + value
        + "\"}]"
        + body
        + "}}}}";
  }

  private static String event(String body) {
    return "{\"eventType\":\"MonitorStateChangeEvent\",\"event\":{\"monitor\":{\"id\":\"1\","
        + "\"state\":\"Completed\",\"request\":{\"method\":\"POST\",\"body\":"
        + body
        + "}}}}";
  }
}
