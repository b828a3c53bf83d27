package dev.turnup.workflows.fulfilment;

import static dev.turnup.workflows.fulfilment.Behaviours.IS_DOWN;
import static dev.turnup.workflows.fulfilment.Behaviours.REFUSES;
import static dev.turnup.workflows.fulfilment.Behaviours.WORKS;
import static dev.turnup.workflows.fulfilment.Behaviours.forever;
import static dev.turnup.workflows.fulfilment.Behaviours.takes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.fulfilment.ScriptedSystems.Behaviour;
import dev.turnup.workflows.operation.Orders;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.operation.PlanSteps;
import dev.turnup.workflows.provisioning.LostAnswer;
import dev.turnup.workflows.provisioning.PlanStep;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An undo waits until a system that never answered is surely not at the deed any more. */
class SettlingTest {

  private static final Duration SETTLING = LostAnswer.SETTLING;
  private static final Duration A_MOMENT = Duration.ofSeconds(5);

  /** The server's clock goes on while a busy machine takes its time; less than half of the wait. */
  private static final Duration SLACK = Duration.ofSeconds(14);

  /** The workflow's clock is that of its latest task, and so a little behind. */
  private static final Duration AT_LEAST = SETTLING.minusSeconds(1);

  private static final PlanStep READ_BACK = PlanSteps.like(Orders.ACTIVATE).readBack(null).step();

  /** As a system that is read back has it: what was lost is looked for after a while. */
  private static final Behaviour LOSES =
      request -> {
        throw FailureKind.UNCERTAIN.toFailure("network/activate did not answer", SETTLING);
      };

  private Stage stage;
  private volatile Instant asked = Instant.EPOCH;
  private volatile Instant undone = Instant.EPOCH;
  private Instant cancelled = Instant.EPOCH;

  @BeforeEach
  void open() {
    stage = new Stage();
    stage.systems.on(
        "deactivate",
        request -> {
          undone = now();
          return WORKS.answer(request);
        });
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void whenItIsCancelledAfterALostAnswer() {
    stage.systems.on("activate", forever(noticed(LOSES)));
    WorkflowStub run = start(READ_BACK, true);

    cancelAfter(A_MOMENT, run);

    assertThat(waited()).isBetween(AT_LEAST, SETTLING.plus(SLACK));
  }

  /** Of an activity that waits for its next attempt nobody tells how the last one went. */
  @Test
  void whenItIsCancelledBetweenDurableAttempts() {
    stage.systems.on("activate", forever(noticed(LOSES)));
    WorkflowStub run = start(READ_BACK, false);

    cancelAfter(A_MOMENT, run);

    assertThat(waited()).isBetween(AT_LEAST, SETTLING.plus(A_MOMENT).plus(SLACK));
  }

  @Test
  void whenItIsCancelledDuringTheAttemptThatIsLost() {
    stage.systems.on(
        "activate",
        request -> {
          stage.cancel(request.correlationId());
          // Until the workflow has heard of it.
          Thread.sleep(Duration.ofSeconds(1));
          return noticed(LOSES).answer(request);
        });

    WorkflowStub run = start(Orders.notRepeatable(Orders.ACTIVATE), false);
    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.CANCELLED);
    assertThat(waited()).isBetween(AT_LEAST, SETTLING.plus(SLACK));
  }

  @Test
  void atTheDeadline() {
    stage.systems.on("activate", forever(noticed(LOSES)));

    WorkflowStub run =
        stage.start(
            Orders.valid().withPlan(Orders.RESERVE, READ_BACK).withDeadline(A_MOMENT).toCreate());

    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.TIMED_OUT);
    assertThat(waited()).isBetween(AT_LEAST, SETTLING.plus(SLACK));
  }

  @Test
  void whenTheLastAnswerOfAllIsLost() {
    stage.systems.on("activate", forever(noticed(LOSES)));

    WorkflowStub run = start(READ_BACK, true);

    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.PROVISIONING_UNAVAILABLE);
    assertThat(waited()).isGreaterThanOrEqualTo(AT_LEAST);
  }

  @Test
  void whenTheDeedIsUndoneWithAnEarlierOne() {
    PlanStep later = PlanSteps.of("confirm", "Confirm", "network", null).step();
    stage.systems.on("confirm", forever(noticed(LOSES)));
    WorkflowStub run =
        stage.start(
            Orders.valid()
                .withPlan(
                    Orders.ACTIVATE,
                    PlanSteps.like(PlanSteps.like(later).undoneWith("activate").step())
                        .readBack(null)
                        .step())
                .toCreate());

    cancelAfter(A_MOMENT, run);

    assertThat(waited()).isBetween(AT_LEAST, SETTLING.plus(SLACK));
  }

  /** The last of them is not the one whose answer was lost. */
  @Test
  void whenAnyOfThoseIsLostThatAreUndoneTogether() {
    PlanStep later = PlanSteps.of("confirm", "Confirm", "network", null).step();
    stage.systems.on("confirm", noticed(LOSES), REFUSES);
    WorkflowStub run =
        stage.start(
            Orders.valid()
                .withPlan(
                    Orders.ACTIVATE,
                    PlanSteps.like(PlanSteps.like(later).undoneWith("activate").step())
                        .held()
                        .step())
                .toCreate());
    stage.environment.sleep(A_MOMENT);

    new Operator(run).change("service_details.secondary_iccid", "8934011411551283151");
    new Operator(run).retry();

    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(waited()).isBetween(AT_LEAST, SETTLING.plusSeconds(1));
  }

  @Test
  void butNotOnceThatTimeIsOver() {
    stage.systems.on("activate", LOSES).on("activate", forever(noticed(IS_DOWN)));

    Stage.failed(start(READ_BACK, true));

    assertThat(waited()).isLessThan(SLACK);
  }

  @Test
  void butNotWhenItWasRefused() {
    stage.systems.on("activate", noticed(REFUSES));

    Stage.failed(start(READ_BACK, true));

    assertThat(waited()).isLessThan(SLACK);
  }

  @Test
  void butNotWhereTheSystemRemembersThatItWasTakenBack() {
    stage.systems.on("activate", forever(noticed(LOSES)));
    WorkflowStub run = start(Orders.ACTIVATE, true);

    cancelAfter(A_MOMENT, run);

    assertThat(waited()).isLessThan(A_MOMENT.plus(SLACK));
  }

  @Test
  void butNotWhereTheSystemCanBeAskedHowFarItIs() {
    stage.systems.on("activate", takes("monitor-1")).on("activate", forever(IS_DOWN));
    WorkflowStub run = start(READ_BACK, true);

    cancelAfter(A_MOMENT, run);

    assertThat(Duration.between(cancelled, undone)).isLessThan(SLACK);
  }

  private WorkflowStub start(PlanStep step, boolean localFirst) {
    return stage.start(
        Orders.valid().withPlan(Orders.RESERVE, step).localFirst(localFirst).toCreate());
  }

  private void cancelAfter(Duration aWhile, WorkflowStub run) {
    stage.environment.sleep(aWhile);
    cancelled = now();
    new Operator(run).cancel();
    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.CANCELLED);
  }

  private Behaviour noticed(Behaviour behaviour) {
    return request -> {
      asked = now();
      return behaviour.answer(request);
    };
  }

  /** From the latest attempt to the undo. */
  private Duration waited() {
    return Duration.between(asked, undone);
  }

  private Instant now() {
    return Instant.ofEpochMilli(stage.environment.currentTimeMillis());
  }
}
