package dev.turnup.api.operation;

import dev.turnup.workflows.provisioning.LostAnswer;
import dev.turnup.workflows.provisioning.Patience;
import dev.turnup.workflows.provisioning.Plan;
import dev.turnup.workflows.provisioning.PlanStep;
import java.time.Duration;
import java.util.List;

/** The shortest plan, for tests that need one and do not care which. */
final class OneStep {

  private OneStep() {}

  static Plan named(String name) {
    return new Plan(
        List.of(
            new PlanStep(
                name,
                "Title",
                "inventory",
                "do",
                List.of(),
                null,
                null,
                true,
                false,
                LostAnswer.REPEAT,
                null,
                true,
                Patience.HOURS,
                null)),
        Duration.ofDays(7),
        Duration.ofDays(3));
  }
}
