package dev.turnup.standalone.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnup.standalone.simulator.Caller.Reply;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class HttpJsonTest {

  private static final String IMEI = "356938035643809";

  private final Caller caller;

  HttpJsonTest() throws IOException {
    // Several calls have to fit into five seconds, on a busy machine too.
    caller = new Caller(new Pace(5));
  }

  @AfterEach
  void close() {
    caller.close();
  }

  @Test
  void aDeedIsDoneOnceHoweverOftenItsKeyComes() {
    Reply first = ask("inventory/reserve-number", "a.number", null);

    assertThat(ask("inventory/reserve-number", "a.number", null).text()).isEqualTo(first.text());
    assertThat(caller.state("a", "numbers")).hasSize(1);
    assertThat(caller.get("/calls?of=a").json()).hasSize(2);
    assertThat(caller.deed("a.number")).isEqualTo("DONE");
  }

  @Test
  void serviceIdsAreAssignedWhereTheOrderNamesNone() {
    assertThat(assigned("inventory/reserve-number", "a.number")).matches("6\\d{8}");
    assertThat(assigned("tv-platform/open-account", "a.account")).startsWith("tv-");
    assertThat(assigned("security-vendor/create-licence", "a.licence")).startsWith("lic-");
    assertThat(assigned("insurer/issue-policy", "a.policy")).matches("35\\d{14}");
    assertThat(ask("inventory/reserve-number", "b.number", "612123456").json()).isEmpty();
    assertThat(caller.state("b", "numbers").path(0).path("service_id").asString())
        .isEqualTo("612123456");
  }

  @Test
  void aSimIsTheOneOfTheOrderOrANewOne() {
    Reply chosen = ask("inventory/reserve-sim", "a.sim", null);
    Reply told =
        ask(
            "inventory/reserve-sim",
            "b.sim",
            null,
            Map.of("secondary_iccid", "8934011411551283144"));

    String iccid = chosen.json().path("iccid").asString();
    assertThat(iccid).hasSize(19);
    assertThat(Identifiers.withCheckDigit(iccid.substring(0, 18))).isEqualTo(iccid);
    assertThat(chosen.json().path("imsi").asString()).matches("\\d{15}");
    assertThat(told.json().path("iccid").asString()).isEqualTo("8934011411551283144");
  }

  @Test
  void whatOnlyLooksLeavesNothing() {
    assertThat(ask("entitlement/check-line", "a.line", null).json().path("eligible").asBoolean())
        .isTrue();
    assertThat(ask("workforce/await-fibre", "a.fibre", null).status()).isEqualTo(200);
    assertThat(caller.get("/deeds").json()).isEmpty();
  }

  @Test
  void anAccountTakesItsProductsWithIt() {
    ask("tv-platform/open-account", "a.account", "1");
    ask("tv-platform/add-products", "a.products", "1");
    ask("tv-platform/add-products", "b.products", "2");

    undo("tv-platform/close-account", "a.account", "1");

    assertThat(caller.state("a", "accounts")).isEmpty();
    assertThat(caller.state("a", "products")).isEmpty();
    assertThat(caller.deed("a.products")).isEqualTo("UNDONE");
    assertThat(caller.state("b", "products")).hasSize(1);
  }

  @Test
  void aDeedIsTakenBackOnceHoweverOftenItIsAsked() {
    ask("billing/start-charging", "a.charge", "1");

    assertThat(undo("billing/stop-charging", "a.charge", "1").status()).isEqualTo(200);
    assertThat(undo("billing/stop-charging", "a.charge", "1").status()).isEqualTo(200);
    assertThat(caller.deed("a.charge")).isEqualTo("UNDONE");
    assertThat(caller.state("a", "charges")).isEmpty();
  }

  @Test
  void aDeedThatComesAfterItsUndoIsRefused() {
    assertThat(undo("billing/stop-charging", "a.charge", "1").status()).isEqualTo(404);

    assertThat(ask("billing/start-charging", "a.charge", "1").status()).isEqualTo(409);
    assertThat(caller.deed("a.charge")).isEqualTo("NEVER");
  }

  @Test
  void aDeedCanBeReadBack() {
    assertThat(readBack("billing/find", "a.charge").status()).isEqualTo(404);

    ask("billing/start-charging", "a.charge", "1");

    assertThat(readBack("billing/find", "a.charge").status()).isEqualTo(200);
  }

  @Test
  void whoHonoursNoKeysDoesTwiceWhatIsAskedTwice() {
    ask("logistics/ship-sim", "a.ship", "1");
    ask("logistics/ship-sim", "a.ship", "1");
    ask("insurer/issue-policy", "a.policy", null, Map.of("imei", IMEI));
    ask("insurer/issue-policy", "a.policy", null, Map.of("imei", IMEI));

    assertThat(caller.state("a", "shipments")).hasSize(2);
    assertThat(caller.state("a", "policies")).hasSize(2);
  }

  @Test
  void aPolicyIsFoundByItsDeviceAndOurKey() {
    Reply issued = ask("insurer/issue-policy", "a.policy", null, Map.of("imei", IMEI));

    assertThat(readBack("insurer/find-policy", "a.policy", IMEI).text()).isEqualTo(issued.text());
    assertThat(ask("insurer/find-policy", "b.look", null, Map.of("imei", IMEI)).text())
        .isEqualTo(issued.text());
    assertThat(readBack("insurer/find-policy", "b.policy", IMEI).status()).isEqualTo(404);
    assertThat(readBack("insurer/find-policy", "a.policy", "490154203237518").status())
        .isEqualTo(404);
  }

  @Test
  void aPolicyIsCancelledNotForgotten() {
    ask("insurer/issue-policy", "a.policy", null, Map.of("imei", IMEI));

    assertThat(undo("insurer/cancel-policy", "a.policy", "").status()).isEqualTo(200);

    JsonNode policy = caller.state("a", "policies").path(0);
    assertThat(policy.path("state").asString()).isEqualTo("CANCELLED");
    assertThat(policy.path("imei").asString()).isEqualTo(IMEI);
    assertThat(caller.deed("a.policy")).isEqualTo("UNDONE");
    assertThat(readBack("insurer/find-policy", "a.policy", IMEI).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "refuse, 409 409 409",
    "flaky, 503 503 200",
    "lost, 0 200",
    "empty, 409 200",
    "expired, 401 200",
    "reset, 0 200",
    "busy, 429 429 200",
    "contradictory, 409 409 409",
    "relapse, 200 503 503",
    "slow, 200 200",
    "pending, 202 202",
    "down, 503 503",
    "taken, 200 200",
    "nonsense, 200"
  })
  void itAnswersAsTheServiceIdSays(String what, String answers) {
    String script = "sim-" + what + "-start-charging~1";

    for (String expected : answers.split(" ", -1)) {
      Reply reply = ask("billing/start-charging", "a.charge", script);
      assertThat(reply.status()).isEqualTo(Integer.parseInt(expected));
      assertThat(reply.header("Retry-After").isEmpty())
          .isEqualTo(!what.matches("down|busy|relapse") || reply.status() == 200);
    }
    assertThat(ask("billing/stop-charging", "a.other", script).status()).isEqualTo(200);
  }

  @Test
  void troublesOfOperatorsHaveACode() {
    assertThat(codeOf("empty")).isEqualTo("INVENTORY_EMPTY");
    assertThat(codeOf("contradictory")).isEqualTo("CONTRADICTORY_STATE");
    assertThat(codeOf("refuse")).isEmpty();
  }

  @Test
  void garbageIsNoJsonAndNothingIsDone() {
    Reply reply = ask("billing/start-charging", "a.charge", "sim-garbage-start-charging");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).isEqualTo("text/html");
    assertThat(caller.deed("a.charge")).isEmpty();
  }

  @Test
  void whatIsLostWasDoneAndWhatWasResetWasNot() {
    ask("billing/start-charging", "a.charge", "sim-lost-start-charging");
    ask("billing/start-charging", "b.charge", "sim-reset-start-charging");

    assertThat(caller.deed("a.charge")).isEqualTo("DONE");
    assertThat(caller.deed("b.charge")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"pending", "down"})
  void whatLastsAWhilePasses(String what) {
    await()
        .until(
            () ->
                ask("billing/start-charging", "a.charge", "sim-" + what + "-start-charging")
                    .status(),
            status -> status == 200);
    assertThat(caller.deed("a.charge")).isEqualTo("DONE");
  }

  @ParameterizedTest
  @CsvSource({
    "billing/start-charging, charges",
    "logistics/ship-sim, shipments",
    "insurer/issue-policy, policies"
  })
  void whatIsPendingIsDoneOnceWithoutBeingAskedAgain(String path, String kind) {
    String script = "sim-pending-" + path.substring(path.indexOf('/') + 1);

    assertThat(ask(path, "a.step", script).status()).isEqualTo(202);

    await().until(() -> caller.deed("a.step").equals("DONE"));
    assertThat(caller.state("a", kind)).hasSize(1);
  }

  @Test
  void whatIsPendingCanBeTakenBackOnceItIsDone() {
    ask("insurer/issue-policy", "a.policy", "sim-pending-issue-policy");

    Reply undo = undo("insurer/cancel-policy", "a.policy", "sim-pending-issue-policy");
    assertThat(undo.status()).isEqualTo(503);
    assertThat(undo.header("Retry-After")).isNotEmpty();

    await()
        .until(
            () ->
                undo("insurer/cancel-policy", "a.policy", "sim-pending-issue-policy").status()
                    == 200);
    assertThat(caller.deed("a.policy")).isEqualTo("UNDONE");
  }

  @Test
  void whatCannotBeReadIsRefused() {
    Map<String, String> key = Map.of("Idempotency-Key", "a.x");

    assertThat(caller.send("POST", "/billing/x", key, "no JSON").status()).isEqualTo(400);
    assertThat(caller.send("POST", "/billing/x", key, "[]").status()).isEqualTo(400);
    assertThat(caller.send("POST", "/billing/x", Map.of(), "{}").status()).isEqualTo(400);
    assertThat(caller.send("POST", "/unknown/x", key, "{}").status()).isEqualTo(400);
    assertThat(caller.get("/").status()).isEqualTo(400);
  }

  private String codeOf(String what) {
    return ask("billing/start-charging", what + ".charge", "sim-" + what + "-start-charging")
        .json()
        .path("code")
        .asString("");
  }

  private String assigned(String path, String key) {
    return ask(path, key, null).json().path("service_id").asString("");
  }

  private Reply undo(String path, String key, String serviceId) {
    return post(path, key + ".undo", serviceId, Map.of(), Map.of("undoes", key));
  }

  private Reply readBack(String path, String key) {
    return post(path, key, null, Map.of(), Map.of("read_back_of", key));
  }

  private Reply readBack(String path, String key, String imei) {
    return post(path, key, null, Map.of("imei", imei), Map.of("read_back_of", key));
  }

  private Reply ask(String path, String key, @Nullable String serviceId) {
    return ask(path, key, serviceId, Map.of());
  }

  private Reply ask(
      String path, String key, @Nullable String serviceId, Map<String, String> details) {
    return post(path, key, serviceId, details, Map.of());
  }

  private Reply post(
      String path,
      String key,
      @Nullable String serviceId,
      Map<String, String> details,
      Map<String, Object> more) {
    Map<String, Object> order = new HashMap<>(Map.of("service_details", details));
    if (serviceId != null) {
      order.put("service_id", serviceId);
    }
    Map<String, Object> body = new HashMap<>(more);
    body.put("correlation_id", new Key(key).correlationId());
    body.put("order", order);
    return caller.send("POST", "/" + path, Map.of("Idempotency-Key", key), body);
  }
}
