package dev.turnup.workflows.clock;

import io.temporal.workflow.Workflow;
import java.time.Instant;

/** The clock of the workflow whose thread asks. */
public final class WorkflowClock {

  private WorkflowClock() {}

  /** When the present workflow task began; the same in a replay. */
  public static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
