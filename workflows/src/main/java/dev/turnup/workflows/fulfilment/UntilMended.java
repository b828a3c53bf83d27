package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.failure.FailureKind;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Functions.Proc1;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Predicate;

/** A fault of ours is never held against the customer: the call is repeated until it is mended. */
final class UntilMended {

  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

  /** Later looks are as rare as this, or a run that waits for weeks would outgrow its history. */
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private UntilMended() {}

  /**
   * Repeats the call.
   *
   * @param isAnswer which failures end it
   * @param meanwhile told of each failure that does not
   * @throws ActivityFailure the failure that ended it
   */
  static <R> R call(
      Func<R> call, Predicate<FailureKind> isAnswer, Proc1<ActivityFailure> meanwhile) {
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return call.apply();
      } catch (ActivityFailure failure) {
        if (isAnswer.test(FailureKind.of(failure))) {
          throw failure;
        }
        meanwhile.apply(failure);
        Workflow.sleep(pause);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
      }
    }
  }
}
