package dev.turnup.api.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.Answer;
import dev.turnup.api.ApiTest;
import dev.turnup.api.Body;
import dev.turnup.api.Call;
import dev.turnup.api.Desk;
import dev.turnup.api.Engine;
import dev.turnup.api.Token;
import dev.turnup.workflows.callback.CallbackState;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.operation.WaitingFor;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Import;

@ApiTest
@Import(Engine.class)
class CancellationTest {

  private final Desk desk;
  private final Engine engine;
  private final WorkflowClient temporal;

  CancellationTest(Desk desk, Engine engine, WorkflowClient temporal) {
    this.desk = desk;
    this.engine = engine;
    this.temporal = temporal;
  }

  @Test
  void answers202AndTheOperationEndsAsCancelled() {
    String id = desk.post("/v3/tv/").send().isAccepted().id();

    Answer answer = cancel(id);

    isCancelled(answer, id);
    engine.await(id);
    assertThat(status(id, "state")).isEqualTo("cancelled");
  }

  /** The correlation id of the call is its own: it is not the operation's. */
  @Test
  void echoesTheIdOfTheCallAndPointsAtTheOperation() {
    String id = desk.post("/v3/tv/").send().isAccepted().id();

    Answer answer = cancel(id);

    assertThat(answer.id()).isEqualTo(answer.sentId()).isNotEqualTo(id);
    assertThat(answer.header("Location")).isEqualTo("/v3/operations/" + id);
  }

  @Test
  void answers202AgainWhileItIsBeingUndoneAndAsksForItOnce() {
    String id = started(engine.toBeSlowToUndo());

    isCancelled(cancel(id), id);
    isCancelled(cancel(id), id);

    assertThat(
            temporal.fetchHistory(id).getEvents().stream()
                .map(HistoryEvent::getEventType)
                .filter(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED::equals))
        .hasSize(1);
  }

  @Test
  void answers202AgainWhenItWasCancelledLongAgo() {
    String id = desk.post("/v3/tv/").send().isAccepted().id();
    isCancelled(cancel(id), id);
    engine.await(id);

    isCancelled(cancel(id), id);
  }

  @Test
  void findsTheOperationByTheIdInUpperCase() {
    String id = desk.post("/v3/tv/").send().isAccepted().id();

    isCancelled(cancel(id.toUpperCase(Locale.ROOT)), id);
  }

  @Test
  void cancelsChangesOfDevicesToo() {
    String id = desk.patch("/v3/tv/1/devices/2").send().isAccepted().id();

    isCancelled(cancel(id), id);
    engine.await(id);
  }

  @ParameterizedTest
  @EnumSource
  void cancelsWhatWaitsFor(WaitingFor what) {
    String id = started(engine.toWaitFor(what));

    isCancelled(cancel(id), id);
    engine.await(id);
  }

  @Test
  void isTooLateIfTheMemoSaysThatThePointOfNoReturnIsPast() throws InterruptedException {
    String id = started(engine.toBePastReturn());
    Statuses.await(desk, id, status -> !status.path("cancellable").asBoolean());

    isTooLate(cancel(id));
    assertThat(status(id, "state")).isEqualTo("inProgress");
  }

  @Test
  void isTooLateIfTheWorkerSaysSo() {
    String id = started(engine.toBeTooLateToCancel());

    isTooLate(cancel(id));
    isTooLate(cancel(id));
  }

  @ParameterizedTest
  @EnumSource(
      value = OutcomeCode.class,
      names = {"SERVICE_CREATED", "PROVISIONING_REJECTED", "UNDO_INCOMPLETE"})
  void isTooLateIfTheOperationIsOver(OutcomeCode how) {
    Outcome outcome = new Outcome(how, "tv-1", null, null, List.of(), List.of());
    String id = started(engine.toEndWith(outcome, CallbackState.DELIVERED));
    engine.await(id);

    isTooLate(cancel(id));
  }

  @Test
  void isTooLateIfSomebodyTerminatedTheRun() {
    String id = desk.post("/v3/tv/").send().isAccepted().id();
    temporal.newUntypedWorkflowStub(id).terminate("for the test");

    isTooLate(cancel(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"42", "not-a-uuid", "4f9c2f9c-0000-0000-0000-00000000000g"})
  void answers404ForWhatIsNoId(String id) {
    isUnknown(cancel(id));
  }

  @Test
  void answers404ForAnotherPartnersOperationAsForOneThatNeverWas() {
    String id = desk.post("/v3/tv/").send().isAccepted().id();

    Answer others = isUnknown(call("POST", id).asPartner("rival").send());
    Answer nobodys = isUnknown(cancel(UUID.randomUUID().toString()));

    assertThat(others.json()).isEqualTo(nobodys.json());
    assertThat(others.headers().keySet()).isEqualTo(nobodys.headers().keySet());
    assertThat(status(id, "state")).isNotEqualTo("cancelled");
  }

  @Test
  void answers403WithoutTheScopeToChangeThings() {
    String id = desk.post("/v3/tv/").send().isAccepted().id();

    call("POST", id)
        .as(Token.valid().withScope("operations:read events:write metrics:read"))
        .send()
        .isProblem(403, "FORBIDDEN_RESOURCE", "Request forbidden by administrative rules");
    isCancelled(call("POST", id).as(Token.valid().withScope("services:write")).send(), id);
  }

  @Test
  void answers401WithoutAToken() {
    call("POST", UUID.randomUUID().toString())
        .withoutToken()
        .send()
        .isProblem(401, "UNAUTHORIZED_REQUEST", "Missing credentials");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE"})
  void answers405ForOtherMethods(String method) {
    Answer answer =
        call(method, UUID.randomUUID().toString())
            .send()
            .isProblem(405, "METHOD_NOT_ALLOWED", "Method not allowed");

    assertThat(answer.header("Allow")).isEqualTo("POST");
  }

  @Test
  void doesNotMindABody() {
    String id = desk.post("/v3/tv/").send().isAccepted().id();

    isCancelled(call("POST", id).withBody("{\"reason\":\"changed my mind\"}").send(), id);
  }

  private String started(Body body) {
    return desk.post("/v3/tv/").with(body).send().isAccepted().id();
  }

  private Answer cancel(String id) {
    return call("POST", id).send();
  }

  private Call call(String method, String id) {
    return desk.call(method, "/v3/operations/" + id + "/cancellations");
  }

  private String status(String id, String member) {
    return Statuses.of(desk, id).path(member).asString();
  }

  private static void isCancelled(Answer answer, String id) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    assertThat(answer.header("Location")).isEqualTo("/v3/operations/" + id);
    assertThat(answer.body()).isEqualTo("{\"external_reference_id\":\"" + id + "\"}");
  }

  private static void isTooLate(Answer answer) {
    answer.isProblem(409, "TOO_LATE_TO_CANCEL", "The operation cannot be cancelled any more");
  }

  private static Answer isUnknown(Answer answer) {
    return answer.isProblem(404, "NOT_FOUND", "Resource not found");
  }
}
