package dev.turnup.standalone.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnup.standalone.simulator.Caller.Reply;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class Tmf640Test {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String BASE = "/network/tmf-api/ServiceActivationAndConfiguration/v4";
  private static final String SERVICE_ID = "612123456";

  private final Caller caller;

  Tmf640Test() throws IOException {
    caller = new Caller();
  }

  @AfterEach
  void close() {
    caller.close();
  }

  @Test
  void aServiceIsCreatedOnceAndCanBeReadBackByItsName() {
    assertThat(named("a.voice")).isEmpty();

    Reply created = create("a.voice", "add-voice", SERVICE_ID);

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.json().path("state").asString()).isEqualTo("active");
    assertThat(caller.get(created.header("Location")).text()).isEqualTo(created.text());
    assertThat(create("a.voice", "add-voice", SERVICE_ID).text()).isEqualTo(created.text());
    assertThat(named("a.voice")).containsExactly(created.json());
    assertThat(caller.deed("a.voice")).isEqualTo("DONE");
  }

  @Test
  void theStateSaysWhatExistsAndWhoMadeIt() {
    create("a.voice", "add-voice", SERVICE_ID);

    JsonNode service = caller.state("a", "services").path(0);
    assertThat(service.path("system").asString()).isEqualTo("network");
    assertThat(service.path("correlationId").asString()).isEqualTo("a");
    assertThat(service.path("name").asString()).isEqualTo("a.voice");
    assertThat(service.path("state").asString()).isEqualTo("active");
    assertThat(service.path("spec").asString()).isEqualTo("add-voice");
    assertThat(service.path("characteristics").path("service_id").asString()).isEqualTo(SERVICE_ID);
    assertThat(caller.state("b", "services")).isEmpty();
  }

  @Test
  void aGroupIsGivenAServiceId() {
    String id =
        create("a.group", "create-group", "")
            .json()
            .path("serviceCharacteristic")
            .valueStream()
            .filter(fact -> fact.path("name").asString("").equals("service_id"))
            .map(fact -> fact.path("value").asString(""))
            .findFirst()
            .orElse("");

    assertThat(id).matches("7\\d{8}");
  }

  @Test
  void aDeletedServiceIsGoneAndDoesNotComeBack() {
    String id = create("a.voice", "add-voice", SERVICE_ID).json().path("id").asString();

    assertThat(delete(id, "a.voice.undo").status()).isEqualTo(204);
    assertThat(delete(id, "a.voice.undo").status()).isEqualTo(404);

    assertThat(caller.deed("a.voice")).isEqualTo("UNDONE");
    assertThat(caller.state("a", "services")).isEmpty();
    assertThat(create("a.voice", "add-voice", SERVICE_ID).status()).isEqualTo(409);
  }

  @Test
  void retiringAServiceIsADeedOfItsOwn() {
    String id = create("a.sim", "add-sim", SERVICE_ID).json().path("id").asString();

    assertThat(delete(id, "b.retire").status()).isEqualTo(204);

    assertThat(caller.deed("a.sim")).isEqualTo("DONE");
    assertThat(caller.deed("b.retire")).isEqualTo("DONE");
    assertThat(caller.state("a", "services")).isEmpty();
  }

  @Test
  void aChangeIsMergedAndItsUndoRestoresWhatWas() {
    Reply created = create("a.sim", "add-sim", SERVICE_ID);
    String id = created.json().path("id").asString();
    Map<String, Object> before =
        Map.of("serviceCharacteristic", created.json().path("serviceCharacteristic"));

    Reply changed = patch(id, "b.switch", characteristics("iccid", "2"));

    assertThat(changed.status()).isEqualTo(200);
    assertThat(patch(id, "b.switch", characteristics("iccid", "2")).status()).isEqualTo(200);
    JsonNode service = caller.state("b", "services").path(0);
    assertThat(service.path("characteristics").path("iccid").asString()).isEqualTo("2");
    assertThat(service.path("changes").path(0).asString()).isEqualTo("b.switch");

    assertThat(patch(id, "b.switch.undo", before).text()).isEqualTo(created.text());
    assertThat(caller.deed("b.switch")).isEqualTo("UNDONE");
    assertThat(caller.state("b", "services")).isEmpty();
    assertThat(patch(id, "b.switch", before).status()).isEqualTo(409);
  }

  @Test
  void aServiceFromBeforeIsThereUntilItIsDeleted() {
    assertThat(caller.get(BASE + "/service/device-1").status()).isEqualTo(200);

    assertThat(delete("device-1", "a.retire").status()).isEqualTo(204);

    assertThat(caller.get(BASE + "/service/device-1").status()).isEqualTo(404);
    assertThat(caller.get(BASE + "/service/svc-000000000000").status()).isEqualTo(404);
  }

  @Test
  void whatIsPendingIsInactiveUntilItsMonitorCompletes() throws Exception {
    try (Listener listener = new Listener(1)) {
      register(listener);
      Reply accepted = create("a.voice", "add-voice", "sim-pending-add-voice");
      assertThat(accepted.status()).isEqualTo(202);
      assertThat(accepted.json().path("state").asString()).isEqualTo("inactive");
      String monitor = accepted.header("Location");
      assertThat(state(monitor)).isEqualTo("InProgress");
      assertThat(create("a.voice", "add-voice", "sim-pending-add-voice").header("Location"))
          .isEqualTo(monitor);
      assertThat(named("a.voice").get(0).path("state").asString()).isEqualTo("inactive");
      assertThat(caller.deed("a.voice")).isEmpty();

      await().until(() -> state(monitor), "Completed"::equals);

      assertThat(caller.deed("a.voice")).isEqualTo("DONE");
      assertThat(create("a.voice", "add-voice", "sim-pending-add-voice").status()).isEqualTo(201);
      await().until(() -> !listener.heard().isEmpty());
      JsonNode event = listener.heard().get(0);
      assertThat(event.path("eventType").asString()).isEqualTo("MonitorStateChangeEvent");
      JsonNode told = event.path("event").path("monitor");
      assertThat(told).isEqualTo(caller.get(monitor).json());
      assertThat(
              JSON.readTree(told.path("request").path("body").asString()).path("name").asString())
          .isEqualTo("a.voice");
      assertThat(told.path("response").path("statusCode").asString()).isEqualTo("201");
    }
  }

  @Test
  void whatIsDeletedWhilePendingNeverComes() {
    Reply accepted = create("a.voice", "add-voice", "sim-pending-add-voice");

    assertThat(delete(accepted.json().path("id").asString(), "a.voice.undo").status())
        .isEqualTo(204);

    await().until(() -> state(accepted.header("Location")), "InError"::equals);
    assertThat(caller.state("a", "services")).isEmpty();
    assertThat(caller.deed("a.voice")).isEqualTo("NEVER");
  }

  @Test
  void aMonitorThatEndsInErrorLeavesNothing() {
    Reply accepted = create("a.voice", "add-voice", "sim-inerror-add-voice");
    assertThat(accepted.status()).isEqualTo(202);

    await().until(() -> state(accepted.header("Location")), "InError"::equals);

    JsonNode response = caller.get(accepted.header("Location")).json().path("response");
    assertThat(JSON.readTree(response.path("body").asString()).path("code").asString())
        .isEqualTo("ACTIVATION_FAILED");
    assertThat(caller.state("a", "services")).isEmpty();
    assertThat(caller.deed("a.voice")).isEmpty();
  }

  @Test
  void aSilentSystemSaysNothingUntilTheServiceIsThere() {
    Reply accepted = create("a.voice", "add-voice", "sim-silent-add-voice");

    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.header("Location")).isEmpty();
    assertThat(caller.state("a", "services")).isEmpty();
    await().until(() -> caller.deed("a.voice"), "DONE"::equals);
    assertThat(caller.state("a", "services")).hasSize(1);
  }

  @Test
  void aDeletionMayBeFollowedToo() {
    String id =
        create("a.voice", "add-voice", "sim-pending-remove-voice").json().path("id").asString();
    Map<String, String> headers =
        Map.of("Idempotency-Key", "a.voice.undo", "X-Turnup-Action", "remove-voice");

    Reply accepted = caller.send("DELETE", BASE + "/service/" + id, headers, null);

    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.json().path("state").asString()).isEqualTo("InProgress");
    await().until(() -> state(accepted.header("Location")), "Completed"::equals);
    assertThat(caller.deed("a.voice")).isEqualTo("UNDONE");
    assertThat(caller.send("DELETE", BASE + "/service/" + id, headers, null).status())
        .isEqualTo(404);
  }

  @Test
  void aChangeMayBeFollowedToo() {
    String id = create("a.sim", "add-sim", SERVICE_ID).json().path("id").asString();
    Map<String, Object> patch = characteristics("service_id", "sim-pending-modify");

    Reply accepted = patch(id, "b.switch", patch);

    assertThat(accepted.status()).isEqualTo(202);
    await().until(() -> state(accepted.header("Location")), "Completed"::equals);
    assertThat(caller.deed("b.switch")).isEqualTo("DONE");
    assertThat(patch(id, "b.switch", patch).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "refuse, 409 409, REFUSED",
    "contradictory, 409 409, CONTRADICTORY_STATE",
    "empty, 409 201, INVENTORY_EMPTY",
    "busy, 429 429 201, BUSY",
    "flaky, 503 503 201, ",
    "expired, 401 201, ",
    "lost, 0 201, ",
    "reset, 0 201, ",
    "garbage, 200 201, ",
    "down, 503 503, ",
    "relapse, 201 503, ",
    "slow, 201 201, "
  })
  void itAnswersAsTheServiceIdSays(String what, String answers, String code) {
    boolean first = true;
    for (String expected : answers.split(" ", -1)) {
      Reply reply = create("a.voice", "add-voice", "sim-" + what + "-add-voice");
      assertThat(reply.status()).isEqualTo(Integer.parseInt(expected));
      if (first && code != null) {
        assertThat(reply.json().path("code").asString("")).isEqualTo(code);
        assertThat(reply.json().path("status").asString("")).isEqualTo(expected);
      }
      first = false;
    }
  }

  @Test
  void theActionInTheHeaderWinsOverTheSpecification() {
    Map<String, String> headers =
        Map.of("Idempotency-Key", "a.voice", "X-Turnup-Action", "add-sim");

    assertThat(
            caller
                .send(
                    "POST",
                    BASE + "/service",
                    headers,
                    service("a.voice", "add-voice", "sim-refuse-add-sim"))
                .status())
        .isEqualTo(409);
    assertThat(caller.get("/calls?of=a").json().path(0).path("action").asString())
        .isEqualTo("add-sim");
  }

  @Test
  void whatCannotBeReadIsRefused() {
    assertThat(caller.send("POST", BASE + "/service", Map.of(), "no JSON").status()).isEqualTo(400);
    assertThat(caller.send("POST", BASE + "/service", Map.of(), "{}").status()).isEqualTo(400);
    assertThat(caller.send("POST", BASE + "/hub", Map.of(), "{}").status()).isEqualTo(400);
    assertThat(caller.send("PATCH", BASE + "/service/x", Map.of(), "{}").status()).isEqualTo(415);
    assertThat(caller.send("PUT", BASE + "/service/x", Map.of(), "{}").status()).isEqualTo(405);
    assertThat(caller.get(BASE + "/monitor/x").status()).isEqualTo(404);
    assertThat(caller.get("/network/x").status()).isEqualTo(404);
  }

  @Test
  void aListenerMayLeave() throws Exception {
    try (Listener listener = new Listener(0)) {
      String hub = register(listener);

      assertThat(caller.send("DELETE", hub, Map.of(), null).status()).isEqualTo(204);
      assertThat(caller.send("DELETE", hub, Map.of(), null).status()).isEqualTo(404);
    }
  }

  private String register(Listener listener) {
    Reply reply =
        caller.send(
            "POST", BASE + "/hub", Map.of(), Map.of("callback", listener.url(), "query", ""));
    assertThat(reply.status()).isEqualTo(201);
    return reply.header("Location");
  }

  private String state(String monitor) {
    return caller.get(monitor).json().path("state").asString("");
  }

  private List<JsonNode> named(String name) {
    return caller.get(BASE + "/service?name=" + name).json().valueStream().toList();
  }

  private Reply create(String key, String specification, String serviceId) {
    return caller.send(
        "POST",
        BASE + "/service",
        Map.of("Idempotency-Key", key, "Content-Type", "application/json"),
        service(key, specification, serviceId));
  }

  private Reply delete(String id, String key) {
    return caller.send("DELETE", BASE + "/service/" + id, Map.of("Idempotency-Key", key), null);
  }

  private Reply patch(String id, String key, Map<String, Object> patch) {
    return caller.send(
        "PATCH",
        BASE + "/service/" + id,
        Map.of("Idempotency-Key", key, "Content-Type", "application/merge-patch+json"),
        patch);
  }

  private static Map<String, Object> service(String name, String specification, String serviceId) {
    Map<String, Object> service = new HashMap<>();
    service.put("name", name);
    service.put("state", "active");
    service.put("serviceSpecification", Map.of("id", specification, "name", specification));
    if (!serviceId.isEmpty()) {
      service.putAll(characteristics("service_id", serviceId));
    }
    return service;
  }

  private static Map<String, Object> characteristics(String name, String value) {
    return Map.of(
        "serviceCharacteristic",
        List.of(Map.of("name", name, "valueType", "string", "value", value)));
  }
}
