package dev.turnup.standalone;

import dev.turnup.workflows.provisioning.Plan;
import dev.turnup.workflows.provisioning.PlanStep;
import java.util.List;

/**
 * What an operation that succeeded at once has cost the Temporal server.
 *
 * @param events in its history
 * @param transitions of its state, each of which the server has to write
 * @param timers that were started
 */
record Cost(long events, long transitions, long timers) {

  /** How operations are run. */
  enum Mode {
    /** Local first, and the worker is in the process that starts them. */
    TOGETHER,

    /** Local first, with api and worker apart. */
    APART,

    /** Api and worker apart, without local attempts. */
    PLAIN
  }

  /** Started, task scheduled, started and completed; attributes, memo, and the end. */
  private static final long EVENTS_OF_A_RUN = 7;

  /** Scheduled, started and completed, and the same for the task that goes on. */
  private static final long EVENTS_OF_AN_ACTIVITY = 6;

  /** What the plan's steps must cost; more is waste, or trouble. */
  static Cost due(Plan plan, Mode mode) {
    // Only the first task runs anything local, and the first step that is not local ends it.
    List<PlanStep> plain =
        plan.steps().stream().dropWhile(step -> mode != Mode.PLAIN && step.localFirst()).toList();
    long calls = plan.steps().size() + 1L;
    // And the callback.
    long activities = plain.isEmpty() ? 0 : plain.size() + 1L;
    long markers = calls - activities;
    boolean noReturn = !plan.irreversibleSteps().isEmpty();
    // The deadline's, if anything is waited for that could still be taken back.
    long timers = plan.reversibleSteps().stream().anyMatch(plain::contains) ? 1 : 0;
    long events =
        EVENTS_OF_A_RUN
            + markers
            + activities * EVENTS_OF_AN_ACTIVITY
            + (activities == 0 ? 0 : 2)
            + (noReturn ? 1 : 0)
            + timers * 2;
    long transitions = (activities == 0 ? 3 : 4 + 3 * activities) - (mode == Mode.TOGETHER ? 1 : 0);
    return new Cost(events, transitions, timers);
  }
}
