package dev.turnup.api.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.Answer;
import dev.turnup.api.ApiTest;
import dev.turnup.api.Body;
import dev.turnup.api.Call;
import dev.turnup.api.Desk;
import dev.turnup.api.Engine;
import dev.turnup.api.Token;
import dev.turnup.workflows.callback.CallbackState;
import dev.turnup.workflows.callback.WebhookId;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

@ApiTest
@Import(Engine.class)
class CallbacksTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Outcome CREATED = Outcome.success(OutcomeCode.SERVICE_CREATED, "tv-1");
  private static final Outcome REJECTED =
      new Outcome(OutcomeCode.PROVISIONING_REJECTED, "", null, null, List.of(), List.of());

  private final Desk desk;
  private final Engine engine;

  CallbacksTest(Desk desk, Engine engine) {
    this.desk = desk;
    this.engine = engine;
  }

  @Test
  void showsEveryAttemptWithItsProof() {
    String id = ended(REJECTED, CallbackState.UNDELIVERABLE);

    JsonNode callback = status(id).path("callback");

    assertThat(callback.path("state").asString()).isEqualTo("UNDELIVERABLE");
    assertThat(callback.path("webhook_id").asString()).isEqualTo(WebhookId.of(id));
    assertThat(callback.path("receiver").asString()).isEqualTo("partner.example");
    assertThat(callback.path("attempts_made").asInt()).isEqualTo(1);
    assertThat(callback.has("next_attempt_at")).isFalse();
    assertThat(callback.path("attempts").toString())
        .isEqualTo(
            "[{\"at\":\"2026-11-25T02:11:05Z\",\"address_class\":\"PUBLIC_IPV4\",\"status\":410,"
                + "\"latency_ms\":7,\"error\":\"GONE\",\"answer\":\"no more\"}]");
  }

  @Test
  void showsWhenTheNextAttemptIsMade() throws InterruptedException {
    String id = started(engine.toWaitForItsReceiver());

    JsonNode callback = await("/v3/operations/" + id, status -> status.has("callback"));

    assertThat(callback.path("callback").path("state").asString()).isEqualTo("PENDING");
    assertThat(callback.path("callback").path("next_attempt_at").asString())
        .isEqualTo("2026-11-25T02:11:10Z");
  }

  @ParameterizedTest
  @CsvSource({"DELIVERED", "UNDELIVERABLE", "MARKED_DELIVERED"})
  void tellsAnOutcomeOnceMoreWhenItIsOver(CallbackState before) throws InterruptedException {
    String id = ended(CREATED, before);

    Answer answer = redeliver(id).send();

    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    assertThat(answer.header("Location")).isEqualTo("/v3/operations/" + id);
    assertThat(answer.id()).isEqualTo(answer.sentId());
    JsonNode status = awaitRedelivery(id, isNow("DELIVERED"));
    assertThat(status.path("callback").path("state").asString()).isEqualTo(before.name());
    assertThat(status.path("callback").path("redelivery").path("webhook_id").asString())
        .isEqualTo(WebhookId.of(id));
  }

  @Test
  void showsThatTheReceiverDidNotTakeItThisTimeEither() throws InterruptedException {
    String id = ended(REJECTED, CallbackState.UNDELIVERABLE);

    redeliver(id).send();

    awaitRedelivery(id, isNow("UNDELIVERABLE"));
  }

  @Test
  void sendsAtOnceWhatWaitsForItsNextAttempt() throws InterruptedException {
    String id = started(engine.toWaitForItsReceiver());
    await("/v3/operations/" + id, status -> status.has("callback"));

    assertThat(redeliver(id).send().status()).isEqualTo(202);

    engine.await(id);
    assertThat(status(id).path("callback").path("state").asString()).isEqualTo("DELIVERED");
    assertThat(status(id).path("callback").has("redelivery")).isFalse();
  }

  @Test
  void sendsAtOnceWhatWaitsInARedeliveryOfAnOperationThatWasEndedFromOutside()
      throws InterruptedException {
    String id = endedFromOutside();
    engine.redeliver(id, "https://partner.example/later");
    awaitRedelivery(id, hasMade(1));

    assertThat(redeliver(id).send().status()).isEqualTo(202);

    awaitRedelivery(id, hasMade(2));
  }

  @Test
  void goesWhereItWasSentLastIfTheOperationWasEndedFromOutside() throws InterruptedException {
    String id = endedFromOutside();
    engine.redeliver(id, "https://moved.example/ok");
    awaitRedelivery(id, isNow("DELIVERED"));

    assertThat(redeliver(id).send().status()).isEqualTo(202);

    awaitRedelivery(id, again -> again.path("receiver").asString("").equals("moved.example"));
  }

  @Test
  void keepsThePaceOfRedeliveriesOfAnOperationThatWasEndedFromOutside()
      throws InterruptedException {
    String id = endedFromOutside();
    engine.redeliver(id, "https://partner.example/just-now");
    awaitRedelivery(id, isNow("DELIVERED"));

    redeliver(id).send().isProblem(429, "TOO_MANY_REQUESTS", "Too many requests");
  }

  @Test
  void sendsNothingAgainThatWasSentAMomentAgo() {
    String id = started(engine.toBeTakenJustNow());
    engine.await(id);

    Answer answer = redeliver(id).send();

    answer.isProblem(429, "TOO_MANY_REQUESTS", "Too many requests");
    assertThat(Integer.parseInt(String.valueOf(answer.header("Retry-After")))).isBetween(1, 6);
  }

  @Test
  void sendsNothingTwiceAtATime() throws InterruptedException {
    String id = started(engine.toBeSentRightNow());
    await("/v3/operations/" + id, status -> status.has("callback"));

    redeliver(id).send().isProblem(429, "TOO_MANY_REQUESTS", "Too many requests");

    assertThat(status(id).path("callback").has("redelivery")).isFalse();
  }

  @Test
  void hasNothingToTellWhileThereIsNoOutcome() {
    String id = desk.post("/v3/tv/").send().isAccepted().id();

    redeliver(id).send().isProblem(409, "NOTHING_TO_TELL", "The operation has no outcome yet");
  }

  @Test
  void answers404ForAnotherPartnersOperationAsForOneThatNeverWas() {
    String id = ended(CREATED, CallbackState.DELIVERED);

    redeliver(id).asPartner("rival").send().isProblem(404, "NOT_FOUND", "Resource not found");
    redeliver(UUID.randomUUID().toString())
        .send()
        .isProblem(404, "NOT_FOUND", "Resource not found");
    redeliver("42").send().isProblem(404, "NOT_FOUND", "Resource not found");
  }

  @Test
  void showsRedeliveriesToTheirPartnerOnly() {
    String id = ended(CREATED, CallbackState.DELIVERED);
    String path = "/v3/operations/" + id + "/callback-redeliveries";

    // Temporal in memory finds none.
    assertThat(desk.get(path).send().body()).isEqualTo("{\"redeliveries\":[]}");
    desk.get(path).asPartner("rival").send().isProblem(404, "NOT_FOUND", "Resource not found");
    desk.get("/v3/operations/42/callback-redeliveries")
        .send()
        .isProblem(404, "NOT_FOUND", "Resource not found");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v3/operations/4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b11/callback-redeliveries",
    "POST, /v3/callback-redeliveries",
    "POST, /v3/callback-tests"
  })
  void answers403WithoutTheScopeToChangeThings(String method, String path) {
    desk.call(method, path)
        .as(Token.valid().withScope("operations:read events:write metrics:read"))
        .withBody("{}")
        .send()
        .isProblem(403, "FORBIDDEN_RESOURCE", "Request forbidden by administrative rules");
  }

  @Test
  void tellsAllAgainThatDidNotGetThrough() throws InterruptedException {
    String id = ended(CREATED, CallbackState.UNDELIVERABLE);
    engine.findUndelivered(id);

    Answer answer = bulk("{\"failed_since\":\"2026-11-24T00:00:00Z\"}");

    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    String location = "/v3/callback-redeliveries/" + answer.id();
    assertThat(answer.header("Location")).isEqualTo(location);
    JsonNode progress = await(location, seen -> seen.path("state").asString().equals("completed"));
    assertThat(progress.path("begun").asInt() + progress.path("passed_over").asInt()).isPositive();
    awaitRedelivery(id, again -> again.path("state").isString());
    desk.get(location).asPartner("rival").send().isProblem(404, "NOT_FOUND", "Resource not found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|failed_since",
        "{\"failed_since\":\"yesterday\"}|failed_since",
        "{\"failed_since\":\"2026-11-24T00:00:00Z\",\"host\":\"a' OR 1=1\"}|host"
      })
  void refusesWhatItCannotSearchFor(String body, String field) {
    bulk(body).isBadRequestNaming(field);
  }

  @Test
  void beginsTheSameOnce() {
    String id = UUID.randomUUID().toString();
    Call call =
        desk.call("POST", "/v3/callback-redeliveries")
            .withId(id)
            .withBody("{\"failed_since\":\"2026-11-24T00:00:00Z\"}");

    assertThat(call.send().status()).isEqualTo(202);
    call.send().isProblem(406, "DUPLICATE_WORKFLOW_ID", "Duplicate workflow id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v3/callback-redeliveries|{\"failed_since\":\"2026-11-24T00:00:00Z\"}"
            + "|{\"failed_since\":\"2026-11-24T00:00:00Z\",\"host\":\"partner.example\"}",
        "/v3/callback-tests"
            + "|{\"callback_success_url\":\"https://partner.example/ok\","
            + "\"callback_error_url\":\"https://partner.example/failed\"}"
            + "|{\"callback_success_url\":\"https://partner.example/ok\","
            + "\"callback_error_url\":\"https://partner.example/other\"}"
      })
  void tellsWhatTheFirstRequestWas(String path, String body, String other) {
    String id = UUID.randomUUID().toString();
    Call call = desk.call("POST", path).withId(id).withBody(body);
    assertThat(call.send().status()).isEqualTo(202);

    Answer same = isDuplicate(call.send());
    Answer another = isDuplicate(desk.call("POST", path).withId(id).withBody(other).send());
    Answer rivals = isDuplicate(call.asPartner("rival").send());

    assertThat(same.header("Location")).isEqualTo(path + "/" + id);
    assertThat(same.json().path("detail").asString()).contains("the same body");
    assertThat(another.header("Location")).isEqualTo(path + "/" + id);
    assertThat(another.json().path("detail").asString()).contains("another body");
    assertThat(rivals.header("Location")).isNull();
    assertThat(rivals.json().propertyNames())
        .containsExactlyInAnyOrder("code", "title", "status", "type");
  }

  private static Answer isDuplicate(Answer answer) {
    return answer.isProblem(406, "DUPLICATE_WORKFLOW_ID", "Duplicate workflow id");
  }

  @Test
  void triesReceiversOutAndShowsWhatWasSeen() throws InterruptedException {
    Answer answer =
        desk.call("POST", "/v3/callback-tests")
            .withBody(
                "{\"callback_success_url\":\"https://partner.example/ok\","
                    + "\"callback_error_url\":\"https://partner.example/failed\"}")
            .send();

    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    String location = "/v3/callback-tests/" + answer.id();
    assertThat(answer.header("Location")).isEqualTo(location);
    JsonNode seen = await(location, test -> test.path("state").asString().equals("completed"));
    assertThat(seen.path("success_event").path("status").asInt()).isEqualTo(204);
    assertThat(seen.path("success_event").has("error")).isFalse();
    assertThat(seen.path("error_event").path("error").asString()).isEqualTo("GONE");
    assertThat(seen.path("error_event").path("answer").asString()).isEqualTo("no more");
    desk.get(location).asPartner("rival").send().isProblem(404, "NOT_FOUND", "Resource not found");
  }

  @Test
  void refusesToTryOutWhatMayNotBeCalled() {
    desk.call("POST", "/v3/callback-tests")
        .withBody("{\"callback_success_url\":\"https://127.0.0.1/ok\"}")
        .send()
        .isProblem(400, "BAD_REQUEST", "MISSING CALLBACK URL")
        .names("callback_success_url", "callback_error_url");
    desk.call("POST", "/v3/callback-tests")
        .withBody(
            "{\"callback_success_url\":\"https://127.0.0.1/ok\","
                + "\"callback_error_url\":\"https://partner.example/failed\"}")
        .send()
        .isProblem(400, "BAD_REQUEST", "CALLBACK URL NOT ALLOWED")
        .names("callback_success_url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v3/callback-tests/", "/v3/callback-redeliveries/"})
  void answers404ForWhatWasNeverBegun(String path) {
    desk.get(path + UUID.randomUUID()).send().isProblem(404, "NOT_FOUND", "Resource not found");
    desk.get(path + "42").send().isProblem(404, "NOT_FOUND", "Resource not found");
  }

  private Answer bulk(String body) {
    return desk.call("POST", "/v3/callback-redeliveries").withBody(body).send();
  }

  private Call redeliver(String id) {
    return desk.call("POST", "/v3/operations/" + id + "/callback-redeliveries");
  }

  private String ended(Outcome outcome, CallbackState callback) {
    String id = started(engine.toEndWith(outcome, callback));
    engine.await(id);
    return id;
  }

  /** Its outcome is decided and was not taken, and nobody goes on to tell it. */
  private String endedFromOutside() throws InterruptedException {
    String id = started(engine.toWaitForItsReceiver());
    await("/v3/operations/" + id, status -> status.has("callback"));
    engine.terminate(id);
    return id;
  }

  private String started(Body request) {
    return desk.post("/v3/tv/").with(request).send().isAccepted().id();
  }

  private JsonNode status(String id) {
    return desk.get("/v3/operations/" + id).send().json();
  }

  private static Predicate<JsonNode> isNow(String state) {
    return callback -> callback.path("state").asString("").equals(state);
  }

  private static Predicate<JsonNode> hasMade(int attempts) {
    return callback -> callback.path("attempts_made").asInt(0) == attempts;
  }

  /** The status of the operation, as soon as its latest redelivery is like this. */
  private JsonNode awaitRedelivery(String id, Predicate<JsonNode> reached)
      throws InterruptedException {
    return await(
        "/v3/operations/" + id, status -> reached.test(status.path("callback").path("redelivery")));
  }

  private JsonNode await(String path, Predicate<JsonNode> reached) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    JsonNode seen = desk.get(path).send().json();
    while (!reached.test(seen) && Instant.now().isBefore(end)) {
      Thread.sleep(20);
      seen = desk.get(path).send().json();
    }
    assertThat(reached.test(seen)).as(seen.toString()).isTrue();
    return seen;
  }
}
