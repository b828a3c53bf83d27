package dev.turnup.activities.tmf640;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnup.activities.SettableClock;
import dev.turnup.activities.StepRequests;
import dev.turnup.activities.system.Tmf640Settings;
import dev.turnup.activities.system.Tmf640Settings.Operation;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a system with a state. */
class Tmf640SystemTest {

  private static final String LINE = StepRequests.SERVICE_ID;
  private static final String OLD_SIM =
      """
      [{"id": "c1", "name": "iccid", "valueType": "string", "value": "8934000000000000001"},
       {"name": "roaming", "valueType": "boolean", "value": true}]
      """;

  private final ObjectMapper json = new ObjectMapper();
  private final ServiceServer server = new ServiceServer();
  private final PlainConnection connection = new PlainConnection(server.base());
  private final Tmf640System network =
      new Tmf640System(connection, Deeds.SETTINGS, new SettableClock(), new OneUndo());

  @AfterEach
  void close() {
    connection.close();
    server.close();
  }

  // Creating

  @Test
  void makesAServiceNamedByTheKeyWithAllFactsAsCharacteristics() throws IOException {
    StepRequest request =
        Deeds.action("add-sim")
            .after("reserve", Map.of("imsi", "214035453370793", "rings", List.of(1, 2)))
            .toRequest();
    network.perform(request);
    assertThat(server.lines()).containsExactly("POST /service");
    JsonNode body = json.readTree(server.calls().getFirst().body());
    ((ObjectNode) body).set("serviceCharacteristic", sorted(body.path("serviceCharacteristic")));
    assertThat(body)
        .isEqualTo(
            json.readTree(
                """
                {"name": "7c9e6679-7425-40de-944b-e07fc1f90ae7.activate",
                 "state": "active",
                 "serviceType": "CFS",
                 "serviceSpecification": {"id": "companion-sim", "name": "companion-sim"},
                 "serviceCharacteristic": [
                   {"name": "iccid", "valueType": "string", "value": "8934011411551283144"},
                   {"name": "imsi", "valueType": "string", "value": "214035453370793"},
                   {"name": "rings", "valueType": "array", "value": [1, 2]},
                   {"name": "secondary_iccid", "valueType": "string",
                    "value": "8934011411551283144"},
                   {"name": "service_id", "valueType": "string", "value": "612123456"}],
                 "@type": "Service"}
                """));
  }

  private JsonNode sorted(JsonNode list) {
    return json.createArrayNode()
        .addAll(
            list.valueStream()
                .sorted((a, b) -> a.path("name").asText().compareTo(b.path("name").asText()))
                .toList());
  }

  @Test
  void sendsKeyAndActionAsHeaders() {
    network.perform(Deeds.create());
    assertThat(server.calls().getFirst().headers())
        .containsEntry("Idempotency-key", Deeds.KEY)
        .containsEntry("X-turnup-action", "add-sim")
        .containsEntry("Accept", "application/json")
        .containsEntry("Content-type", "application/json");
  }

  @Test
  void takesAnUnknownActionForTheNameOfASpecification() throws IOException {
    network.perform(Deeds.action("add-voice").toRequest());
    JsonNode body = json.readTree(server.calls().getFirst().body());
    assertThat(body.path("serviceSpecification").path("name").asText()).isEqualTo("add-voice");
    assertThat(body.has("serviceType")).isFalse();
  }

  @Test
  void answersWhereTheServiceIsAndItsServiceId() {
    assertThat(network.perform(Deeds.create()))
        .isEqualTo(
            StepResult.done(
                Map.of(
                    "id", "svc-1", "href", server.base() + "/service/svc-1", "service_id", LINE)));
  }

  @Test
  void doesNotTakeTheIdsOfOtherStepsServicesForFacts() throws IOException {
    network.perform(
        Deeds.action("add-sim").after("add-voice", Map.of("id", "svc-9", "href", "x")).toRequest());
    JsonNode body = json.readTree(server.calls().getFirst().body());
    assertThat(body.path("serviceCharacteristic").findValuesAsText("name"))
        .doesNotContain("id", "href");
  }

  @Test
  void followsTheMonitorUntilTheServiceIsActive() {
    server.thatTakesItsTime();
    StepResult accepted = network.perform(Deeds.create());
    assertThat(accepted).isEqualTo(StepResult.pending("/monitor/mon-2"));
    StepRequest following = Deeds.create().following(requireNonNull(accepted.pending()), Map.of());

    ApplicationFailure failure = failureOf(() -> network.follow(following));
    assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
    assertThat(failure.getOriginalMessage()).isEqualTo("network/add-sim is still at work");

    server.work();
    assertThat(network.follow(following).answer()).containsEntry("id", "svc-1");
  }

  @Test
  void isRefusedWhenTheMonitorEndsInARefusal() {
    server.thatTakesItsTime();
    network.perform(Deeds.create());
    server.failWork("422", "{\"code\":\"SIM_LIMIT\",\"reason\":\"612123456 has too many\"}");
    ApplicationFailure failure =
        failureOf(() -> network.follow(Deeds.create().following("/monitor/mon-2", Map.of())));
    assertThat(failure.getType()).isEqualTo("REJECTED");
    assertThat(failure.getOriginalMessage())
        .isEqualTo("network/add-sim took it, and ended with 422 (SIM_LIMIT)");
  }

  @Test
  void isUncertainWhenTheMonitorEndsInAFault() {
    server.thatTakesItsTime();
    network.perform(Deeds.create());
    server.failWork("500", "garbage");
    ApplicationFailure failure =
        failureOf(() -> network.follow(Deeds.create().following("/monitor/mon-2", Map.of())));
    assertThat(failure.getType()).isEqualTo("UNCERTAIN");
  }

  @Test
  void readsTheServiceBackWhenItsMonitorHasVanished() {
    server.thatTakesItsTime();
    network.perform(Deeds.create());
    server.forgetMonitors();
    StepRequest following = Deeds.create().following("/monitor/mon-2", Map.of());
    assertThat(failureOf(() -> network.follow(following)).getOriginalMessage())
        .isEqualTo("network/add-sim is still at work");
    server.work();
    assertThat(network.follow(following).answer()).containsEntry("id", "svc-1");
  }

  @Test
  void isUncertainWhenTheMonitorHasVanishedAndNothingWasMade() {
    assertThat(
            failureOf(() -> network.follow(Deeds.create().following("/monitor/mon-2", Map.of())))
                .getType())
        .isEqualTo("UNCERTAIN");
  }

  // Reading a creation back

  @Test
  void findsWhatALostAnswerLeftBehind() {
    server.loseNextAnswer();
    assertThat(failureOf(() -> network.perform(Deeds.create())).getType()).isEqualTo("UNCERTAIN");
    assertThat(network.readBack(Deeds.create()))
        .hasValueSatisfying(found -> assertThat(found.answer()).containsEntry("id", "svc-1"));
  }

  @Test
  void findsNothingWhenNothingWasMade() throws IOException {
    server.given("svc-other", "another.activate", "[]");
    assertThat(network.readBack(Deeds.create())).isEmpty();
    assertThat(server.lines())
        .containsExactly("GET /service?name=7c9e6679-7425-40de-944b-e07fc1f90ae7.activate");
  }

  @Test
  void findsThatTheSystemIsStillAtIt() {
    server.thatTakesItsTime();
    network.perform(Deeds.create());
    assertThat(network.readBack(Deeds.create())).contains(StepResult.pending("/service/svc-1"));
    assertThat(
            failureOf(() -> network.follow(Deeds.create().following("/service/svc-1", Map.of())))
                .getOriginalMessage())
        .isEqualTo("network/add-sim is still at work");
    server.work();
    assertThat(network.follow(Deeds.create().following("/service/svc-1", Map.of())).answer())
        .containsEntry("id", "svc-1");
  }

  @Test
  void findsOursAmongOthersWhenTheFilterIsIgnored() throws IOException {
    server.thatIgnoresFilters().given("svc-other", "another.activate", "[]");
    network.perform(Deeds.create());
    assertThat(network.readBack(Deeds.create()))
        .hasValueSatisfying(found -> assertThat(found.answer()).containsEntry("id", "svc-1"));
  }

  @Test
  void doesNotConcludeFromAPageOfOthersThatNothingWasMade() throws IOException {
    server.thatIgnoresFilters().given("svc-other", "another.activate", "[]");
    ApplicationFailure failure = failureOf(() -> network.readBack(Deeds.create()));
    assertThat(failure.getType()).isEqualTo("NEEDS_OPERATOR");
    assertThat(failure.getOriginalMessage()).contains("ignores the filter by name");
  }

  @Test
  void needsAnOperatorWhenOneDeedHasMadeTwoServices() {
    network.perform(Deeds.create());
    network.perform(Deeds.create());
    assertThat(failureOf(() -> network.readBack(Deeds.create())).getType())
        .isEqualTo("NEEDS_OPERATOR");
  }

  // Taking a creation back

  @Test
  void deletesWhatTheDeedMade() throws IOException {
    server.given("svc-other", "another.activate", "[]");
    Map<String, Object> answer = network.perform(Deeds.create()).answer();
    network.undo(Deeds.undo("remove-sim", answer));
    assertThat(server.services()).singleElement().satisfies(left -> idIs(left, "svc-other"));
    assertThat(server.calls().getLast().headers())
        .containsEntry("Idempotency-key", Deeds.KEY + ".undo")
        .containsEntry("X-turnup-action", "remove-sim");
  }

  @Test
  void deletesAllThatBearsTheDeedsNameWhenItsAnswerWasLost() throws IOException {
    server.given("svc-other", "another.activate", "[]");
    network.perform(Deeds.create());
    network.perform(Deeds.create());
    assertThat(network.undo(Deeds.undo("remove-sim"))).isEqualTo(StepResult.done(Map.of()));
    assertThat(server.services()).singleElement().satisfies(left -> idIs(left, "svc-other"));
  }

  @Test
  void hasNothingToTakeBackWhenNothingWasMade() {
    assertThat(network.undo(Deeds.undo("remove-sim"))).isEqualTo(StepResult.done(Map.of()));
    assertThat(network.undo(Deeds.undo("remove-sim", Map.of("id", "svc-7"))))
        .isEqualTo(StepResult.done(Map.of()));
  }

  @Test
  void followsTheMonitorOfADeletion() {
    network.perform(Deeds.create());
    server.thatTakesItsTime();
    StepRequest undo = Deeds.undo("remove-sim", Map.of("id", "svc-1"));
    StepResult accepted = network.undo(undo);
    assertThat(accepted.pending()).isEqualTo("/monitor/mon-2");
    StepRequest following = undo.following("/monitor/mon-2", Map.of());
    assertThat(failureOf(() -> network.follow(following)).getOriginalMessage())
        .isEqualTo("network/remove-sim is still at work");
    server.work();
    assertThat(network.follow(following)).isEqualTo(StepResult.done(Map.of()));
    server.forgetMonitors();
    assertThat(network.follow(following)).isEqualTo(StepResult.done(Map.of()));
  }

  // Taking back what may still be under way

  @Test
  void doesNotOvertakeTheCreationThatItTakesBack() throws IOException {
    server.thatTakesItsTime();
    StepRequest undo = undoOf(network.perform(Deeds.create()), "remove-sim");
    assertWaits(undo);

    server.work();
    network.undo(undo);
    assertThat(server.lines()).last().isEqualTo("DELETE /service/svc-1");
  }

  @Test
  void doesNotOvertakeTheModificationThatItTakesBack() throws IOException {
    server.given(LINE, "line", OLD_SIM);
    server.thatTakesItsTime();
    StepRequest undo = undoOf(network.perform(Deeds.modify()), "switch-sim");
    assertWaits(undo);

    server.work();
    network.undo(undo);
    assertThat(server.lines()).last().isEqualTo("PATCH /service/" + LINE);
  }

  @Test
  void takesBackWhatFailed() throws IOException {
    server.thatTakesItsTime();
    StepRequest undo = undoOf(network.perform(Deeds.create()), "remove-sim");
    server.failWork("500", "garbage");
    network.undo(undo);
    assertThat(server.lines()).last().isEqualTo("DELETE /service/svc-1");
  }

  @Test
  void takesBackWhatHasNoMonitorAnyMore() throws IOException {
    server.thatTakesItsTime();
    StepRequest undo = undoOf(network.perform(Deeds.create()), "remove-sim");
    server.forgetMonitors();
    network.undo(undo);
    assertThat(server.lines()).last().isEqualTo("DELETE /service/svc-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"look", "/service/svc-1"})
  void doesNotOvertakeACreationThatHasNoMonitor(String reference) {
    StepRequest undo = Deeds.undo("remove-sim").following(reference, Map.of());
    assertWaits(undo);

    server.thatTakesItsTime();
    network.perform(Deeds.create());
    assertWaits(undo);

    server.work();
    network.undo(undo);
    assertThat(server.lines()).last().isEqualTo("DELETE /service/svc-1");
  }

  @Test
  void takesBackAllOfACreationThatHasNoMonitorAndWasMadeTwice() {
    network.perform(Deeds.create());
    network.perform(Deeds.create());
    network.undo(Deeds.undo("remove-sim").following("look", Map.of()));
    assertThat(server.services()).isEmpty();
  }

  @Test
  void doesNotOvertakeAModificationThatHasNoMonitor() throws IOException {
    server.given(LINE, "line", OLD_SIM);
    server.thatTakesItsTime();
    Map<String, Object> answer = throughJson(network.perform(Deeds.modify()).answer());
    StepRequest undo = Deeds.undoOf("switch-sim", answer).following("look", answer);
    assertWaits(undo);

    server.work();
    network.undo(undo);
    assertThat(server.lines()).last().isEqualTo("PATCH /service/" + LINE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"look", "/service/svc-1"})
  void doesNotWaitForACreationThatItHasDeletedWithoutLearningIt(String reference) {
    network.perform(Deeds.create());
    StepRequest undo = Deeds.undo("remove-sim").following(reference, Map.of());
    server.loseNextAnswer();
    assertThat(failureOf(() -> network.undo(undo)).getType()).isEqualTo("UNCERTAIN");
    assertThat(server.services()).isEmpty();

    assertThat(network.undo(undo)).isEqualTo(StepResult.done(Map.of()));
  }

  @Test
  void doesNotWaitForAModificationThatItHasTakenBackWithoutLearningIt() throws IOException {
    server.given(LINE, "line", OLD_SIM);
    Map<String, Object> answer = throughJson(network.perform(Deeds.modify()).answer());
    StepRequest undo = Deeds.undoOf("switch-sim", answer).following("look", answer);
    server.loseNextAnswer();
    assertThat(failureOf(() -> network.undo(undo)).getType()).isEqualTo("UNCERTAIN");
    assertThat(server.services().getFirst().path("serviceCharacteristic"))
        .isEqualTo(json.readTree(OLD_SIM));

    int before = server.calls().size();
    assertThat(network.undo(undo)).isEqualTo(StepResult.done(Map.of()));
    assertThat(server.lines().subList(before, server.lines().size()))
        .containsExactly("GET /service/" + LINE);
  }

  /** As the story makes it while the deed is not done. */
  private StepRequest undoOf(StepResult accepted, String action) throws IOException {
    String monitor = requireNonNull(accepted.pending());
    assertThat(monitor).contains("/monitor/");
    return Deeds.undo(action).following(monitor, throughJson(accepted.answer()));
  }

  private void assertWaits(StepRequest undo) {
    int before = server.calls().size();
    ApplicationFailure failure = failureOf(() -> network.undo(undo));
    assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
    assertThat(failure.getOriginalMessage())
        .isEqualTo("network/" + undo.action() + " is still at work");
    assertThat(server.lines().subList(before, server.lines().size()))
        .allMatch(line -> line.startsWith("GET "));
  }

  // Modifying

  @Test
  void changesTheServiceAndKeepsWhatItDoesNotKnow() throws IOException {
    server.given(LINE, "line", OLD_SIM);
    network.perform(Deeds.modify());
    assertThat(server.lines()).containsExactly("GET /service/" + LINE, "PATCH /service/" + LINE);
    assertThat(server.calls().getLast().headers())
        .containsEntry("Content-type", "application/merge-patch+json")
        .containsEntry("Idempotency-key", Deeds.KEY);
    assertThat(server.characteristics(LINE))
        .containsExactlyInAnyOrder(
            "iccid=8934011411551283144",
            "roaming=true",
            "secondary_iccid=8934011411551283144",
            "service_id=612123456");
    assertThat(server.services().getFirst().path("state").asText()).isEqualTo("active");
  }

  @Test
  void givesTheServiceItsFormerValuesBack() throws IOException {
    server.given(LINE, "line", OLD_SIM);
    Map<String, Object> answer = throughJson(network.perform(Deeds.modify()).answer());
    network.undo(Deeds.undo("switch-sim", answer));
    assertThat(server.services().getFirst().path("serviceCharacteristic"))
        .isEqualTo(json.readTree(OLD_SIM));
    assertThat(server.calls().getLast().headers())
        .containsEntry("Content-type", "application/merge-patch+json")
        .containsEntry("Idempotency-key", Deeds.KEY + ".undo");
  }

  @Test
  void leavesAloneWhatOthersHaveChangedSince() throws IOException {
    server.given(LINE, "line", OLD_SIM);
    Map<String, Object> answer = throughJson(network.perform(Deeds.modify()).answer());
    server.given(
        LINE,
        "line",
        """
        [{"name": "iccid", "value": "8934011411551283144"}, {"name": "roaming", "value": false}]
        """);
    network.undo(Deeds.undo("switch-sim", answer));
    assertThat(server.characteristics(LINE))
        .containsExactly("iccid=8934000000000000001", "roaming=false");
  }

  @Test
  void givesNothingBackTwice() throws IOException {
    server.given(LINE, "line", OLD_SIM);
    StepRequest undo =
        Deeds.undo("switch-sim", throughJson(network.perform(Deeds.modify()).answer()));
    network.undo(undo);
    int calls = server.calls().size();
    network.undo(undo);
    assertThat(server.lines().subList(calls, server.lines().size()))
        .containsExactly("GET /service/" + LINE);
  }

  @Test
  void neverDeletesWhatItOnlyChangedWhateverTheUndoIsCalled() throws IOException {
    server.given(LINE, "line", OLD_SIM);
    Map<String, Object> answer = throughJson(network.perform(Deeds.modify()).answer());
    network.undo(Deeds.undo("no-such-action", answer));
    network.undo(Deeds.undo("remove-sim", answer));
    assertThat(server.services()).hasSize(1);
    assertThat(server.characteristics(LINE)).contains("iccid=8934000000000000001");
  }

  @Test
  void refusesToModifyWhatTheSystemDoesNotKnow() {
    ApplicationFailure failure = failureOf(() -> network.perform(Deeds.modify()));
    assertThat(failure.getType()).isEqualTo("REJECTED");
    assertThat(failure.getOriginalMessage())
        .isEqualTo("network/switch-sim knows no service with the id in 'service_id'");
  }

  @Test
  void refusesToModifyWhenTheFactIsMissing() {
    ApplicationFailure failure =
        failureOf(() -> network.perform(Deeds.action("switch-other").toRequest()));
    assertThat(failure.getType()).isEqualTo("REJECTED");
    assertThat(failure.getOriginalMessage()).contains("'network_id'");
    assertThat(server.calls()).isEmpty();
  }

  @Test
  void modifiesTheServiceThatAnEarlierStepHasNamed() throws IOException {
    server.given("svc 7", "line", OLD_SIM);
    network.perform(
        Deeds.action("switch-other").after("find", Map.of("network_id", "svc 7")).toRequest());
    assertThat(server.lines()).containsExactly("GET /service/svc%207", "PATCH /service/svc%207");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "a/../../hub/1", "a\\b", " "})
  void callsNothingForAnIdThatReadsAsAPath(String id) {
    for (String action : List.of("switch-other", "retire-other")) {
      ApplicationFailure failure =
          failureOf(
              () ->
                  network.perform(
                      Deeds.action(action).after("find", Map.of("network_id", id)).toRequest()));
      assertThat(failure.getType()).isEqualTo("REJECTED");
    }
    assertThat(server.calls()).isEmpty();
  }

  @Test
  void doesNotTakeWhatLaterStepsAnsweredForWhatTheDeedWanted() throws IOException {
    server.given(LINE, "line", OLD_SIM);
    network.perform(Deeds.modify());
    Map<String, Map<String, Object>> results = new LinkedHashMap<>();
    results.put("activate", Map.of("modified", LINE));
    results.put("ship", Map.of("iccid", "another", "parcel", "P1"));
    StepRequest undo = new StepRequests("network", "switch-sim", Deeds.KEY, results).toRequest();
    assertThat(failureOf(() -> network.undo(undo)).getType()).isEqualTo("NEEDS_OPERATOR");
  }

  @Test
  void readsAModificationBack() throws IOException {
    server.given(LINE, "line", OLD_SIM);
    assertThat(network.readBack(Deeds.modify())).isEmpty();
    server.loseNextAnswer();
    assertThat(failureOf(() -> network.perform(Deeds.modify())).getType()).isEqualTo("UNCERTAIN");
    assertThat(network.readBack(Deeds.modify()))
        .contains(StepResult.done(Map.of("modified", LINE)));
  }

  @Test
  void doesNotTakeItsOwnLostChangeForWhatWasBefore() throws IOException {
    server.given(LINE, "line", OLD_SIM);
    server.loseNextAnswer();
    failureOf(() -> network.perform(Deeds.modify()));
    Map<String, Object> answer = network.perform(Deeds.modify()).answer();
    assertThat(answer).isEqualTo(Map.of("modified", LINE));

    ApplicationFailure failure = failureOf(() -> network.undo(Deeds.undo("switch-sim", answer)));
    assertThat(failure.getType()).isEqualTo("NEEDS_OPERATOR");
    assertThat(failure.getOriginalMessage()).contains("what it was before is not known");
  }

  @Test
  void hasNothingToGiveBackWhenALostModificationNeverHappened() throws IOException {
    server.given(LINE, "line", OLD_SIM);
    network.undo(Deeds.undo("switch-sim"));
    assertThat(server.lines()).containsExactly("GET /service/" + LINE);
  }

  @Test
  void remembersFormerValuesThroughWorkThatTakesItsTime() throws IOException {
    server.thatTakesItsTime().given(LINE, "line", OLD_SIM);
    StepResult accepted = network.perform(Deeds.modify());
    assertThat(accepted.pending()).isEqualTo("/monitor/mon-1");
    assertThat(accepted.answer()).containsKeys("modified", "previous");
    server.work();
    StepResult done =
        network.follow(
            Deeds.accepted("switch-sim", throughJson(accepted.answer()))
                .following("/monitor/mon-1", Map.of()));
    assertThat(done.answer()).isEqualTo(throughJson(accepted.answer()));

    StepRequest undo = Deeds.undo("switch-sim", done.answer());
    assertThat(network.undo(undo).pending()).isEqualTo("/monitor/mon-2");
    server.work();
    assertThat(network.follow(undo.following("/monitor/mon-2", Map.of())))
        .isEqualTo(StepResult.done(Map.of()));
    assertThat(server.characteristics(LINE)).contains("iccid=8934000000000000001");
  }

  // Deleting

  @Test
  void deletesTheServiceThatTheFactNames() throws IOException {
    server.given(LINE, "line", OLD_SIM);
    assertThat(network.readBack(Deeds.delete())).isEmpty();
    network.perform(Deeds.delete());
    assertThat(server.services()).isEmpty();
    assertThat(network.readBack(Deeds.delete())).contains(StepResult.done(Map.of()));
    network.perform(Deeds.delete());
  }

  @Test
  void looksForTheEndOfADeletionWhenItsMonitorHasVanished() throws IOException {
    server.thatTakesItsTime().given(LINE, "line", OLD_SIM);
    StepRequest following =
        Deeds.delete()
            .following(requireNonNull(network.perform(Deeds.delete()).pending()), Map.of());
    server.work();
    server.forgetMonitors();
    assertThat(network.follow(following)).isEqualTo(StepResult.done(Map.of()));
  }

  @Test
  void cannotTakeADeletionBack() {
    ApplicationFailure failure = failureOf(() -> network.undo(Deeds.undo("retire-sim")));
    assertThat(failure.getType()).isEqualTo("REJECTED");
    assertThat(failure.getOriginalMessage()).contains("cannot take back");
    assertThat(server.calls()).isEmpty();
  }

  /** By the deed and not by the name of its undo, which nobody has to configure. */
  @ParameterizedTest
  @CsvSource({
    "MODIFY, , NEEDS_OPERATOR, what it was before is not known",
    "DELETE, service_id, REJECTED, cannot take back"
  })
  void doesNotTakeALostChangeForNothingDone(
      Operation operation, @Nullable String target, String kind, String words) throws IOException {
    Tmf640System other =
        new Tmf640System(
            connection,
            new Tmf640Settings(
                Map.of(
                    "activate", new Tmf640Settings.Action(operation, null, null, target, Map.of())),
                Tmf640Settings.USUAL_CODES),
            new SettableClock());
    server.given(LINE, "x", "[]");
    if (operation == Operation.MODIFY) {
      other.perform(Deeds.action("activate").toRequest());
    }

    ApplicationFailure failure = failureOf(() -> other.undo(Deeds.undo("deactivate")));

    assertThat(failure.getType()).isEqualTo(kind);
    assertThat(failure.getOriginalMessage()).contains(words);
  }

  private static void idIs(JsonNode service, String id) {
    assertThat(service.path("id").asText()).isEqualTo(id);
  }

  /** As it comes back from a history. */
  @SuppressWarnings("unchecked")
  private Map<String, Object> throughJson(Map<String, Object> answer) throws IOException {
    return json.readValue(json.writeValueAsBytes(answer), Map.class);
  }

  private static ApplicationFailure failureOf(ThrowingCallable call) {
    return requireNonNull(catchThrowableOfType(ApplicationFailure.class, call), "it did not fail");
  }
}
