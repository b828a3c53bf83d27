package dev.turnup.activities.tmf640;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnup.activities.SettableClock;
import dev.turnup.activities.StepRequests;
import dev.turnup.activities.system.Tmf640Settings;
import dev.turnup.activities.system.Tmf640Settings.Action;
import dev.turnup.activities.system.Tmf640Settings.Operation;
import dev.turnup.workflows.provisioning.StepRequest;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** For systems that take the characteristics of their catalogue only, under its names. */
class NamedCharacteristicsTest {

  private static final String LINE = StepRequests.SERVICE_ID;
  private static final Map<String, Object> IMSI = Map.of("imsi", "214035453370793");

  private static final Tmf640Settings SETTINGS =
      new Tmf640Settings(
          Map.of(
              "add-subscriber",
              new Action(
                  Operation.CREATE,
                  "MobileSubscriber",
                  null,
                  null,
                  Map.of("MSISDN", "service_id", "sim.imsi", "imsi", "PUK", "puk")),
              // As the tests' deeds are called.
              "activate",
              new Action(Operation.MODIFY, null, null, null, Map.of("sim.imsi", "imsi")),
              "deactivate",
              new Action(Operation.MODIFY, null, null, null, Map.of())),
          Tmf640Settings.USUAL_CODES);

  private final ObjectMapper json = new ObjectMapper();
  private final ServiceServer server = new ServiceServer();
  private final PlainConnection connection = new PlainConnection(server.base());
  private final Tmf640System network = new Tmf640System(connection, SETTINGS, new SettableClock());

  @AfterEach
  void close() {
    connection.close();
    server.close();
  }

  @Test
  void areAllThatIsSentWithoutThoseThatNobodyKnows() throws IOException {
    network.perform(Deeds.action("add-subscriber").after("reserve", IMSI).toRequest());

    JsonNode body = json.readTree(server.calls().getFirst().body());
    assertThat(body.path("serviceCharacteristic"))
        .isEqualTo(
            json.readTree(
                """
                [{"name": "MSISDN", "valueType": "string", "value": "612123456"},
                 {"name": "sim.imsi", "valueType": "string", "value": "214035453370793"}]
                """));
    assertThat(body.toString()).doesNotContain(StepRequests.ICCID);
  }

  @Test
  void tellTheServiceIdThatTheSystemHasGiven() {
    assertThat(
            network
                .perform(Deeds.action("add-subscriber").after("reserve", IMSI).toRequest())
                .answer())
        .containsEntry("service_id", LINE);
  }

  @Test
  void areAllThatAModificationChangesAndGivesBack() throws IOException {
    server.given(LINE, "x", "[{\"name\": \"sim.imsi\", \"value\": \"1\"}]");

    Map<String, Object> answer =
        network.perform(Deeds.action("activate").after("reserve", IMSI).toRequest()).answer();
    assertThat(server.characteristics(LINE)).containsExactly("sim.imsi=214035453370793");

    network.undo(undo(Map.of("reserve", IMSI, "activate", answer)));
    assertThat(server.characteristics(LINE)).containsExactly("sim.imsi=1");
  }

  @Test
  void areReadBack() throws IOException {
    server.given(LINE, "x", "[{\"name\": \"sim.imsi\", \"value\": \"214035453370793\"}]");
    StepRequest known = Deeds.action("activate").after("reserve", IMSI).toRequest();

    assertThat(network.readBack(known)).isPresent();
    assertThat(network.readBack(Deeds.action("activate").toRequest()))
        .as("nothing to look for")
        .isEmpty();
  }

  @Test
  void tellWhetherAModificationWhoseAnswerWasLostHasHappened() throws IOException {
    server.given(LINE, "x", "[{\"name\": \"sim.imsi\", \"value\": \"214035453370793\"}]");

    assertFails(
        "NEEDS_OPERATOR",
        "what it was before is not known",
        () -> network.undo(undo(Map.of("reserve", IMSI))));
  }

  @Test
  void areMissedIfNoneIsKnownThatAModificationCouldChange() throws IOException {
    server.given(LINE, "x", "[]");

    assertFails(
        "REJECTED",
        "has nothing to change: none of the facts imsi is known",
        () -> network.perform(Deeds.action("activate").toRequest()));
    assertThat(server.lines()).noneMatch(line -> line.startsWith("PATCH"));
  }

  private static StepRequest undo(Map<String, Map<String, Object>> results) {
    Map<String, Map<String, Object>> inOrder = new LinkedHashMap<>();
    for (String step : List.of("reserve", "activate")) {
      Map<String, Object> answer = results.get(step);
      if (answer != null) {
        inOrder.put(step, answer);
      }
    }
    return new StepRequests("network", "deactivate", Deeds.KEY, inOrder).toRequest();
  }

  private static void assertFails(String kind, String words, ThrowingCallable call) {
    ApplicationFailure failure =
        requireNonNull(catchThrowableOfType(ApplicationFailure.class, call), "it did not fail");
    assertThat(failure.getType()).isEqualTo(kind);
    assertThat(failure.getOriginalMessage()).contains(words);
  }
}
