package dev.turnup.workflows.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.fulfilment.ScriptedSystems.Behaviour;
import dev.turnup.workflows.operation.Orders;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.provisioning.StepResult;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The first task did everything, told the partner of success, and was lost before it was reported,
 * as when the worker is killed. The second time must not end otherwise.
 */
class LostFirstTaskTest {

  private static final Behaviour WORKS = request -> new StepResult(Map.of());
  private static final Behaviour IS_DOWN =
      request -> {
        throw FailureKind.UNAVAILABLE.toFailure("network/activate answered 503");
      };
  private static final Behaviour REFUSES =
      request -> {
        throw FailureKind.REJECTED.toFailure("network/activate answered 409");
      };

  private Stage stage;

  @BeforeEach
  void open() {
    stage = new Stage(new LosesFirstTask());
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void tellsTheSameOutcomeAgain() {
    WorkflowStub run = stage.start(Orders.valid().toCreate());

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(stage.callbacks.attempts()).hasSize(2);
    assertThat(stage.callbacks.attempts())
        .extracting(attempt -> attempt.notice().code())
        .containsOnly("SERVICE_CREATED");
  }

  @Test
  void repeatsTheStepsUnderTheSameKeys() {
    stage.start(Orders.valid().toCreate()).getResult(Outcome.class);

    assertThat(stage.systems.actions())
        .containsExactly("reserve", "activate", "charge", "reserve", "activate", "charge");
    assertThat(stage.systems.calls().subList(3, 6))
        .extracting(ScriptedSystems.Call::key)
        .containsExactlyElementsOf(
            stage.systems.calls().subList(0, 3).stream().map(ScriptedSystems.Call::key).toList());
  }

  @Test
  void doesNothingLocallyTheSecondTime() {
    stage.start(Orders.valid().toCreate()).getResult(Outcome.class);

    assertThat(stage.systems.calls().subList(3, 6)).noneMatch(ScriptedSystems.Call::local);
    assertThat(stage.callbacks.attempts().getLast().local()).isFalse();
  }

  @Test
  void doesNotGiveUpOnASystemThatIsDownForLongerThanAStepsPatience() {
    stage.systems.on("activate", WORKS);
    stage.systems.on("activate", Collections.nCopies(1000, IS_DOWN).toArray(Behaviour[]::new));

    WorkflowStub run = stage.start(Orders.valid().toCreate());

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(stage.systems.actions()).doesNotContain("release", "deactivate");
    assertThat(stage.callbacks.attempts())
        .extracting(attempt -> attempt.notice().code())
        .containsOnly("SERVICE_CREATED");
  }

  @Test
  void doesNotLetItselfBeCancelled() {
    stage.systems.on("activate", WORKS);
    stage.systems.on("activate", Collections.nCopies(20, IS_DOWN).toArray(Behaviour[]::new));
    WorkflowStub run = stage.start(Orders.valid().toCreate());
    stage.environment.sleep(Duration.ofMinutes(5));

    run.cancel();

    // The SDK closes every run as cancelled whose cancellation was asked for; the outcome tells.
    assertThat(outcomeOfFailed(run).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(stage.systems.actions()).doesNotContain("release", "deactivate");
  }

  @Test
  void undoesIfTheSecondTimeIsRefusedAsThenTheFirstCannotHaveSucceeded() {
    stage.systems.on("activate", IS_DOWN, REFUSES);

    WorkflowStub run =
        stage.start(Orders.valid().withPlan(Orders.RESERVE, Orders.ACTIVATE).toCreate());

    assertThat(outcomeOfFailed(run).code()).isEqualTo(OutcomeCode.PROVISIONING_REJECTED);
    assertThat(stage.callbacks.attempts())
        .extracting(attempt -> attempt.notice().code())
        .containsOnly("PROVISIONING_REJECTED");
  }

  @Test
  void givesAnUndoUpLikeAnyOtherRun() {
    stage.systems.on("activate", IS_DOWN, REFUSES);
    stage.systems.on("release", Collections.nCopies(1000, IS_DOWN).toArray(Behaviour[]::new));

    WorkflowStub run =
        stage.start(Orders.valid().withPlan(Orders.RESERVE, Orders.ACTIVATE).toCreate());

    assertThat(outcomeOfFailed(run).stranded()).containsExactly("Reserve SIM");
  }

  private static Outcome outcomeOfFailed(WorkflowStub run) {
    try {
      throw new AssertionError("succeeded: " + run.getResult(Outcome.class));
    } catch (WorkflowFailedException expected) {
      return Stage.outcome(run);
    }
  }
}
