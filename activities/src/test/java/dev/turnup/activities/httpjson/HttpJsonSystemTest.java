package dev.turnup.activities.httpjson;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.turnup.activities.Attempt;
import dev.turnup.activities.RawServer;
import dev.turnup.activities.SettableClock;
import dev.turnup.activities.StepRequests;
import dev.turnup.activities.SystemSettingsOf;
import dev.turnup.activities.http.CallSpans;
import dev.turnup.activities.system.HttpSystemConnection;
import dev.turnup.activities.system.SystemSettings;
import dev.turnup.workflows.provisioning.ReadBack;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class HttpJsonSystemTest {

  private static final StepRequests DEED = StepRequests.valid();
  private static final String TOKEN = "t0p-s3cret";

  @RegisterExtension
  static final WireMockExtension NETWORK =
      WireMockExtension.newInstance()
          .options(options().dynamicPort().bindAddress("127.0.0.1"))
          .build();

  private final SettableClock clock = new SettableClock();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private HttpJsonSystem system = system("base-url=" + network("/n"));

  @AfterEach
  void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  // What is sent

  @Test
  void postsToTheActionUnderTheKey() {
    answer(okJson("{}"));
    perform();
    assertThat(sent().getMethod()).isEqualTo(RequestMethod.POST);
    assertThat(sent().getUrl()).isEqualTo("/n/activate");
    assertThat(sent().header("Idempotency-Key").values()).containsExactly(StepRequests.KEY);
    assertThat(sent().header("Request-Correlation-Id").values())
        .containsExactly(StepRequests.CORRELATION_ID);
    assertThat(sent().header("Accept").values()).containsExactly("application/json");
    assertThat(sent().header("Content-Type").values()).containsExactly("application/json");
  }

  @Test
  void saysInJsonWhatToDo() throws IOException {
    answer(okJson("{}"));
    perform();
    assertSent(
        """
        {"correlation_id": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
         "partner": "acme",
         "service_type": "applewatch",
         "step": "activate",
         "order": {"service_id": "612123456",
                   "service_details": {"secondary_iccid": "8934011411551283144"}},
         "results": {}}
        """);
  }

  @Test
  void tellsWhatTheStepsBeforeAnswered() throws IOException {
    answer(okJson("{}"));
    perform(
        DEED.after("reserve", Map.of("imsi", "214070000000001", "slots", List.of(1, 2)))
            .toRequest());
    assertSent(
        """
        {"correlation_id": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
         "partner": "acme",
         "service_type": "applewatch",
         "step": "activate",
         "order": {"service_id": "612123456",
                   "service_details": {"secondary_iccid": "8934011411551283144"}},
         "results": {"reserve": {"imsi": "214070000000001", "slots": [1, 2]}}}
        """);
  }

  @Test
  void namesTheDeedThatAnUndoTakesBack() throws IOException {
    answer(okJson("{}"));
    undo();
    assertThat(sent().getUrl()).isEqualTo("/n/deactivate");
    assertThat(sent().header("Idempotency-Key").firstValue()).isEqualTo(StepRequests.KEY + ".undo");
    assertSent(
        """
        {"correlation_id": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
         "partner": "acme",
         "service_type": "applewatch",
         "step": "activate",
         "undoes": "7c9e6679-7425-40de-944b-e07fc1f90ae7.activate",
         "effective_date": "2026-11-24T08:30:00.123Z",
         "order": {"service_id": "612123456",
                   "service_details": {"secondary_iccid": "8934011411551283144"}},
         "results": {}}
        """);
  }

  @Test
  void tellsApartFromAnswersWhatAnOperatorCorrectedSince() throws IOException {
    answer(okJson("{}"));
    perform(
        DEED.after("reserve", Map.of("imsi", "214070000000001"))
            .corrected(Map.of("imsi", "214070000000002"))
            .toRequest());
    assertSent(
        """
        {"correlation_id": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
         "partner": "acme",
         "service_type": "applewatch",
         "step": "activate",
         "order": {"service_id": "612123456",
                   "service_details": {"secondary_iccid": "8934011411551283144"}},
         "results": {"reserve": {"imsi": "214070000000001"}},
         "corrections": {"imsi": "214070000000002"}}
        """);
  }

  @Test
  void keepsLettersThatAreNotAscii() throws IOException {
    answer(okJson("{\"name\":\"Ñandú 📶\"}"));
    StepRequest request = DEED.after("reserve", Map.of("name", "Ñandú 📶")).toRequest();
    assertThat(perform(request).answer()).containsEntry("name", "Ñandú 📶");
    assertThat(new ObjectMapper().readTree(sent().getBody()).at("/results/reserve/name").asText())
        .isEqualTo("Ñandú 📶");
  }

  @Test
  void asksAsTheActionIsConfigured() {
    at("actions.activate.method=PUT", "actions.activate.path=/lines/{service_id}/sims/{iccid}?a=b");
    answer(okJson("{}"));
    perform();
    assertThat(sent().getMethod()).isEqualTo(RequestMethod.PUT);
    assertThat(sent().getUrl())
        .isEqualTo("/n/lines/612123456/sims/%s?a=b".formatted(StepRequests.ICCID));
    assertThat(sent().getBodyAsString()).contains("\"step\":\"activate\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE"})
  void sendsNoBodyWhereItHasNoMeaning(String method) {
    at("actions.activate.method=" + method, "actions.activate.path=/deeds/{idempotency_key}");
    answer(okJson("{}"));
    perform();
    assertThat(sent().getMethod().getName()).isEqualTo(method);
    assertThat(sent().getUrl()).isEqualTo("/n/deeds/" + StepRequests.KEY);
    assertThat(sent().getBodyAsString()).isEmpty();
    assertThat(sent().header("Content-Type").isPresent()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "a b, a%20b",
    "a/../b, a%2F..%2Fb",
    "a?b=c&d#e, a%3Fb%3Dc%26d%23e",
    "{iccid}$1, %7Biccid%7D%241",
    "Ñ, %C3%91"
  })
  void encodesFactsInAPath(String fact, String expected) {
    at("actions.activate.path=/lines/{line}");
    answer(okJson("{}"));
    perform(DEED.after("reserve", Map.of("line", fact)).toRequest());
    assertThat(sent().getUrl()).isEqualTo("/n/lines/" + expected);
  }

  @Test
  void needsAnOperatorWhenAFactForThePathIsNotKnown() {
    at("actions.activate.path=/lines/{line}");
    ApplicationFailure failure = failure();
    assertThat(failure.getType()).isEqualTo("NEEDS_OPERATOR");
    assertThat(failure.getOriginalMessage())
        .isEqualTo("network/activate was not called: its path needs line, which is not known");
    assertThat(NETWORK.findAll(anyRequestedFor(anyUrl()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {".", ".."})
  void rejectsAFactThatWouldLeadElsewhere(String fact) {
    at("actions.activate.path=/lines/{line}");
    StepRequest request = DEED.after("reserve", Map.of("line", fact)).toRequest();
    assertThat(Attempt.failureOf(() -> system.perform(request)).getType()).isEqualTo("REJECTED");
    assertThat(NETWORK.findAll(anyRequestedFor(anyUrl()))).isEmpty();
  }

  // Success

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 203})
  void returnsTheMembersOfTheAnswer(int status) {
    answer(status(status).withBody("{\"service_id\":\"612999999\",\"n\":[1]}"));
    StepResult result = perform();
    assertThat(result.pending()).isNull();
    assertThat(result.answer())
        .containsExactlyInAnyOrderEntriesOf(Map.of("service_id", "612999999", "n", List.of(1)));
    assertThat(result.serviceId()).isEqualTo("612999999");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\r\n", "{}"})
  void returnsNoMembersWhenTheAnswerHasNone(String body) {
    answer(status(200).withBody(body));
    assertThat(perform().answer()).isEmpty();
  }

  @Test
  void returnsNoMembersFor204() {
    answer(status(204));
    assertThat(perform()).isEqualTo(StepResult.done(Map.of()));
  }

  @Test
  void doesNotInsistOnTheContentType() {
    answer(aResponse().withHeader("Content-Type", "text/plain").withBody("{\"a\":1}"));
    assertThat(perform().answer()).containsEntry("a", 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><body>Welcome</body></html>",
        "[{\"a\":1}]",
        "\"done\"",
        "42",
        "null",
        "{\"a\":",
        "{\"a\":1} and more"
      })
  void isUncertainWhenTheAnswerIsNoJsonObject(String body) {
    answer(status(200).withBody(body));
    assertUncertain(failure()).isEqualTo("network/activate answered 200 without a JSON object");
  }

  @Test
  void isUncertainWhenTheAnswerIsTooLong() {
    answer(okJson("{\"a\":\"" + "x".repeat(1_000_000) + "\"}"));
    assertUncertain(failure())
        .isEqualTo("network/activate answered 200 with a body that broke off or is too long");
  }

  @Test
  void isUncertainWhenAnUndoIsAnsweredByWhatIsNotTheSystem() {
    answer(status(200).withBody("<html>Please log in</html>"));
    assertUncertain(Attempt.failureOf(this::undo))
        .isEqualTo("network/deactivate answered 200 without a JSON object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"service_id\":\"612999999\"}"})
  void hasNothingToSayOfAnUndo(String body) {
    answer(status(200).withBody(body));
    assertThat(undo()).isEqualTo(StepResult.done(Map.of()));
  }

  // Work that goes on

  @Test
  void isPendingWhenTheSystemHasOnlyTakenTheWork() {
    answer(jsonResponse("{\"service_id\":\"not yet\"}", 202));
    StepResult result = perform();
    assertThat(result).isEqualTo(StepResult.pending(StepRequests.KEY));
  }

  @Test
  void isDoneWhenTheWorkIsTakenThatCanNeitherBeAskedForAgainNorLookedUp() {
    answer(jsonResponse("{\"order\":\"o-1\"}", 202));
    assertThat(perform(DEED.held().toRequest())).isEqualTo(StepResult.done(Map.of("order", "o-1")));
    answer(status(202));
    assertThat(perform(DEED.held().toRequest())).isEqualTo(StepResult.done(Map.of()));
  }

  @Test
  void isPendingWhenTheWorkIsTakenThatCanBeLookedUp() {
    answer(status(202));
    assertThat(perform(DEED.looking().toRequest())).isEqualTo(StepResult.pending(StepRequests.KEY));
  }

  @Test
  void asksTheSameAgainToFollowTheWork() {
    answer(okJson("{\"line\":1}"));
    StepRequest request = DEED.following(StepRequests.KEY).toRequest();
    assertThat(follow(request)).isEqualTo(StepResult.done(Map.of("line", 1)));
    assertThat(sent().getUrl()).isEqualTo("/n/activate");
    assertThat(sent().header("Idempotency-Key").values()).containsExactly(StepRequests.KEY);
  }

  @Test
  void isUnavailableAsLongAsTheSystemIsAtWork(CapturedOutput output) {
    answer(status(202).withHeader("Retry-After", "600"));
    ApplicationFailure failure =
        Attempt.failureOf(() -> system.follow(DEED.following(StepRequests.KEY).toRequest()));
    assertUnavailable(failure).isEqualTo("network/activate is still at work");
    assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofMinutes(10));
    assertThat(output.getAll()).as("nothing is wrong").doesNotContain("WARN  dev.turnup");
  }

  @ParameterizedTest
  @CsvSource({
    "409, REJECTED",
    "503, UNAVAILABLE",
    "500, UNAVAILABLE",
    "504, UNAVAILABLE",
    "401, NEEDS_OPERATOR"
  })
  void failsToFollowAsItFailsToPerformButDoesNotTakeTheWorkForOver(int status, String type) {
    answer(status(status));
    StepRequest request = DEED.following(StepRequests.KEY).toRequest();
    assertThat(Attempt.failureOf(() -> system.follow(request)).getType()).isEqualTo(type);
  }

  @Test
  void isUnavailableWhenNobodySaysHowFarTheWorkIs() {
    answer(aResponse().withFault(Fault.EMPTY_RESPONSE));
    assertUnavailable(
            Attempt.failureOf(() -> system.follow(DEED.following(StepRequests.KEY).toRequest())))
        .startsWith("network/activate did not answer");
  }

  @Test
  void isUncertainWhenTheWorkIsOverAndNobodyKnowsHow() {
    answer(status(200).withBody("<html>It works!</html>"));
    assertUncertain(
            Attempt.failureOf(() -> system.follow(DEED.following(StepRequests.KEY).toRequest())))
        .isEqualTo("network/activate answered 200 without a JSON object");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 410})
  void followsAnUndoAsWell(int status) {
    answer(status(202));
    StepResult result = undo();
    assertThat(result).isEqualTo(StepResult.pending(StepRequests.KEY + ".undo"));
    answer(status(status));
    StepRequest request = DEED.undo().following(StepRequests.KEY + ".undo").toRequest();
    assertThat(follow(request)).isEqualTo(StepResult.done(Map.of()));
  }

  // Refusals and "later"

  @ParameterizedTest
  @ValueSource(ints = {400, 402, 409, 410, 412, 413, 422, 451})
  void isRejectedWithoutAlarmWhenTheSystemRefuses(int status) {
    answer(status(status));
    ApplicationFailure failure = failure();
    assertThat(failure.getType()).isEqualTo("REJECTED");
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(failure.getCategory()).isEqualTo(ApplicationErrorCategory.BENIGN);
    assertThat(failure.getOriginalMessage()).isEqualTo("network/activate answered " + status);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405, 406, 408, 415, 425, 429, 503, 300, 301, 304, 307, 308})
  void isUnavailableWhenTheSystemCannotSay(int status) {
    answer(status(status));
    ApplicationFailure failure = failure();
    assertUnavailable(failure).isEqualTo("network/activate answered " + status);
    assertThat(failure.getNextRetryDelay()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 501, 502, 504, 599})
  void isUncertainWhenTheSystemFails(int status) {
    answer(status(status));
    assertUncertain(failure()).isEqualTo("network/activate answered " + status);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void needsAnOperatorWhenWeAreNotLetIn(int status) {
    answer(status(status));
    ApplicationFailure failure = failure();
    assertThat(failure.getType()).isEqualTo("NEEDS_OPERATOR");
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(failure.getOriginalMessage()).isEqualTo("network/activate answered " + status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INVENTORY_EMPTY", "CONTRADICTORY_STATE"})
  void needsAnOperatorWhenTheStockIsEmptyOrStatesDiffer(String code) {
    answer(jsonResponse("{\"code\":\"%s\",\"title\":\"x\"}".formatted(code), 409));
    ApplicationFailure failure = failure();
    assertThat(failure.getType()).isEqualTo("NEEDS_OPERATOR");
    assertThat(failure.getOriginalMessage()).isEqualTo("network/activate answered 409 " + code);
  }

  @Test
  void needsAnOperatorForTheConfiguredCodes() {
    at("needs-operator-codes=NO_STOCK,E-17");
    answer(jsonResponse("{\"code\":\"E-17\"}", 409));
    assertThat(failure().getType()).isEqualTo("NEEDS_OPERATOR");
    answer(jsonResponse("{\"code\":\"INVENTORY_EMPTY\"}", 409));
    assertThat(failure().getType()).isEqualTo("REJECTED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"code\":\"612123456\"}",
        "{\"code\":null}",
        "{\"code\":[\"INVENTORY_EMPTY\"]}",
        "\"INVENTORY_EMPTY\"",
        "<code>INVENTORY_EMPTY</code>"
      })
  void isRejectedByAnyOtherConflict(String body) {
    answer(status(409).withBody(body));
    ApplicationFailure failure = failure();
    assertThat(failure.getType()).isEqualTo("REJECTED");
    assertThat(failure.getOriginalMessage()).isEqualTo("network/activate answered 409");
  }

  @Test
  void takesA404ForTheSystemsOwnWordIfItIsAJsonObject() {
    answer(jsonResponse("{}", 404));
    assertThat(failure().getType()).isEqualTo("REJECTED");
    assertThat(undo()).isEqualTo(StepResult.done(Map.of()));
  }

  @Test
  void doesNotFollowARedirect() {
    answer(status(302).withHeader("Location", NETWORK.url("/elsewhere")));
    assertUnavailable(failure()).isEqualTo("network/activate answered 302");
    assertThat(NETWORK.findAll(anyRequestedFor(anyUrl()))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 410})
  void hasNothingLeftToUndo(int status) {
    answer(status(status));
    assertThat(undo()).isEqualTo(StepResult.done(Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "409, REJECTED",
    "422, REJECTED",
    "503, UNAVAILABLE",
    "403, NEEDS_OPERATOR",
    "500, UNCERTAIN",
    "404, UNAVAILABLE"
  })
  void reportsAnUndoThatDidNotHappen(int status, String type) {
    answer(status(status));
    ApplicationFailure failure = Attempt.failureOf(() -> system.undo(DEED.undo().toRequest()));
    assertThat(failure.getType()).isEqualTo(type);
    assertThat(failure.getOriginalMessage()).isEqualTo("network/deactivate answered " + status);
  }

  // Reading back

  @Test
  void asksWhetherADeedHasHappened() throws IOException {
    answer(okJson("{\"policy\":\"P-1\"}"));
    assertThat(readBack()).contains(StepResult.done(Map.of("policy", "P-1")));
    assertThat(sent().getUrl()).isEqualTo("/n/find-policy");
    assertThat(sent().header("Idempotency-Key").isPresent()).isFalse();
    assertSent(
        """
        {"correlation_id": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
         "partner": "acme",
         "service_type": "applewatch",
         "step": "activate",
         "read_back_of": "7c9e6679-7425-40de-944b-e07fc1f90ae7.activate",
         "order": {"service_id": "612123456",
                   "service_details": {"secondary_iccid": "8934011411551283144"}},
         "results": {}}
        """);
  }

  @Test
  void looksAsTheActionIsConfigured() {
    at(
        "actions.find-policy.method=GET",
        "actions.find-policy.path=/policies?key={idempotency_key}");
    answer(okJson("{}"));
    assertThat(readBack()).contains(StepResult.done(Map.of()));
    assertThat(sent().getUrl()).isEqualTo("/n/policies?key=" + StepRequests.KEY);
  }

  @Test
  void hasNotHappenedWhenTheSystemSaysThatThereIsNone() {
    answer(jsonResponse("{\"code\":\"NOT_FOUND\"}", 404));
    assertThat(readBack()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "404, UNAVAILABLE",
    "503, UNAVAILABLE",
    "401, NEEDS_OPERATOR",
    "500, UNCERTAIN",
    "400, REJECTED",
    "410, REJECTED",
    "200, UNCERTAIN",
    "202, UNCERTAIN",
    "204, UNCERTAIN"
  })
  void isNotKnownWhetherItHappenedWhenTheAnswerSaysNeither(int status, String type) {
    answer(status(status));
    ApplicationFailure failure = Attempt.failureOf(() -> system.readBack(looking()));
    assertThat(failure.getType()).isEqualTo(type);
  }

  @Test
  void neverLooksWithTheDeedsOwnAction() {
    ApplicationFailure failure = Attempt.failureOf(() -> system.readBack(DEED.toRequest()));
    assertThat(failure.getType()).isEqualTo("NEEDS_OPERATOR");
    assertThat(failure.getOriginalMessage())
        .contains("the plan's step 'activate' needs read-back: <action> or <system>/<action>");
  }

  // Retry-After

  @ParameterizedTest
  @CsvSource({
    "429, 7, 7",
    "503, 120, 120",
    "503, 3600, 3600",
    "503, 3601, 3600",
    "500, 60, 60",
    "503, 'Mon, 23 Nov 2026 10:00:45 GMT', 45"
  })
  void waitsAsLongAsTheSystemAsksForUpToAnHour(int status, String asked, long seconds) {
    assertThat(pauseAfter(status, asked)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "0", "Mon, 23 Nov 2026 09:59:00 GMT"})
  void leavesThePauseToThePolicyWhenTheSystemAsksForNoneThatMakesSense(String asked) {
    assertThat(pauseAfter(503, asked)).isNull();
  }

  // No answer

  @ParameterizedTest
  @EnumSource(names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE"})
  void isUncertainWhenTheConnectionBreaks(Fault fault) {
    answer(aResponse().withFault(fault));
    assertUncertain(failure()).startsWith("network/activate did not answer: ");
  }

  @Test
  void isUncertainWhenTheBodyBreaksOff() {
    at(
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"service_id\":\"6");
          exchange.close();
        });
    assertUncertain(failure()).contains("answered 200 with a body that broke off");
  }

  @Test
  void isUncertainWhenTheBodyComesTooSlowly() {
    at(
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n{");
          exchange.dribble();
        });
    assertUncertain(failure()).contains("answered 200 with a body that broke off");
  }

  @Test
  void doesNotDoubtARefusalWhoseBodyBreaksOff() {
    at(
        exchange -> {
          exchange.send("HTTP/1.1 409 Conflict\r\nContent-Length: 500\r\n\r\n{");
          exchange.close();
        });
    assertThat(failure().getType()).isEqualTo("REJECTED");
  }

  // What is seen from outside

  @ParameterizedTest
  @ValueSource(ints = {503, 500, 401})
  void logsOneLineWithTheOperationWhenItIsNotDone(int status, CapturedOutput output) {
    answer(status(status));
    failure();
    assertThat(output.getAll().lines().filter(line -> line.startsWith("WARN  dev.turnup")))
        .singleElement()
        .asString()
        .contains("network/activate answered " + status, StepRequests.CORRELATION_ID);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 401, 409, 500})
  void neverShowsSecretsOrPersonalData(int status, CapturedOutput output) {
    at("credentials.value=Bearer " + TOKEN);
    answer(
        status(status)
            .withBody(
                "{\"iccid\":\"%s\",\"service_id\":\"%s\",\"auth\":\"%s\""
                    .formatted(StepRequests.ICCID, StepRequests.SERVICE_ID, TOKEN)));
    ApplicationFailure failure = failure();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      assertSilent(cause.toString());
    }
    assertSilent(output.getAll());
  }

  private static void assertSilent(String text) {
    assertThat(text).doesNotContain(StepRequests.ICCID, StepRequests.SERVICE_ID, TOKEN);
  }

  private static AbstractStringAssert<?> assertUnavailable(ApplicationFailure failure) {
    return assertRetryable(failure, "UNAVAILABLE");
  }

  private static AbstractStringAssert<?> assertUncertain(ApplicationFailure failure) {
    return assertRetryable(failure, "UNCERTAIN");
  }

  private static AbstractStringAssert<?> assertRetryable(ApplicationFailure failure, String type) {
    assertThat(failure.getType()).isEqualTo(type);
    assertThat(failure.isNonRetryable()).isFalse();
    return assertThat(failure.getOriginalMessage());
  }

  private static void answer(ResponseDefinitionBuilder answer) {
    NETWORK.stubFor(any(anyUrl()).willReturn(answer));
  }

  private void at(RawServer.Script script) {
    system = system("base-url=" + opened(new RawServer(script)).address("/n"), "timeout=500ms");
  }

  private void at(String... properties) {
    system =
        system(
            Stream.concat(Stream.of("base-url=" + network("/n")), Stream.of(properties))
                .toArray(String[]::new));
  }

  private HttpJsonSystem system(String... properties) {
    SystemSettings settings = SystemSettingsOf.properties(properties);
    HttpSystemConnection connection =
        opened(
            new HttpSystemConnection(
                "network",
                settings,
                new DefaultSslBundleRegistry(),
                new SimpleMeterRegistry(),
                clock,
                CallSpans.NONE));
    return new HttpJsonSystem(connection, settings.asHttpJson(), clock);
  }

  private static URI network(String path) {
    return URI.create("http://127.0.0.1:" + NETWORK.getPort() + path);
  }

  private StepResult perform() {
    return perform(DEED.toRequest());
  }

  private StepResult perform(StepRequest request) {
    return Attempt.durable(() -> system.perform(request));
  }

  private StepResult undo() {
    return Attempt.durable(() -> system.undo(DEED.undo().toRequest()));
  }

  private StepResult follow(StepRequest request) {
    return Attempt.durable(() -> system.follow(request));
  }

  private Optional<StepResult> readBack() {
    return Attempt.durable(() -> system.readBack(looking()));
  }

  private static StepRequest looking() {
    return DEED.doing("find-policy").lookingAt(new ReadBack("network", "find-policy")).toRequest();
  }

  private ApplicationFailure failure() {
    return Attempt.failureOf(() -> system.perform(DEED.toRequest()));
  }

  private @Nullable Duration pauseAfter(int status, String retryAfter) {
    clock.set(Instant.parse("2026-11-23T10:00:00Z"));
    answer(status(status).withHeader("Retry-After", retryAfter));
    return failure().getNextRetryDelay();
  }

  private static LoggedRequest sent() {
    List<LoggedRequest> requests = NETWORK.findAll(anyRequestedFor(anyUrl()));
    assertThat(requests).hasSize(1);
    return requests.getFirst();
  }

  private static void assertSent(String expected) throws IOException {
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(sent().getBody())).isEqualTo(json.readTree(expected));
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }
}
