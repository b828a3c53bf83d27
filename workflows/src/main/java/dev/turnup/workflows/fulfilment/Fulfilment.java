package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.operation.Order;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.provisioning.PlanStep;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import java.util.List;

/** The story of one operation, the same for all of them: only orders and plans differ. */
final class Fulfilment {

  private final Order order;
  private final FirstTask firstTask;
  private final Steps steps;
  private final Undo undo;
  private final PartnerCallback callback;

  Fulfilment(Order order) {
    this.order = order;
    Progress progress = new Progress(order.plan());
    firstTask = new FirstTask(order);
    steps = new Steps(order, firstTask, progress);
    undo = new Undo(steps, progress);
    callback = new PartnerCallback(order, firstTask, progress);
  }

  Outcome carryOut() {
    Outcome outcome = firstTask.mayHaveToldSuccess() ? Shielded.call(this::decide) : decide();
    Shielded.run(() -> callback.tell(outcome));
    return conclude(outcome);
  }

  private Outcome decide() {
    try {
      provision();
      return Outcome.success(order.type().success(), steps.serviceId());
    } catch (TemporalFailure failure) {
      FailureKind why = why(failure);
      return Shielded.call(() -> takeBack(why));
    }
  }

  /** An attempt that fails after the cancellation is not repeated, and says only why it failed. */
  private static FailureKind why(TemporalFailure failure) {
    FailureKind kind = FailureKind.of(failure);
    boolean cancelled = CancellationScope.current().isCancelRequested();
    return cancelled && kind == FailureKind.UNAVAILABLE ? FailureKind.CANCELLED : kind;
  }

  private void provision() {
    for (PlanStep step : order.plan().steps()) {
      // A plain activity would not be started after that; a local one would.
      CancellationScope.throwCanceled();
      undo.remember(step);
      steps.perform(step);
    }
  }

  private Outcome takeBack(FailureKind why) {
    OutcomeCode code = codeOf(why);
    String failedStep = undo.lastRemembered().map(PlanStep::title).orElse(null);
    List<String> stranded = undo.takeAllBack(why);
    return new Outcome(
        stranded.isEmpty() ? code : OutcomeCode.UNDO_INCOMPLETE,
        steps.serviceId(),
        failedStep,
        stranded);
  }

  private static OutcomeCode codeOf(FailureKind why) {
    return switch (why) {
      case REJECTED -> OutcomeCode.PROVISIONING_REJECTED;
      case UNAVAILABLE -> OutcomeCode.PROVISIONING_UNAVAILABLE;
      case CANCELLED -> OutcomeCode.CANCELLED;
      // A fault of ours. Not an end of the operation: the task fails and waits to be mended.
      case BUG, UNDELIVERABLE -> throw new IllegalStateException("no outcome follows from " + why);
    };
  }

  /**
   * An operation that failed is a failed run, for the operator who looks at the list at night.
   * Where somebody asked for the run to be cancelled the SDK ends it as cancelled whatever is done
   * here, even if it was too late for that: the outcome tells the truth.
   */
  private static Outcome conclude(Outcome outcome) {
    return switch (outcome.code().ending()) {
      case COMPLETED -> outcome;
      case CANCELLED -> throw new CanceledFailure(outcome.inWords());
      case FAILED ->
          throw ApplicationFailure.newBuilder()
              .setType(outcome.code().name())
              .setMessage(outcome.inWords())
              .setNonRetryable(true)
              .setCategory(ApplicationErrorCategory.BENIGN)
              .build();
    };
  }
}
