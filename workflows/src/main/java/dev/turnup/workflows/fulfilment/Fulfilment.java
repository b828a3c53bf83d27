package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.delivery.CallbackDesk;
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
  private final SystemsNews news = new SystemsNews();
  private final Installations installations;
  private final StopSign stopSign;
  private final OperatorDesk desk;
  private final CallbackDesk callbackDesk = new CallbackDesk();
  private final Steps steps;
  private final Undo undo;
  private final PartnerCallback callback;

  Fulfilment(Order order) {
    this.order = order;
    Progress progress = new Progress(order.plan());
    Attention attention = new Attention();
    Told told = new Told(order);
    firstTask = new FirstTask(order);
    stopSign = new StopSign(order.plan().deadline(), progress);
    if (firstTask.mayBePastUndoing()) {
      stopSign.close();
    }
    desk = new OperatorDesk(told, order.plan().holdFor(), firstTask, attention, progress);
    Attempts attempts = new Attempts(order.localFirst(), firstTask, news, attention, progress);
    installations = new Installations(attention, progress);
    steps = new Steps(order, told, attempts, installations, desk, stopSign, firstTask, progress);
    undo = new Undo(steps, desk, progress);
    callback = new PartnerCallback(order, firstTask, callbackDesk, progress);
  }

  OperatorDesk desk() {
    return desk;
  }

  CallbackDesk callbackDesk() {
    return callbackDesk;
  }

  StopSign stopSign() {
    return stopSign;
  }

  SystemsNews news() {
    return news;
  }

  Installations installations() {
    return installations;
  }

  /** CancelOrder takes a profile back until it is downloaded (GSMA SGP.22, section 5.3.3). */
  void profileDownloaded() {
    stopSign.closeToPartner();
  }

  Outcome carryOut() {
    Outcome outcome = decide();
    Shielded.run(() -> callback.tell(outcome));
    stopSign.awaitCancellationOfRun();
    return conclude(outcome);
  }

  private Outcome decide() {
    try {
      provision();
      return Outcome.success(order.type().success(), steps.serviceId());
    } catch (Abandonment abandoned) {
      if (abandoned.why() != OutcomeCode.PROVISIONING_REJECTED) {
        // What is refused was refused the first time too, and so nothing came after it.
        steps.beginAsALostTaskMayHave();
      }
      // Who was promised that it is cancelled is told so, whatever was refused meanwhile.
      return Shielded.call(
          () -> takeBack(stopSign.isStopped() ? Abandonment.because(stopSign.why()) : abandoned));
    } catch (TemporalFailure failure) {
      if (FailureKind.of(failure) != FailureKind.CANCELLED) {
        throw new IllegalStateException("a failure that no step has judged", failure);
      }
      stopSign.workWasCancelled();
      steps.beginAsALostTaskMayHave();
      return Shielded.call(() -> takeBack(Abandonment.because(stopSign.why())));
    }
  }

  private void provision() {
    if (firstTask.mayBePastUndoing()) {
      stopSign.tellTooLate();
      Shielded.run(this::upToPointOfNoReturn);
    } else {
      stopSign.whileStoppable(this::upToPointOfNoReturn);
    }
    fromPointOfNoReturn();
  }

  private void upToPointOfNoReturn() {
    for (PlanStep step : order.plan().reversibleSteps()) {
      // A plain activity would not be started after that; a local one would.
      CancellationScope.throwCanceled();
      steps.perform(step, false);
    }
    CancellationScope.throwCanceled();
  }

  private void fromPointOfNoReturn() {
    List<PlanStep> rest = order.plan().irreversibleSteps();
    if (!rest.isEmpty()) {
      stopSign.tellTooLate();
    }
    for (PlanStep step : rest) {
      steps.perform(step, true);
    }
  }

  private Outcome takeBack(Abandonment abandoned) {
    OutcomeCode why = abandoned.why();
    List<Deed> begun = steps.deeds();
    boolean somethingDone =
        begun.stream().anyMatch(deed -> !deed.step().changesNothing() && !deed.isSurelyNotDone());
    desk.undoing();
    if (why != OutcomeCode.CANCELLED) {
      // Who cancels again is told again that it is being undone.
      stopSign.tellTooLate();
    }
    List<String> stranded =
        abandoned.leavesAllInPlace() ? undo.leaveAllInPlace() : undo.takeAllBack();
    if (why == OutcomeCode.PROVISIONING_REJECTED && somethingDone) {
      why = OutcomeCode.PROVISIONING_ROLLED_BACK;
    }
    return new Outcome(
        stranded.isEmpty() ? why : OutcomeCode.UNDO_INCOMPLETE,
        steps.serviceId(),
        stranded.isEmpty() ? null : why,
        steps.latest(),
        abandoned.missing(),
        stranded);
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
