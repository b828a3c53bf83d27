package dev.turnup.workflows.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.workflows.delivery.RecordingCallbacks;
import dev.turnup.workflows.operation.Orders;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.operation.PlanSteps;
import dev.turnup.workflows.provisioning.PlanStep;
import dev.turnup.workflows.provisioning.StepResult;
import io.temporal.client.WorkflowStub;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * So many slow local attempts that the SDK reports the first task before it is done, to keep it
 * from timing out. What was reported is durable; what came after is not, and is not told before it
 * is.
 */
class LongFirstTaskTest {

  private static final long SLOW_MILLIS = 1_500;
  private static final int STEPS = 7;

  @Test
  void makesTheOutcomeDurableBeforeTellingIt() throws Exception {
    try (Stage stage = new Stage()) {
      PlanStep[] steps =
          IntStream.range(0, STEPS).mapToObj(LongFirstTaskTest::step).toArray(PlanStep[]::new);
      for (PlanStep step : steps) {
        stage.systems.on(
            step.action(),
            request -> {
              Thread.sleep(SLOW_MILLIS);
              return StepResult.done(Map.of());
            });
      }

      WorkflowStub run = stage.start(Orders.valid().withPlan(steps).toCreate());

      assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
      assertThat(stage.systems.calls()).hasSize(STEPS);
      assertThat(stage.systems.calls().getFirst().local()).isTrue();
      assertThat(stage.systems.calls().getLast().local()).isFalse();
      assertThat(stage.callbacks.attempts())
          .hasSize(1)
          .noneMatch(RecordingCallbacks.Attempt::local);
    }
  }

  private static PlanStep step(int number) {
    return PlanSteps.of("step-" + number, "Step " + number, "network", null).step();
  }
}
