package dev.turnup.api.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.Answer;
import dev.turnup.api.ApiTest;
import dev.turnup.api.Body;
import dev.turnup.api.Desk;
import dev.turnup.api.Engine;
import dev.turnup.workflows.callback.CallbackState;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.operation.WaitingFor;
import io.temporal.client.WorkflowClient;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

@ApiTest
@Import(Engine.class)
class OperationStatusTest {

  private final Desk desk;
  private final Engine engine;
  private final WorkflowClient temporal;

  OperationStatusTest(Desk desk, Engine engine, WorkflowClient temporal) {
    this.desk = desk;
    this.engine = engine;
    this.temporal = temporal;
  }

  @Test
  void isInProgressOnceAWorkerHasTakenItUp() throws InterruptedException {
    String id = desk.post("/v3/tv/").send().isAccepted().id();

    JsonNode operation =
        Statuses.await(desk, id, status -> !status.path("state").asString().equals("acknowledged"));

    assertThat(operation.path("state").asString()).isEqualTo("inProgress");
    assertThat(operation.has("ended_at")).isFalse();
    assertThat(operation.has("waiting_for")).isFalse();
    assertThat(operation.path("jeopardy").asBoolean(true)).isFalse();
    assertThat(operation.path("cancellable").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"OPERATOR, true", "REPAIR, true", "WORLD, false"})
  void isHeldWhileItWaitsAndInJeopardyIfSomebodyHasToAct(WaitingFor what, boolean jeopardy)
      throws InterruptedException {
    String id = started(engine.toWaitFor(what));

    JsonNode operation = Statuses.await(desk, id, status -> status.has("waiting_for"));

    assertThat(operation.path("state").asString()).isEqualTo("held");
    assertThat(operation.path("waiting_for").asString()).isEqualTo(what.name());
    assertThat(operation.path("jeopardy").asBoolean(!jeopardy)).isEqualTo(jeopardy);
    assertThat(operation.path("cancellable").asBoolean()).isTrue();
  }

  @Test
  void isHeldNoMoreOnceItIsDecided() throws InterruptedException {
    String id = started(engine.toWaitFor(WaitingFor.OPERATOR));
    Statuses.await(desk, id, status -> status.has("waiting_for"));
    desk.call("POST", "/v3/operations/" + id + "/cancellations").send();
    engine.await(id);

    JsonNode operation = status(id);

    assertThat(operation.path("state").asString()).isEqualTo("cancelled");
    assertThat(operation.has("waiting_for")).isFalse();
    assertThat(operation.path("jeopardy").asBoolean(true)).isFalse();
    assertThat(operation.path("cancellable").asBoolean(true)).isFalse();
  }

  @Test
  void cannotBeCancelledAnyMorePastThePointOfNoReturn() throws InterruptedException {
    String id = started(engine.toBePastReturn());

    JsonNode operation =
        Statuses.await(desk, id, status -> !status.path("cancellable").asBoolean(true));

    assertThat(operation.path("state").asString()).isEqualTo("inProgress");
    assertThat(operation.has("outcome")).isFalse();
  }

  @Test
  void isCompletedWithTheOutcomeAndBothTimes() {
    JsonNode operation =
        status(
            ended(Outcome.success(OutcomeCode.SERVICE_CREATED, "tv-1"), CallbackState.DELIVERED));

    assertThat(operation.path("state").asString()).isEqualTo("completed");
    assertThat(operation.path("outcome").toString())
        .isEqualTo(
            "{\"code\":\"SERVICE_CREATED\",\"title\":\"Service created\",\"service_id\":\"tv-1\"}");
    assertThat(operation.path("callback").path("state").asString()).isEqualTo("DELIVERED");
    assertThat(operation.path("cancellable").asBoolean(true)).isFalse();
    assertThat(time(operation, "ended_at")).isAfterOrEqualTo(time(operation, "accepted_at"));
  }

  @Test
  void isFailedWithTheStepAtWhichItFailedAndWhatIsLeftBehind() {
    Outcome outcome =
        new Outcome(
            OutcomeCode.UNDO_INCOMPLETE,
            "",
            OutcomeCode.PROVISIONING_REJECTED,
            "Activate the service",
            List.of(),
            List.of("Reserve"));

    JsonNode operation = status(ended(outcome, CallbackState.UNDELIVERABLE));

    assertThat(operation.path("state").asString()).isEqualTo("failed");
    assertThat(operation.path("outcome").path("code").asString()).isEqualTo("UNDO_INCOMPLETE");
    assertThat(operation.path("outcome").path("service_id").asString("none")).isEmpty();
    assertThat(operation.path("outcome").path("failed_step").asString())
        .isEqualTo("Activate the service");
    assertThat(operation.path("outcome").path("left_behind").toString()).isEqualTo("[\"Reserve\"]");
    assertThat(operation.path("callback").path("state").asString()).isEqualTo("UNDELIVERABLE");
  }

  @Test
  void isCancelledIfItWasCancelled() {
    Outcome outcome =
        new Outcome(OutcomeCode.CANCELLED, "", null, "Activate the service", List.of(), List.of());

    JsonNode operation = status(ended(outcome, CallbackState.DELIVERED));

    assertThat(operation.path("state").asString()).isEqualTo("cancelled");
    assertThat(operation.path("outcome").has("left_behind")).isFalse();
  }

  @Test
  void isFailedWithoutAnOutcomeIfSomebodyTerminatedTheRun() {
    String id = desk.post("/v3/tv/").send().isAccepted().id();
    temporal.newUntypedWorkflowStub(id).terminate("for the test");

    JsonNode operation = status(id);

    assertThat(operation.path("state").asString()).isEqualTo("failed");
    assertThat(operation.has("outcome")).isFalse();
    assertThat(operation.has("callback")).isFalse();
    assertThat(operation.has("ended_at")).isTrue();
  }

  @Test
  void knowsChangesOfDevicesToo() {
    String id = desk.patch("/v3/tv/1/devices/2").send().isAccepted().id();

    assertThat(status(id).path("operation").asString()).isEqualTo("UPDATE_SERVICE_DEVICE");
  }

  @Test
  void isFoundByTheIdInUpperCase() {
    String id = desk.post("/v3/tv/").send().isAccepted().id();

    assertThat(status(id.toUpperCase(Locale.ROOT)).path("correlation_id").asString()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"42", "not-a-uuid", "4f9c2f9c-0000-0000-0000-00000000000g"})
  void answers404ForWhatIsNoId(String id) {
    isUnknown(desk.get("/v3/operations/" + id).send());
  }

  @Test
  void answers404ForAnotherPartnersOperationAsForOneThatNeverWas() {
    String id = desk.post("/v3/tv/").send().isAccepted().id();

    Answer others = isUnknown(desk.get("/v3/operations/" + id).asPartner("rival").send());
    Answer nobodys = isUnknown(desk.get("/v3/operations/" + UUID.randomUUID()).send());

    assertThat(others.json()).isEqualTo(nobodys.json());
    assertThat(others.headers().keySet()).isEqualTo(nobodys.headers().keySet());
  }

  private String ended(Outcome outcome, CallbackState callback) {
    String id = started(engine.toEndWith(outcome, callback));
    engine.await(id);
    return id;
  }

  private String started(Body body) {
    return desk.post("/v3/tv/").with(body).send().isAccepted().id();
  }

  private JsonNode status(String id) {
    return Statuses.of(desk, id);
  }

  private static Instant time(JsonNode operation, String member) {
    return Instant.parse(operation.path(member).asString());
  }

  private static Answer isUnknown(Answer answer) {
    return answer.isProblem(404, "NOT_FOUND", "Resource not found");
  }
}
