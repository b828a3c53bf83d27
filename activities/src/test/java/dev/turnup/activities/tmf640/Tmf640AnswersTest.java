package dev.turnup.activities.tmf640;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.turnup.activities.RawServer;
import dev.turnup.activities.SettableClock;
import dev.turnup.activities.StepRequests;
import dev.turnup.activities.system.AmbiguousRefusal;
import dev.turnup.activities.system.Tmf640Settings;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import io.temporal.failure.ApplicationFailure;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What each answer means, those of badly behaved systems too. */
@ExtendWith(OutputCaptureExtension.class)
class Tmf640AnswersTest {

  private static final String BASE = "/v4";
  private static final String ACTIVE = "{\"id\": \"svc-1\", \"state\": \"active\"}";

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final ConcurrentLinkedQueue<RawServer.Script> scripts = new ConcurrentLinkedQueue<>();
  private final RawServer server =
      opened(
          new RawServer(
              exchange -> requireNonNull(scripts.poll(), "unexpected call").answer(exchange)));
  private final Tmf640System network = at(server.address(BASE));

  @AfterEach
  void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  // Refusals

  @ParameterizedTest
  @CsvSource({
    "400, REJECTED", "401, NEEDS_OPERATOR", "402, REJECTED", "403, NEEDS_OPERATOR",
    "404, REJECTED", "405, UNAVAILABLE", "406, UNAVAILABLE", "408, UNAVAILABLE",
    "410, REJECTED", "412, REJECTED", "415, UNAVAILABLE", "422, REJECTED",
    "425, UNAVAILABLE", "429, UNAVAILABLE", "500, UNCERTAIN", "501, UNCERTAIN",
    "502, UNCERTAIN", "503, UNAVAILABLE", "504, UNCERTAIN", "302, UNAVAILABLE"
  })
  void tellsRefusalsFromTroubleByTheStatus(int status, String kind) {
    answers(status + " X", "{\"code\": \"SOMETHING\", \"reason\": \"r\"}");
    assertFails(kind, "network/add-sim answered " + status + " (SOMETHING)", create());
  }

  @ParameterizedTest
  @CsvSource({
    "400, REJECTED",
    "409, REJECTED",
    "401, NEEDS_OPERATOR",
    "503, UNAVAILABLE",
    "500, UNCERTAIN"
  })
  void tellsRefusalsFromTroubleInWhatAMonitorEndsWith(String status, String kind) {
    answers(
        "200 OK",
        """
        {"id": "m", "state": "InError",
         "response": {"statusCode": "%s", "body": "{\\"code\\":\\"SOMETHING\\"}"}}
        """
            .formatted(status));
    assertFails(
        kind,
        "network/add-sim took it, and ended with " + status + " (SOMETHING)",
        follow("/monitor/m"));
  }

  @Test
  void isRefusedByA404InAMonitorThatSaysNoMore() {
    answers("200 OK", "{\"state\": \"InError\", \"response\": {\"statusCode\": \"404\"}}");
    assertFails("REJECTED", "network/add-sim took it, and ended with 404", follow("/monitor/m"));
  }

  @Test
  void takesA404WithoutJsonForAWrongAddress() {
    answers("404 Not Found", "<html>no such page</html>");
    assertFails("UNAVAILABLE", "network/add-sim answered 404", create());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "612123456",
        "8934011411551283144",
        "has blanks",
        "<b>",
        "{}",
        "an-id-that-is-longer-than-forty-characters-x"
      })
  void showsNoCodeThatMayBeMoreThanACode(String code) {
    answers("400 X", "{\"code\": \"%s\", \"reason\": \"r\"}".formatted(code));
    assertFails("REJECTED", "network/add-sim answered 400", create());
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONTRADICTORY_STATE", "INVENTORY_EMPTY", "inconsistent_state"})
  void needsAnOperatorForAConflictOfStates(String code) {
    answers("409 Conflict", "{\"code\": \"%s\", \"reason\": \"r\"}".formatted(code));
    assertFails("NEEDS_OPERATOR", "network/add-sim answered 409 (" + code + ")", create());
  }

  @Test
  void needsAnOperatorForTheConflictsThatAreConfigured() {
    Tmf640System particular =
        new Tmf640System(
            opened(new PlainConnection(server.address(BASE))),
            new Tmf640Settings(Map.of(), List.of("NO_STOCK")),
            new SettableClock());
    answers("409 Conflict", "{\"code\": \"no_stock\", \"reason\": \"r\"}");
    assertFails(
        "NEEDS_OPERATOR", "answered 409 (no_stock)", () -> particular.perform(Deeds.create()));
    answers("409 Conflict", "{\"code\": \"INVENTORY_EMPTY\", \"reason\": \"r\"}");
    assertFails("REJECTED", "(INVENTORY_EMPTY)", () -> particular.perform(Deeds.create()));
  }

  @Test
  void isRefusedByAConflictAboutSomethingElse() {
    answers("409 Conflict", "{\"code\": \"PRIMARY_NOT_ACTIVE\", \"reason\": \"no\"}");
    assertFails("REJECTED", "network/add-sim answered 409 (PRIMARY_NOT_ACTIVE)", create());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"code\": \"ALREADY_EXISTS\", \"reason\": \"r\"}",
        "{\"code\": \"DuplicateName\", \"reason\": \"r\"}",
        "{\"code\": \"NAME\", \"reason\": \"A service of this name exists\"}",
        "{\"code\": \"60\", \"reason\": \"r\"}",
        "<html>"
      })
  void mayBeRefusedBecauseOfItsOwnLostFirstCall(String body) {
    answers("409 Conflict", body);
    assertThatThrownBy(create())
        .isInstanceOf(AmbiguousRefusal.class)
        .hasMessageStartingWith("network/add-sim answered 409");
  }

  @Test
  void looksItselfWhetherAMonitorTellsOfItsOwnLostFirstCall() {
    String exists =
        "{\"id\": \"m\", \"state\": \"InError\", \"response\": {\"statusCode\": \"409\","
            + " \"body\": {\"code\": \"EXISTS\"}}}";
    answers("200 OK", exists);
    answers("200 OK", "[" + named(Deeds.KEY, "active") + "]");
    assertThat(network.follow(Deeds.create().following("/monitor/m", Map.of())).answer())
        .containsEntry("id", "svc-1");

    answers("200 OK", exists);
    answers("200 OK", "[]");
    assertFails("REJECTED", "took it, and ended with 409 (EXISTS)", follow("/monitor/m"));
  }

  @Test
  void honoursRetryAfter() {
    answers("503 X", "", "Retry-After: 30");
    assertThat(failureOf(create()).getNextRetryDelay()).isEqualTo(Duration.ofSeconds(30));
    answers("500 X", "", "Retry-After: 31");
    assertThat(failureOf(create()).getNextRetryDelay()).isEqualTo(Duration.ofSeconds(31));
    answers("200 OK", "{\"id\": \"m\", \"state\": \"InProgress\"}", "Retry-After: 32");
    assertThat(failureOf(follow("/monitor/m")).getNextRetryDelay())
        .isEqualTo(Duration.ofSeconds(32));
  }

  // What was accepted

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "201 X | {\"id\": \"svc-1\"}                             | ''                    | done",
        "200 X | {\"id\": 7, \"state\": \"Active\"}              | ''                    | done",
        "202 X | {\"id\": \"svc-1\", \"state\": \"active\"}      | ''                    | done",
        "202 X | {\"id\": \"svc-1\", \"state\": \"active\"}      | /v4/monitor/m         | /monitor/m",
        "202 X | {\"id\": \"svc-1\"}                             | ''                    | /service/svc-1",
        "202 X | {\"id\": \"svc-1\", \"state\": \"inactive\"}    | ''                    | /service/svc-1",
        "201 X | {\"id\": \"svc-1\", \"state\": \"designed\"}    | ''                    | /service/svc-1",
        "202 X | {\"id\": \"m\", \"state\": \"InProgress\"}      | ''                    | /monitor/m",
        "201 X | {\"id\": \"m\", \"state\": \"InProgress\"}      | ''                    | /monitor/m",
        "202 X | {\"id\": \"m\", \"state\": \"Completed\"}       | ''                    | /monitor/m",
        "202 X | {\"href\": \"monitor/m\", \"@type\": \"Monitor\"} | ''                  | /monitor/m",
        "202 X | ''                                              | /v4/monitor/m         | /monitor/m",
        "202 X | ''                                              | monitor/m             | /monitor/m",
        "202 X | <html>                                          | /v4/monitor/m         | /monitor/m",
        "202 X | ''                                              | /v4/service/svc-1     | /service/svc-1",
        "201 X | ''                                              | /v4/service/svc-1     | /service/svc-1",
        "202 X | ''                                              | ''                    | look",
        "204 X | ''                                              | ''                    | look",
        "202 X | ''                                              | http://evil.example/v4/monitor/m | look",
        "202 X | ''                                              | //evil.example/v4/monitor/m | look",
        "202 X | ''                                              | /v4/../admin          | look",
        "202 X | ''                                              | /v4/monitor/612123456 | look",
        "202 X | {\"id\": \"612123456\", \"state\": \"reserved\"} | ''                   | look",
        "202 X | {\"id\": \"m\", \"href\": \"http://evil.example/monitor/x\", \"sourceHref\": \"s\"}"
            + " | '' | /monitor/m",
        "202 X | {\"href\": \"http://evil.example/monitor/x\", \"sourceHref\": \"s\"} | '' | look",
      })
  void knowsWhetherItIsDoneOrHowToFollowIt(
      String status, String body, String location, String expected) {
    answers(status, body, location.isEmpty() ? "X: y" : "Location: " + location);
    StepResult result = network.perform(Deeds.create());
    assertThat(result.pending() == null ? "done" : result.pending()).isEqualTo(expected);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void followsAnAbsoluteAddressOfTheSystemItself() {
    answers("202 X", "", "Location: " + server.address(BASE + "/monitor/m"));
    assertThat(network.perform(Deeds.create()).pending()).isEqualTo("/monitor/m");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example/v4/monitor/m",
        "/monitor/../../admin",
        "/monitor/..",
        "/monitor/a%2Fb",
        "/monitor/m?x=y",
        "/hub/1",
        ""
      })
  void callsNothingForAReferenceThatIsNoneOfIts(String reference) {
    assertThatThrownBy(follow(reference)).isInstanceOf(IllegalArgumentException.class);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void readsTheServiceThatTheMonitorNamesWhenItsResponseSaysNothing() {
    answers("200 OK", "{\"state\": \"Completed\", \"sourceHref\": \"/v4/service/svc-1\"}");
    answers("200 OK", ACTIVE);
    assertThat(network.follow(Deeds.create().following("/monitor/m", Map.of())).answer())
        .containsEntry("id", "svc-1");
    assertThat(server.requests().getLast()).startsWith("GET /v4/service/svc-1 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example/v4/service/svc-1", "/v4/hub/1", "::"})
  void looksForTheServiceByNameWhenTheMonitorNamesAForeignOne(String href) {
    answers("200 OK", "{\"state\": \"Completed\", \"sourceHref\": \"" + href + "\"}");
    answers("200 OK", "[" + named(Deeds.KEY, "active") + "]");
    assertThat(network.follow(Deeds.create().following("/monitor/m", Map.of())).answer())
        .containsEntry("id", "svc-1");
    assertThat(server.requests().getLast()).startsWith("GET /v4/service?name=");
  }

  @Test
  void takesWhatTheMonitorsResponseSaysAsTextOrAsJson() {
    for (String body : new String[] {"\"{\\\"id\\\": \\\"svc-1\\\"}\"", ACTIVE}) {
      answers("200 OK", "{\"state\": \"Completed\", \"response\": {\"body\": " + body + "}}");
      assertThat(network.follow(Deeds.create().following("/monitor/m", Map.of())).answer())
          .containsEntry("id", "svc-1");
    }
  }

  @Test
  void doesNotBelieveAMonitorThatCompletedARefusal() {
    answers("200 OK", "{\"state\": \"Completed\", \"response\": {\"statusCode\": 422}}");
    assertFails("REJECTED", "took it, and ended with 422", follow("/monitor/m"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"inactive", "terminated"})
  void isRefusedWhenTheWorkIsOverAndTheServiceIsNotActive(String state) {
    answers("200 OK", "{\"state\": \"Completed\", \"sourceHref\": \"/service/svc-1\"}");
    answers("200 OK", named(Deeds.KEY, state));
    assertFails("REJECTED", "took it, and left the service " + state, follow("/monitor/m"));
  }

  @Test
  void isRefusedWhenTheServiceItselfSaysThatItFailed() {
    answers(
        "200 OK",
        "{\"id\": \"s\", \"state\": \"inactive\", \"hasStarted\": true, \"isServiceEnabled\": false}");
    assertFails("REJECTED", "left the service inactive", follow("/service/s"));
    answers("200 OK", "{\"id\": \"s\", \"state\": \"terminated\"}");
    assertFails("REJECTED", "left the service terminated", follow("/service/s"));
  }

  @Test
  void isUncertainWhenAMonitorFailsWithoutSayingWhy() {
    answers("200 OK", "{\"id\": \"m\", \"state\": \"InError\"}");
    assertFails("UNCERTAIN", "ended in error without saying why", follow("/monitor/m"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"404", "410"})
  void isDoneWhenTheMonitorOfADeletionFindsNothingToDelete(String status) {
    answers(
        "200 OK", "{\"state\": \"InError\", \"response\": {\"statusCode\": \"" + status + "\"}}");
    assertThat(network.follow(Deeds.delete().following("/monitor/m", Map.of())))
        .isEqualTo(StepResult.done(Map.of()));
  }

  @Test
  void assignsTheServiceIdThatTheSystemGaveTheService() {
    answers(
        "201 Created",
        """
        {"id": "svc-1", "state": "active", "serviceCharacteristic":
          [{"name": "service_id", "value": {"value": "tv-4711"}}]}
        """);
    assertThat(network.perform(Deeds.create()).serviceId()).isEqualTo("tv-4711");
  }

  @Test
  void assignsNoServiceIdOfItsOwn() {
    answers("201 Created", ACTIVE);
    assertThat(network.perform(Deeds.create()).answer()).isEqualTo(Map.of("id", "svc-1"));
  }

  @Test
  void looksForTheServiceByNameWhenThePathOfItIsGone() {
    answers("404 Not Found", "{\"code\": \"60\", \"reason\": \"r\"}");
    answers("200 OK", "[" + named(Deeds.KEY, "active") + "]");
    assertThat(network.follow(Deeds.create().following("/service/old", Map.of())).answer())
        .containsEntry("id", "svc-1");
  }

  // Deleting

  @ParameterizedTest
  @CsvSource({"200, ''", "200, {\"id\":\"svc-1\"}", "204, ''", "404, {\"code\":\"60\"}", "410, ''"})
  void hasDeleted(int status, String body) {
    answers(status + " X", body);
    assertThat(network.undo(Deeds.undo("remove-sim", Map.of("id", "svc-1"))))
        .isEqualTo(StepResult.done(Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>Please log in</html>", "x", "[]", "{\"id\":"})
  void doesNotKnowWhetherItHasDeletedWhenTheAnswerIsNotTheSystems(String body) {
    answers("200 OK", body);
    assertFails(
        "UNCERTAIN",
        "network/remove-sim answered 200 with what is neither service nor monitor",
        () -> network.undo(Deeds.undo("remove-sim", Map.of("id", "svc-1"))));
    answers("200 OK", body);
    assertFails("UNCERTAIN", "neither service nor monitor", () -> network.perform(Deeds.delete()));
  }

  @Test
  void hasNotDeletedWhenOnlyAGatewayKnowsOfNothing() {
    answers("404 Not Found", "no route");
    assertFails(
        "UNAVAILABLE",
        "network/remove-sim answered 404",
        () -> network.undo(Deeds.undo("remove-sim", Map.of("id", "svc-1"))));
  }

  @Test
  void doesNotTakeAnUnreadableListForNothingToTakeBack() {
    answers("200 OK", "{\"services\": []}");
    assertFails(
        "UNAVAILABLE",
        "network/remove-sim answered 200, and what it answered is no list of services",
        () -> network.undo(Deeds.undo("remove-sim")));
  }

  @Test
  void takesATerminatedServiceForGone() {
    answers("200 OK", "[" + named(Deeds.KEY, "terminated") + "]");
    assertThat(network.readBack(Deeds.create())).isEmpty();
    answers("200 OK", named("line", "terminated"));
    assertThat(network.readBack(Deeds.delete())).contains(StepResult.done(Map.of()));
  }

  @Test
  void takesALaxFilterForAFilter() {
    answers("200 OK", "[" + named(Deeds.KEY + "-2", "active") + "]");
    assertThat(network.readBack(Deeds.create())).isEmpty();
  }

  @Test
  void takesAnErrorOfTheStandardForAnEmptyList() {
    answers("404 X", "{\"code\": \"60\", \"reason\": \"none\"}");
    assertThat(network.readBack(Deeds.create())).isEmpty();
    answers("404 X", "{\"status\": 404, \"path\": \"/wrong\"}");
    assertFails("UNAVAILABLE", "answered 404", () -> network.readBack(Deeds.create()));
  }

  // Modifying

  @Test
  void hasModifiedWithoutABody() {
    answers("200 OK", ACTIVE);
    answers("204 No Content", "");
    assertThat(network.perform(Deeds.modify()).pending()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"200 OK", "202 Accepted"})
  void isUncertainWhenAProxyAnswersAModification(String status) {
    answers("200 OK", ACTIVE);
    answers(status, "<html>");
    assertFails(
        "UNCERTAIN",
        "with what is neither service nor monitor",
        () -> network.perform(Deeds.modify()));
  }

  @Test
  void namesNoServiceOfTheCustomersInWhatAModificationIsFollowedBy() {
    answers("200 OK", ACTIVE);
    answers("202 Accepted", ACTIVE);
    assertThat(network.perform(Deeds.modify()).pending()).isEqualTo("look");
    answers("200 OK", ACTIVE);
    assertFails(
        "UNAVAILABLE",
        "is still at work",
        () -> network.follow(Deeds.modify().following("look", Map.of())));
  }

  // Badly behaved systems

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "null",
        "[]",
        "\"text\"",
        "{}",
        "{\"id\": {}}",
        "{\"id\": \"\"}",
        "{\"id\": \"a\"} trailing",
        "<html><body>Welcome</body></html>"
      })
  void isUncertainWhenASuccessCannotBeRead(String body) {
    answers("200 OK", body.isEmpty() ? "{" : body, "Content-Type: application/json");
    assertFails(
        "UNCERTAIN",
        "network/add-sim answered 200 with what is neither service nor monitor",
        create());
  }

  @Test
  void doesNotMindAWrongContentType() {
    answers("201 Created", ACTIVE, "Content-Type: text/html");
    assertThat(network.perform(Deeds.create()).answer()).containsEntry("id", "svc-1");
  }

  @Test
  void isUncertainWhenTheAnswerIsHuge() {
    answers("201 Created", "{\"id\": \"svc-1\", \"x\": \"" + "x".repeat(70_000) + "\"}");
    assertFails("UNCERTAIN", "answered 201", create());
  }

  @Test
  void isUncertainWhenTheAnswerIsDeeperThanAnybodyNeeds() {
    answers("201 Created", "[".repeat(30_000) + "]".repeat(30_000));
    assertFails("UNCERTAIN", "answered 201", create());
  }

  @Test
  void isUncertainWhenTheBodyComesTooSlowly() {
    scripts.add(
        exchange -> {
          exchange.send("HTTP/1.1 201 Created\r\nContent-Length: 60000\r\n\r\n{");
          exchange.dribble();
        });
    assertFails("UNCERTAIN", "answered 201", create());
  }

  @Test
  void isUncertainWhenTheConnectionIsReset() {
    scripts.add(RawServer.Exchange::reset);
    assertFails("UNCERTAIN", "", create());
  }

  @Test
  void isUncertainWhenNothingIsAnswered() {
    scripts.add(RawServer.Exchange::waitUntilGone);
    assertFails("UNCERTAIN", "", create());
  }

  @Test
  void isNotDoneWhenNobodyListens() {
    Tmf640System nobody = at(RawServer.nobody());
    assertFails("UNAVAILABLE", "", () -> nobody.perform(Deeds.create()));
  }

  @Test
  void hasNotModifiedAnythingWhenTheReadingBeforeItFails() {
    scripts.add(RawServer.Exchange::reset);
    assertFails("UNAVAILABLE", "", () -> network.perform(Deeds.modify()));
    answers("500 X", "");
    assertFails("UNAVAILABLE", "answered 500", () -> network.perform(Deeds.modify()));
    answers("200 OK", "garbage");
    assertFails("UNAVAILABLE", "is no service", () -> network.perform(Deeds.modify()));
    answers("403 X", "");
    assertFails("NEEDS_OPERATOR", "answered 403", () -> network.perform(Deeds.modify()));
    answers("400 X", "");
    assertFails("UNAVAILABLE", "answered 400", () -> network.perform(Deeds.modify()));
  }

  @Test
  void asksAgainWhenAMonitorCannotBeRead() {
    scripts.add(RawServer.Exchange::reset);
    assertFails("UNAVAILABLE", "", follow("/monitor/m"));
    answers("200 OK", "garbage");
    assertFails("UNAVAILABLE", "is no monitor", follow("/monitor/m"));
    answers("500 X", "");
    assertFails("UNAVAILABLE", "answered 500", follow("/monitor/m"));
    answers("200 OK", "{\"state\": \"SomethingNew\", \"sourceHref\": \"/service/1\"}");
    assertFails("UNAVAILABLE", "is still at work", follow("/monitor/m"));
  }

  @Test
  void isNotFooledByTheSizeOfAPage() {
    answers(
        "200 OK", "[" + named("x", "active") + (", " + named("x", "active")).repeat(2000) + "]");
    assertFails("UNAVAILABLE", "is no list of services", () -> network.readBack(Deeds.create()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"200", "202", "400", "401", "404", "409", "500", "503"})
  void showsNothingPersonal(String status, CapturedOutput output) {
    String body =
        "{\"code\": \"%s\", \"reason\": \"%s\", \"state\": \"%s\""
            .formatted(StepRequests.SERVICE_ID, StepRequests.ICCID, StepRequests.ICCID);
    for (StepRequest request : new StepRequest[] {Deeds.create(), Deeds.modify(), Deeds.delete()}) {
      for (String end : new String[] {"}", ""}) {
        scripts.clear();
        answers(status + " X", body + end);
        answers(status + " X", body + end);
        assertSilent(String.valueOf(thrownBy(() -> network.perform(request))));
        scripts.clear();
        answers(status + " X", body + end);
        answers(status + " X", body + end);
        assertSilent(
            String.valueOf(
                thrownBy(() -> network.follow(request.following("/monitor/m", Map.of())))));
      }
    }
    assertSilent(output.getAll());
  }

  private static void assertSilent(String text) {
    assertThat(text).doesNotContain(StepRequests.ICCID, StepRequests.SERVICE_ID);
  }

  private static @Nullable Throwable thrownBy(ThrowingCallable call) {
    return catchThrowable(call);
  }

  private static String named(String name, String state) {
    return "{\"id\": \"svc-1\", \"name\": \"%s\", \"state\": \"%s\"}".formatted(name, state);
  }

  private ThrowingCallable create() {
    return () -> network.perform(Deeds.create());
  }

  private ThrowingCallable follow(String reference) {
    return () -> network.follow(Deeds.create().following(reference, Map.of()));
  }

  private void answers(String status, String body, String... headers) {
    scripts.add(exchange -> exchange.answer(status, body, headers));
  }

  /** With these words; if they begin with the system, with no others. */
  private static void assertFails(String kind, String words, ThrowingCallable call) {
    ApplicationFailure failure = failureOf(call);
    assertThat(failure.getType()).isEqualTo(kind);
    if (words.startsWith("network/")) {
      assertThat(failure.getOriginalMessage()).isEqualTo(words);
    } else {
      assertThat(failure.getOriginalMessage()).contains(words);
    }
  }

  private static ApplicationFailure failureOf(ThrowingCallable call) {
    return requireNonNull(catchThrowableOfType(ApplicationFailure.class, call), "it did not fail");
  }

  private Tmf640System at(URI base) {
    return new Tmf640System(opened(new PlainConnection(base)), Deeds.SETTINGS, new SettableClock());
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }
}
