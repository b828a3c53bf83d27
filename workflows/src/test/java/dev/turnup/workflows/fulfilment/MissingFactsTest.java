package dev.turnup.workflows.fulfilment;

import static dev.turnup.workflows.fulfilment.Behaviours.answers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.workflows.operation.Orders;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.operation.PlanSteps;
import dev.turnup.workflows.operation.WaitingFor;
import dev.turnup.workflows.provisioning.PlanStep;
import io.temporal.client.WorkflowStub;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A step is not begun as long as something is not known that it needs. */
class MissingFactsTest {

  private Stage stage;

  @BeforeEach
  void open() {
    stage = new Stage();
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void undoesAndNamesWhatIsMissing() {
    WorkflowStub run = start(Orders.RESERVE, needing(Orders.ACTIVATE, "eid", "iccid", "imei"));

    Outcome outcome = Stage.failed(run);
    assertThat(outcome.code()).isEqualTo(OutcomeCode.INFORMATION_MISSING);
    assertThat(outcome.missing()).containsExactly("eid", "imei");
    assertThat(outcome.failedStep()).isEqualTo("Activate");
    assertThat(stage.systems.actions()).containsExactly("reserve", "release");
    assertThat(stage.callbacks.theOne().code()).isEqualTo("INFORMATION_MISSING");
    assertThat(stage.callbacks.theOne().title())
        .isEqualTo(OutcomeCode.INFORMATION_MISSING.title() + ": eid, imei");
  }

  @Test
  void asksNobodyIfItIsMissingFromTheFirstStepOn() {
    Outcome outcome = Stage.failed(start(needing(Orders.RESERVE, "eid"), Orders.ACTIVATE));

    assertThat(outcome.code()).isEqualTo(OutcomeCode.INFORMATION_MISSING);
    assertThat(outcome.failedStep()).isEqualTo("Reserve SIM");
    assertThat(stage.systems.calls()).isEmpty();
  }

  @Test
  void takesWhatThePartnerSaidOfACompanionDevice() {
    // The order says secondary_iccid.
    WorkflowStub run = start(needing(Orders.RESERVE, "iccid", "secondary_iccid", "service_id"));

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
  }

  @Test
  void takesWhatAnEarlierStepAnswered() {
    stage.systems.on("reserve", answers(Map.of("imsi", "204080000000001")));

    WorkflowStub run = start(Orders.RESERVE, needing(Orders.ACTIVATE, "imsi"));

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
  }

  @Test
  void takesAServiceIdThatAnEarlierStepAssigned() {
    stage.systems.on("reserve", answers(Map.of("service_id", "612999888")));

    WorkflowStub run =
        stage.start(
            Orders.valid()
                .withoutServiceId()
                .withPlan(Orders.RESERVE, needing(Orders.ACTIVATE, "service_id"))
                .toCreate());

    assertThat(run.getResult(Outcome.class).serviceId()).isEqualTo("612999888");
  }

  @Test
  void takesNoBlankForAnAnswer() {
    stage.systems.on("reserve", answers(Map.of("imsi", " ")));

    WorkflowStub run = start(Orders.RESERVE, needing(Orders.ACTIVATE, "imsi"));

    assertThat(Stage.failed(run).missing()).containsExactly("imsi");
  }

  @Test
  void goesBackIfThePointOfNoReturnLacksSomething() {
    WorkflowStub run =
        start(
            Orders.RESERVE,
            PlanSteps.like(Orders.ACTIVATE).pointOfNoReturn().needing("eid").step(),
            Orders.CHARGE);

    Outcome outcome = Stage.failed(run);
    assertThat(outcome.code()).isEqualTo(OutcomeCode.INFORMATION_MISSING);
    assertThat(stage.systems.actions()).containsExactly("reserve", "release");
  }

  @Test
  void holdsAfterThePointOfNoReturnUntilAnOperatorSaysIt() {
    WorkflowStub run =
        start(
            Orders.RESERVE,
            PlanSteps.like(Orders.ACTIVATE).pointOfNoReturn().step(),
            needing(Orders.CHARGE, "imei"));
    stage.await(run, WaitingFor.OPERATOR);
    assertThat(Stage.details(run)).contains("Start billing: **HELD**", "not known: imei");
    assertThat(stage.systems.actions()).containsExactly("reserve", "activate");

    new Operator(run).change("service_details.imei", "490154203237518");
    new Operator(run).retry();

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(stage.systems.actions()).containsExactly("reserve", "activate", "charge");
    assertThat(stage.systems.calls().getLast().request().facts().text("imei"))
        .isEqualTo("490154203237518");
  }

  @Test
  void isHeldAgainIfTheOperatorDoesNotSayIt() {
    WorkflowStub run =
        start(
            PlanSteps.like(Orders.ACTIVATE).pointOfNoReturn().step(),
            needing(Orders.CHARGE, "imei"));
    stage.await(run, WaitingFor.OPERATOR);
    new Operator(run).retry();
    stage.await(run, WaitingFor.OPERATOR);

    new Operator(run).giveUp();

    Outcome outcome = Stage.failed(run);
    assertThat(outcome.code()).isEqualTo(OutcomeCode.UNDO_INCOMPLETE);
    assertThat(outcome.failedStep()).isEqualTo("Start billing");
    assertThat(outcome.stranded()).containsExactly("Activate");
    assertThat(stage.systems.actions()).containsExactly("activate");
  }

  private WorkflowStub start(PlanStep... steps) {
    return stage.start(Orders.valid().withPlan(steps).toCreate());
  }

  private static PlanStep needing(PlanStep step, String... facts) {
    return PlanSteps.like(step).needing(facts).step();
  }
}
