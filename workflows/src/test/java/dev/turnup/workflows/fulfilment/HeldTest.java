package dev.turnup.workflows.fulfilment;

import static dev.turnup.workflows.fulfilment.Behaviours.NEEDS_AN_OPERATOR;
import static dev.turnup.workflows.fulfilment.Behaviours.REFUSES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.turnup.workflows.fulfilment.ScriptedSystems.Call;
import dev.turnup.workflows.operation.Orders;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.operation.StepSkip;
import dev.turnup.workflows.operation.WaitingFor;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step that needs an operator waits for one, and goes on as the operator decides. */
class HeldTest {

  private static final String ICCID = "8934011411551283144";
  private static final String OTHER_ICCID = "89014103211118510720";

  private Stage stage;

  @BeforeEach
  void open() {
    stage = new Stage();
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isMarkedWhereOperatorsSearchForAsLongAsItIsHeld(boolean localFirst) {
    WorkflowStub run = held("activate", Orders.valid().localFirst(localFirst));

    assertThat(Stage.waitingFor(run)).isEqualTo("OPERATOR");
    assertThat(Stage.details(run))
        .contains("Reserve SIM: done", "Activate: **HELD**", "RetryStep", "no numbers left");

    new Operator(run).retry();
    run.getResult(Outcome.class);

    assertThat(Stage.waitingFor(run)).isNull();
  }

  @Test
  void isNamedInTheTimeline() {
    WorkflowStub run = held("activate", Orders.valid());

    assertThat(stage.history(run).getEvents())
        .filteredOn(HistoryEvent::hasTimerStartedEventAttributes)
        .extracting(timer -> timer.getUserMetadata().getSummary().getData().toStringUtf8())
        .contains("\"Held: Activate\"");
  }

  @Test
  void changesNothingAndTellsNobodyWhileItIsHeld() {
    held("activate", Orders.valid());
    stage.environment.sleep(Duration.ofDays(2));

    assertThat(stage.systems.actions()).containsExactly("reserve", "activate");
    assertThat(stage.callbacks.attempts()).isEmpty();
  }

  @Test
  void triesTheSameDeedAgainAndGoesOn() {
    WorkflowStub run = held("activate", Orders.valid());

    assertThat(new Operator(run).retry()).isEqualTo("anna tries again 'Activate': ticket 4711");

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(stage.systems.actions())
        .containsExactly("reserve", "activate", "activate", "charge");
    assertThat(keys("activate")).containsOnly(id(run) + ".activate");
    assertThat(Stage.details(run)).contains("anna tries again 'Activate': ticket 4711");
  }

  @Test
  void isHeldAgainIfItStillNeedsAnOperator() {
    stage.systems.on("activate", NEEDS_AN_OPERATOR);
    WorkflowStub run = held("activate", Orders.valid());
    new Operator(run).retry();
    stage.environment.sleep(Duration.ofMinutes(1));
    stage.await(run, WaitingFor.OPERATOR);

    new Operator(run).retry();

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(keys("activate")).hasSize(3);
  }

  @Test
  void goesOnWithWhatTheOperatorSaysOfASkippedStep() {
    WorkflowStub run = held("reserve", Orders.valid().withoutServiceId());

    assertThat(new Operator(run).skip(Map.of("service_id", "612777888")))
        .isEqualTo("anna skips 'Reserve SIM': ticket 4711");

    assertThat(run.getResult(Outcome.class).serviceId()).isEqualTo("612777888");
    assertThat(stage.systems.actions()).containsExactly("reserve", "activate", "charge");
    assertThat(stage.systems.calls().get(1).request().order())
        .containsEntry("service_id", "612777888");
    assertThat(stage.systems.calls().get(1).request().results())
        .containsEntry("reserve", Map.of("service_id", "612777888"));
    assertThat(Stage.details(run)).contains("Reserve SIM: left to an operator");
  }

  @Test
  void goesOnIfThereIsNothingToSayOfASkippedStep() {
    WorkflowStub run = held("activate", Orders.valid());

    new Operator(run).act("SkipStep", new StepSkip("anna", "not needed", null));

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
  }

  @Test
  void undoesASkippedStepTooIfALaterOneFails() {
    stage.systems.on("charge", REFUSES);
    WorkflowStub run = held("activate", Orders.valid());

    new Operator(run).skip(Map.of("port", "p-7"));

    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(stage.systems.actions()).endsWith("refund", "deactivate", "release");
    assertThat(call("deactivate").request().results())
        .containsEntry("activate", Map.of("port", "p-7"));
  }

  @Test
  void undoesWhenAnOperatorGivesUp() {
    WorkflowStub run = held("activate", Orders.valid());

    assertThat(new Operator(run).giveUp()).isEqualTo("anna gives up at 'Activate': ticket 4711");

    Outcome outcome = Stage.failed(run);
    assertThat(outcome.code()).isEqualTo(OutcomeCode.OPERATOR_NEEDED);
    assertThat(outcome.failedStep()).isEqualTo("Activate");
    assertThat(stage.systems.actions()).endsWith("activate", "deactivate", "release");
    assertThat(stage.callbacks.theOne().code()).isEqualTo("OPERATOR_NEEDED");
  }

  @Test
  void undoesWhenNobodyDecidesInTime() {
    WorkflowStub run = held("activate", Orders.valid());

    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.OPERATOR_NEEDED);
    assertThat(stage.systems.actions()).endsWith("activate", "deactivate", "release");
    assertThat(Stage.details(run)).contains("Nobody decided on 'Activate' within PT72H");
  }

  @Test
  void sendsACorrectedOrderAsAnotherDeed() {
    WorkflowStub run = held("activate", Orders.valid());

    assertThat(new Operator(run).change("service_details.secondary_iccid", OTHER_ICCID))
        .isEqualTo("Changed; now retry the step");
    assertThat(stage.systems.actions()).containsExactly("reserve", "activate");
    new Operator(run).retry();

    run.getResult(Outcome.class);
    assertThat(stage.systems.calls())
        .extracting(Call::action, Call::key, HeldTest::iccid)
        .containsExactly(
            tuple("reserve", id(run) + ".reserve", ICCID),
            tuple("activate", id(run) + ".activate", ICCID),
            tuple("activate", id(run) + ".activate.2", OTHER_ICCID),
            tuple("charge", id(run) + ".charge.2", OTHER_ICCID));
    assertThat(Stage.details(run))
        .contains("anna changed service_details.secondary_iccid: ticket 4711")
        .doesNotContain(OTHER_ICCID);
  }

  @Test
  void undoesTheDeedsBeforeAndAfterACorrectionEachAsItWasDone() {
    stage.systems.on("charge", REFUSES);
    WorkflowStub run = held("activate", Orders.valid());
    stage.systems.on("activate", Behaviours.answers(Map.of("line", "second")));
    new Operator(run).change("service_details.secondary_iccid", OTHER_ICCID);
    new Operator(run).retry();

    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.PROVISIONING_ROLLED_BACK);
    List<Call> undone =
        stage.systems.calls().stream().filter(call -> call.request().undoes() != null).toList();
    assertThat(undone)
        .extracting(Call::action, call -> call.request().undoes(), HeldTest::iccid)
        .containsExactly(
            tuple("refund", id(run) + ".charge.2", OTHER_ICCID),
            tuple("deactivate", id(run) + ".activate.2", OTHER_ICCID),
            tuple("deactivate", id(run) + ".activate", ICCID),
            tuple("release", id(run) + ".reserve", ICCID));
    assertThat(undone).extracting(Call::key).doesNotHaveDuplicates();
    assertThat(undone.get(1).request().results())
        .containsEntry("activate", Map.of("line", "second"));
    assertThat(undone.get(2).request().results()).doesNotContainKey("activate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"iccid", "secondary_iccid"})
  void sendsACorrectionEvenOfWhatASystemAnsweredBefore(String member) {
    stage.systems.on("reserve", Behaviours.answers(Map.of("iccid", ICCID))).on("charge", REFUSES);
    WorkflowStub run = held("activate", Orders.valid());

    new Operator(run).change("service_details." + member, OTHER_ICCID);
    new Operator(run).retry();

    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(stage.systems.calls())
        .extracting(Call::action, Call::key, HeldTest::iccid)
        .containsExactly(
            tuple("reserve", id(run) + ".reserve", ICCID),
            tuple("activate", id(run) + ".activate", ICCID),
            tuple("activate", id(run) + ".activate.2", OTHER_ICCID),
            tuple("charge", id(run) + ".charge.2", OTHER_ICCID),
            tuple("refund", id(run) + ".charge.2.undo", OTHER_ICCID),
            tuple("deactivate", id(run) + ".activate.2.undo", OTHER_ICCID),
            tuple("deactivate", id(run) + ".activate.undo", ICCID),
            tuple("release", id(run) + ".reserve.undo", ICCID));
  }

  @Test
  void believesASystemThatAnswersSomethingElseAfterTheCorrection() {
    stage.systems.on("charge", REFUSES);
    WorkflowStub run = held("activate", Orders.valid());
    stage.systems.on("activate", Behaviours.answers(Map.of("iccid", ICCID)));

    new Operator(run).change("service_details.iccid", OTHER_ICCID);
    new Operator(run).retry();

    Stage.failed(run);
    assertThat(stage.systems.calls())
        .extracting(Call::key, HeldTest::iccid)
        .contains(
            tuple(id(run) + ".activate.2", OTHER_ICCID),
            tuple(id(run) + ".charge.2", ICCID),
            tuple(id(run) + ".activate.2.undo", ICCID));
  }

  @Test
  void takesNoCorrectionOfTheDetailsForOneOfThePath() {
    WorkflowStub run = held("activate", Orders.valid());

    new Operator(run).change("service_details.service_id", "612999999");
    new Operator(run).retry();

    run.getResult(Outcome.class);
    assertThat(stage.systems.calls().getLast().request().facts().text("service_id"))
        .isEqualTo("612123456");
  }

  @Test
  void correctsWhatIsDeepInTheDetailsWithAnyJson() {
    WorkflowStub run = held("activate", Orders.valid());
    Operator operator = new Operator(run);

    operator.change("service_details.stb", Map.of("serial", "S1", "ports", List.of(1, 2)));
    operator.change("service_details.stb.serial", "S2");
    operator.change("service_details.stb.ports[1]", 3);
    operator.change("service_details.stb.hd", true);
    operator.retry();

    run.getResult(Outcome.class);
    Map<String, Object> box = Map.of("serial", "S2", "ports", List.of(1, 3), "hd", true);
    Call last = stage.systems.calls().getLast();
    assertThat(last.request().order())
        .containsEntry("service_details", Map.of("secondary_iccid", ICCID, "stb", box));
    assertThat(last.request().facts().all()).containsEntry("stb", box).doesNotContainKey("serial");
    assertThat(keys("activate").getLast()).endsWith(".activate.5");
  }

  @Test
  void addsAMemberThatThePartnerDidNotTell() {
    WorkflowStub run = held("activate", Orders.valid());

    new Operator(run).change("service_details.model", "Watch 9");
    new Operator(run).retry();

    run.getResult(Outcome.class);
    assertThat(stage.systems.calls().getLast().request().order())
        .containsEntry("service_details", Map.of("secondary_iccid", ICCID, "model", "Watch 9"));
  }

  private WorkflowStub held(String action, Orders order) {
    stage.systems.on(action, NEEDS_AN_OPERATOR);
    WorkflowStub run = stage.start(order.toCreate());
    stage.await(run, WaitingFor.OPERATOR);
    return run;
  }

  private List<String> keys(String action) {
    return stage.systems.calls().stream()
        .filter(call -> call.action().equals(action))
        .map(Call::key)
        .toList();
  }

  private Call call(String action) {
    return stage.systems.calls().stream()
        .filter(call -> call.action().equals(action))
        .findFirst()
        .orElseThrow();
  }

  private static Object iccid(Call call) {
    return String.valueOf(call.request().facts().text("iccid"));
  }

  private static String id(WorkflowStub run) {
    return Stage.description(run).getExecution().getWorkflowId();
  }
}
