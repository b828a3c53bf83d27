package dev.turnup.standalone.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.standalone.simulator.Caller.Reply;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class Es2PlusTest {

  private static final String DONE = "Executed-Success";
  private static final String EID = "89049032001234567890123456789057";
  private static final String OTHER_EID = "89049032001234567890123456789058";

  private final Caller caller;
  private String iccid = ScriptedIccid.ordinary();

  Es2PlusTest() throws IOException {
    caller = new Caller();
  }

  @AfterEach
  void close() {
    caller.close();
  }

  @Test
  void aProfileIsOrderedConfirmedAndReleased() {
    assertThat(order("a.order").json().path("iccid").asString()).isEqualTo(iccid);
    assertThat(state()).isEqualTo("Linked");

    JsonNode confirmed = confirm("a.confirm").json();
    assertThat(confirmed.path("matchingId").asString()).matches("[-0-9A-Z]+");
    assertThat(confirmed.path("eid").asString()).isEqualTo(EID);
    assertThat(state()).isEqualTo("Confirmed");

    assertThat(outcome(release("a.release"))).isEqualTo(DONE);
    assertThat(outcome(release("a.release"))).isEqualTo(DONE);
    assertThat(state()).isEqualTo("Released");
    assertThat(caller.get("/deeds?of=a").json().propertyNames())
        .containsExactly("a.order", "a.confirm", "a.release");
    assertThat(caller.get("/calls?of=a").json()).hasSize(4);
  }

  @Test
  void theConfirmationMayReleaseAtOnce() {
    order("a.order");

    call("confirmOrder", "a.confirm", Map.of("iccid", iccid, "releaseFlag", true));

    assertThat(state()).isEqualTo("Released");
  }

  @Test
  void anOrderWithoutADeviceIsAllocated() {
    call("downloadOrder", "a.order", Map.of("iccid", iccid));
    assertThat(state()).isEqualTo("Allocated");

    assertThat(confirm("a.confirm").json().path("eid").asString()).isEqualTo(EID);
  }

  @Test
  void aTypeIsEnoughAndGivesAnotherProfileEachTime() {
    Map<String, Object> any = Map.of("profileType", "watch");

    String first = call("downloadOrder", "a.order", any).json().path("iccid").asString();
    String second = call("downloadOrder", "a.order", any).json().path("iccid").asString();

    assertThat(first).hasSize(19).isNotEqualTo(second);
    assertThat(caller.state("a", "profiles")).hasSize(2);
  }

  @Test
  void paddingIsNoPartOfAnIccid() {
    call("downloadOrder", "a.order", Map.of("iccid", iccid + "F", "eid", EID));

    assertThat(state()).isEqualTo("Linked");
  }

  @Test
  void aSecondOrderIsRefusedEvenUnderTheSameKey() {
    order("a.order");

    assertThat(outcome(order("a.order"))).isEqualTo("8.2.1/3.3");
    assertThat(caller.deed("a.order")).isEqualTo("DONE");
  }

  @Test
  void whatIsOutOfTurnIsRefused() {
    assertThat(outcome(confirm("a.confirm"))).isEqualTo("8.2.1/3.9");
    assertThat(outcome(release("a.release"))).isEqualTo("8.2.1/3.9");
    assertThat(outcome(cancel("a.order.undo", EID))).isEqualTo("8.2.1/3.9");
    order("a.order");
    assertThat(outcome(release("a.release"))).isEqualTo("8.2.1/3.5");
    confirm("a.confirm");
    assertThat(outcome(confirm("a.confirm"))).isEqualTo("8.2.1/3.3");
  }

  @Test
  void anotherDeviceIsRefused() {
    order("a.order");

    Map<String, Object> other = Map.of("iccid", iccid, "eid", OTHER_EID, "releaseFlag", false);
    assertThat(outcome(call("confirmOrder", "a.confirm", other))).isEqualTo("8.1.1/3.10");
    assertThat(outcome(cancel("a.order.undo", OTHER_EID))).isEqualTo("8.2.1/3.10");
    assertThat(outcome(cancel("a.order.undo", ""))).isEqualTo("8.2.1/3.10");
    assertThat(caller.deed("a.order")).isEqualTo("DONE");
  }

  @Test
  void cancellingSetsTheProfileFreeAndTakesAllOfTheOrderBack() {
    order("a.order");
    confirm("a.confirm");
    release("a.release");

    assertThat(outcome(cancel("a.order.undo", EID))).isEqualTo(DONE);
    assertThat(outcome(cancel("a.order.undo", EID))).isEqualTo(DONE);

    assertThat(state()).isEqualTo("Available");
    assertThat(caller.state("a", "profiles")).isEmpty();
    assertThat(caller.get("/deeds?of=a").json())
        .hasSize(3)
        .allSatisfy(deed -> assertThat(deed.path("state").asString()).isEqualTo("UNDONE"));
    assertThat(outcome(order("b.order"))).isEqualTo(DONE);
  }

  @Test
  void aProfileMayBeCancelledForGood() {
    order("a.order");
    Map<String, Object> away =
        Map.of("iccid", iccid, "eid", EID, "finalProfileStatusIndicator", "Unavailable");

    assertThat(outcome(call("cancelOrder", "a.order.undo", away))).isEqualTo(DONE);

    assertThat(state()).isEqualTo("Unavailable");
    assertThat(outcome(order("b.order"))).isEqualTo("8.2.1/3.3");
  }

  @Test
  void whatIsCancelledBeforeItCameIsRememberedAsThat() {
    cancel("a.order.undo", EID);

    assertThat(caller.deed("a.order")).isEqualTo("NEVER");
  }

  @Test
  void theInventoryReadsBackWhatHasHappened() {
    assertThat(readBack("a.order").status()).isEqualTo(404);
    order("a.order");
    assertThat(readBack("a.order").json().path("state").asString()).isEqualTo("Linked");
    assertThat(readBack("a.order").json().path("iccid").asString()).isEqualTo(iccid);
    assertThat(readBack("a.confirm").status()).isEqualTo(404);
    assertThat(readBack("a.order.undo").status()).isEqualTo(404);

    confirm("a.confirm");
    assertThat(readBack("a.confirm").json().path("matching_id").asString()).isNotEmpty();

    cancel("a.order.undo", EID);
    assertThat(readBack("a.confirm").status()).isEqualTo(404);
    assertThat(readBack("a.order.undo").status()).isEqualTo(200);
    assertThat(caller.get("/deeds").json()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "refuse, 8.2.1/3.9 8.2.1/3.9",
    "empty, 8.2.5/3.7 Executed-Success",
    "busy, 1.2/4.4 1.2/4.4 Executed-Success",
    "flaky, 503 503 Executed-Success",
    "down, 503 503",
    "expired, 401 Executed-Success",
    "lost, 0 8.2.1/3.3",
    "relapse, Executed-Success 503",
    "reset, 0 Executed-Success",
    "garbage, 200 Executed-Success",
    "slow, Executed-Success",
    "taken, 8.2.1/3.3 8.2.1/3.3"
  })
  void itAnswersAsTheIccidSays(String what, String outcomes) {
    iccid = ScriptedIccid.of(what, "download-order");

    for (String expected : outcomes.split(" ", -1)) {
      assertThat(outcome(order("a.order"))).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "confirm-order, 8.1.1/3.10, Linked",
    "release-profile, 8.2.1/3.5, Confirmed",
    "cancel-order, 8.2.1/3.3, Released"
  })
  void eachFunctionMayBeScripted(String action, String outcome, String left) {
    iccid = ScriptedIccid.of("refuse", action);
    order("a.order");

    Reply confirmed = confirm("a.confirm");
    Reply released = release("a.release");
    Reply refused =
        switch (action) {
          case "confirm-order" -> confirmed;
          case "release-profile" -> released;
          default -> cancel("a.order.undo", EID);
        };

    assertThat(outcome(refused)).isEqualTo(outcome);
    assertThat(state()).isEqualTo(left);
  }

  @Test
  void aTakenProfileIsSomebodyElses() {
    iccid = ScriptedIccid.of("taken", "download-order");

    order("a.order");

    assertThat(readBack("a.order").status()).isEqualTo(404);
    assertThat(outcome(cancel("a.order.undo", EID))).isEqualTo("8.2.1/3.10");
    assertThat(caller.state("a", "profiles")).isEmpty();
  }

  @Test
  void theOperatorIsToldOfAnInstallationBeforeTheReleaseIsAnswered() throws IOException {
    try (Listener listener = new Listener(0)) {
      caller.simulator.sendProgressTo(listener.url());
      iccid = ScriptedIccid.of("installed-early", "device");
      order("a.order");
      confirm("a.confirm");

      release("a.release");

      assertThat(listener.points()).containsExactly(3, 4);
      assertThat(state()).isEqualTo("Installed");
      assertThat(outcome(cancel("a.order.undo", EID))).isEqualTo("8.2.1/3.3");
      assertThat(caller.state("a", "profiles")).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no JSON", "[]", "{}", "{\"header\":{}}"})
  void whatCannotBeReadIsRefused(String body) {
    assertThat(
            caller
                .send(
                    "POST",
                    "/sm-dp-plus/gsma/rsp2/es2plus/downloadOrder",
                    Map.of("X-Admin-Protocol", "gsma/rsp/v2.2.0"),
                    body)
                .status())
        .isEqualTo(400);
  }

  @Test
  void whatIsMissingIsRefused() {
    assertThat(call("downloadOrder", "a.order", Map.of()).status()).isEqualTo(400);
    assertThat(call("downloadOrder", "a.order", Map.of("iccid", "1")).status()).isEqualTo(400);
    assertThat(call("downloadOrder", "a", Map.of("iccid", iccid, "eid", "1")).status())
        .isEqualTo(400);
    assertThat(call("confirmOrder", "a.confirm", Map.of("iccid", iccid)).status()).isEqualTo(400);
    assertThat(call("releaseProfile", "a.release", Map.of()).status()).isEqualTo(400);
    assertThat(call("cancelOrder", "a.order.undo", Map.of("iccid", iccid)).status()).isEqualTo(400);
    assertThat(call("nothing", "a", Map.of("iccid", iccid)).status()).isEqualTo(400);
    assertThat(
            caller
                .send("POST", "/sm-dp-plus/gsma/rsp2/es2plus/downloadOrder", Map.of(), "{}")
                .status())
        .isEqualTo(400);
  }

  private Reply order(String key) {
    return call("downloadOrder", key, Map.of("iccid", iccid, "eid", EID));
  }

  private Reply confirm(String key) {
    return call("confirmOrder", key, Map.of("iccid", iccid, "eid", EID, "releaseFlag", false));
  }

  private Reply release(String key) {
    return call("releaseProfile", key, Map.of("iccid", iccid));
  }

  private Reply cancel(String key, String eid) {
    Map<String, Object> body = new HashMap<>();
    body.put("iccid", iccid);
    body.put("finalProfileStatusIndicator", "Available");
    if (!eid.isEmpty()) {
      body.put("eid", eid);
    }
    return call("cancelOrder", key, body);
  }

  private Reply call(String function, String key, Map<String, Object> fields) {
    Map<String, Object> body = new HashMap<>(fields);
    body.put(
        "header", Map.of("functionRequesterIdentifier", "1.3.6.1", "functionCallIdentifier", key));
    return caller.send(
        "POST",
        "/sm-dp-plus/gsma/rsp2/es2plus/" + function,
        Map.of("X-Admin-Protocol", "gsma/rsp/v2.2.0", "Content-Type", "application/json"),
        body);
  }

  private Reply readBack(String key) {
    Map<String, Object> order = Map.of("service_details", Map.of("secondary_eid", EID));
    return caller.send(
        "POST",
        "/inventory/profile-status",
        Map.of("Idempotency-Key", key),
        Map.of("correlation_id", "a", "read_back_of", key, "order", order));
  }

  /** The status, or the codes of a failure, or the HTTP status where there is neither. */
  private static String outcome(Reply reply) {
    if (reply.status() != 200 || !reply.header("Content-Type").equals("application/json")) {
      return String.valueOf(reply.status());
    }
    JsonNode status = reply.json().path("header").path("functionExecutionStatus");
    JsonNode data = status.path("statusCodeData");
    return data.isMissingNode()
        ? status.path("status").asString()
        : data.path("subjectCode").asString() + "/" + data.path("reasonCode").asString();
  }

  private String state() {
    return caller
        .get("/state")
        .json()
        .path("profiles")
        .valueStream()
        .filter(profile -> profile.path("iccid").asString().equals(iccid))
        .map(profile -> profile.path("state").asString())
        .findFirst()
        .orElse("");
  }
}
