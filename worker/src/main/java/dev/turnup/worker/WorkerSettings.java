package dev.turnup.worker;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much the worker takes on.
 *
 * @param workflowTaskPollers how many requests for workflow tasks are open at once; with local
 *     first this is where nearly all work arrives
 * @param activityPollers how many requests for plain activities are open at once, per task queue
 * @param concurrentWorkflowTasks how many workflow tasks may run at once
 * @param concurrentActivities how many plain activities may run at once, per task queue; as many
 *     local ones may run beside them
 * @param drain how long work under way may take to end when the worker is told to stop; longer than
 *     an attempt of a step
 */
@ConfigurationProperties(value = "turnup.worker", ignoreUnknownFields = false)
record WorkerSettings(
    @DefaultValue("16") int workflowTaskPollers,
    @DefaultValue("5") int activityPollers,
    @DefaultValue("200") int concurrentWorkflowTasks,
    @DefaultValue("200") int concurrentActivities,
    @DefaultValue("35s") Duration drain) {

  WorkerSettings {
    if (workflowTaskPollers < 2
        || activityPollers < 1
        || concurrentWorkflowTasks < 2
        || concurrentActivities < 1
        || !drain.isPositive()) {
      throw new IllegalArgumentException(
          "turnup.worker: all values must be positive, and those of workflow tasks at least 2");
    }
  }

  /** Attempts that may be under way at once and may all be callbacks: local ones and plain ones. */
  int concurrentCallbacks() {
    return 2 * concurrentActivities;
  }
}
