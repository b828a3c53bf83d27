package dev.turnup.workflows.fulfilment;

import static dev.turnup.workflows.fulfilment.Behaviours.IS_DOWN;
import static dev.turnup.workflows.fulfilment.Behaviours.NEEDS_AN_OPERATOR;
import static dev.turnup.workflows.fulfilment.Behaviours.takes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.turnup.workflows.fulfilment.ScriptedSystems.Call;
import dev.turnup.workflows.operation.Orders;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.operation.WaitingFor;
import io.temporal.client.WorkflowStub;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Steps run local in the first task only. What a local attempt did is forgotten if its task is
 * lost, and only of the first task does the run find out that it was.
 */
class LocalAttemptsTest {

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
  void endWithTheFirstStepThatIsTriedAgain() {
    stage.systems.on("activate", IS_DOWN);

    WorkflowStub run = stage.start(Orders.valid().toCreate());

    assertCalls(
        run,
        tuple("reserve", true),
        tuple("activate", true),
        tuple("activate", false),
        tuple("charge", false));
  }

  @Test
  void endWithTheFirstStepThatMayNotBeRepeated() {
    WorkflowStub run =
        stage.start(
            Orders.valid()
                .withPlan(Orders.RESERVE, Orders.notRepeatable(Orders.ACTIVATE), Orders.CHARGE)
                .toCreate());

    assertCalls(run, tuple("reserve", true), tuple("activate", false), tuple("charge", false));
  }

  @Test
  void endWithTheFirstStepThatIsFollowed() {
    stage.systems.on("activate", takes("monitor-1"));

    WorkflowStub run = stage.start(Orders.valid().toCreate());

    assertCalls(
        run,
        tuple("reserve", true),
        tuple("activate", true),
        tuple("activate", false),
        tuple("charge", false));
  }

  @Test
  void endWithTheFirstStepThatIsHeld() {
    stage.systems.on("activate", NEEDS_AN_OPERATOR);
    WorkflowStub run = stage.start(Orders.valid().toCreate());
    stage.await(run, WaitingFor.OPERATOR);

    new Operator(run).retry();

    assertCalls(
        run,
        tuple("reserve", true),
        tuple("activate", true),
        tuple("activate", false),
        tuple("charge", false));
  }

  private void assertCalls(WorkflowStub run, Tuple... calls) {
    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(stage.systems.calls()).extracting(Call::action, Call::local).containsExactly(calls);
  }
}
