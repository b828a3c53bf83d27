package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.operation.InstallationEnded;
import dev.turnup.workflows.operation.Order;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.provisioning.Facts;
import dev.turnup.workflows.provisioning.LostAnswer;
import dev.turnup.workflows.provisioning.PlanStep;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Does steps and takes them back, and remembers what the systems answered. */
final class Steps {

  private static final String SERVICE_ID = "service_id";

  private final Order order;
  private final Told told;
  private final Attempts attempts;
  private final Installations installations;
  private final OperatorDesk desk;
  private final StopSign stopSign;
  private final FirstTask firstTask;
  private final Progress progress;
  private final String correlationId = Workflow.getInfo().getWorkflowId();
  private final List<Deed> deeds = new ArrayList<>();
  private final Map<String, Map<String, Object>> results = new LinkedHashMap<>();
  private boolean answeredByAnOperator;
  private @Nullable PlanStep latest;
  private @Nullable String serviceId;

  Steps(
      Order order,
      Told told,
      Attempts attempts,
      Installations installations,
      OperatorDesk desk,
      StopSign stopSign,
      FirstTask firstTask,
      Progress progress) {
    this.order = order;
    this.told = told;
    this.attempts = attempts;
    this.installations = installations;
    this.desk = desk;
    this.stopSign = stopSign;
    this.firstTask = firstTask;
    this.progress = progress;
    serviceId = order.serviceId();
  }

  /** The service id that the partner named or a system assigned; empty as long as there is none. */
  String serviceId() {
    return serviceId == null ? "" : serviceId;
  }

  /** The title of the step that was come to last; null if there was none. */
  @Nullable String latest() {
    return latest == null ? null : latest.title();
  }

  /** What was begun, in this order. */
  List<Deed> deeds() {
    return deeds;
  }

  /**
   * Does a step, however often an operator has it tried.
   *
   * @param noWayBack whether it is the point of no return, or comes after it. Then it cannot be
   *     stopped, but for the point of no return while it is held and surely has not happened
   * @throws Abandonment if the operation will not be completed
   * @throws io.temporal.failure.TemporalFailure if the operation was stopped
   */
  void perform(PlanStep step, boolean noWayBack) {
    latest = step;
    while (true) {
      Optional<String> trouble =
          noWayBack ? Shielded.call(() -> tried(step, true)) : tried(step, false);
      if (trouble.isEmpty()) {
        return;
      }
      OperatorDesk.Decision decision = held(step, trouble.get(), noWayBack);
      switch (decision.what()) {
        case RETRY -> {}
        case SKIP -> {
          skipped(step, decision.result());
          return;
        }
        case GIVE_UP -> throw Abandonment.because(OutcomeCode.OPERATOR_NEEDED);
        case NONE ->
            throw isThereAWayBack(step, noWayBack)
                ? Abandonment.because(OutcomeCode.OPERATOR_NEEDED)
                : Abandonment.leavingAllInPlace(OutcomeCode.OPERATOR_NEEDED);
      }
    }
  }

  /** Does a step, or waits for it. Empty once it is done; why it is to be held otherwise. */
  private Optional<String> tried(PlanStep step, boolean noWayBack) {
    List<String> missing = missing(step);
    if (missing.isEmpty()) {
      Deed deed = begin(step);
      return step.waitsFor() == null ? asked(deed, noWayBack) : awaited(deed, noWayBack);
    }
    if (firstTask.mayBePastUndoing() || (noWayBack && !step.pointOfNoReturn())) {
      return Optional.of("not known: " + String.join(", ", missing));
    }
    throw Abandonment.missing(missing);
  }

  private OperatorDesk.Decision held(PlanStep step, String why, boolean noWayBack) {
    if (!noWayBack) {
      return desk.hold(step, why);
    }
    return isThereAWayBack(step, true) && !firstTask.mayBePastUndoing()
        ? stopSign.reopenedWhile(() -> desk.hold(step, why))
        : Shielded.call(() -> desk.hold(step, why));
  }

  /** Has the step's system do it. Empty once it is done; why it is to be held otherwise. */
  private Optional<String> asked(Deed deed, boolean noWayBack) {
    try {
      StepRequest request = request(deed);
      deed.askedBy(request);
      StepResult result = attempts.perform(deed, request);
      done(deed.step(), result);
      deed.done(result.answer());
      return Optional.empty();
    } catch (ActivityFailure failure) {
      deed.failed(FailureKind.of(failure));
      abandonUnlessToBeHeld(deed.step(), failure, noWayBack);
      return Optional.of(Progress.reason(failure));
    }
  }

  /**
   * Waits for what the step waits for. Empty once it has come; why it is to be held otherwise. Even
   * a run whose first task was lost may give up here: nobody has told of success while this was
   * still to come.
   */
  private Optional<String> awaited(Deed deed, boolean noWayBack) {
    PlanStep step = deed.step();
    Optional<InstallationEnded> end = installations.await(step, facts());
    if (end.isPresent() && end.get().installed()) {
      done(step, StepResult.done(Map.of()));
      deed.done(Map.of());
      return Optional.empty();
    }
    if (end.isEmpty()) {
      if (!noWayBack) {
        throw Abandonment.because(OutcomeCode.TIMED_OUT);
      }
      return Optional.of("has not come within " + step.patience().total());
    }
    if (!noWayBack) {
      deed.refuse();
      throw Abandonment.because(OutcomeCode.PROVISIONING_REJECTED);
    }
    String code = end.get().code();
    return Optional.of("has failed for good" + (code == null ? "" : ": " + code));
  }

  /**
   * As far as a lost first task may have come, and as the partner said it: this time the run does
   * not get there.
   */
  void beginAsALostTaskMayHave() {
    Told atFirst = new Told(order);
    firstTask.mayHaveDone().stream()
        .filter(step -> deeds.stream().noneMatch(deed -> deed.key().equals(firstKey(step))))
        .forEach(
            step -> {
              Deed deed = new Deed(step, firstKey(step), atFirst);
              deed.mayHaveBegun(firstTask.begun());
              deeds.add(deed);
            });
  }

  /**
   * Waits until systems that never answered are surely not at any of the deeds any more: an undo
   * that overtakes them would find nothing to undo.
   *
   * @param together those that are taken back by one undo
   */
  void letSettle(List<Deed> together) {
    for (Deed deed : together) {
      Duration left = deed.settlesIn();
      if (left.isPositive()) {
        NamedWait.atMost(left, "Until it can be seen: " + deed.step().title(), () -> false);
      }
    }
  }

  /**
   * Waits until a system is over with what it has taken, whatever comes of it.
   *
   * @return whether it is over
   * @throws ActivityFailure if that needs an operator
   */
  boolean letEnd(Deed deed) {
    StepResult taken = deed.underWay();
    if (taken == null) {
      return true;
    }
    try {
      deed.done(attempts.followToItsEnd(deed, taken).answer());
      progress.done(deed.step());
    } catch (ActivityFailure failure) {
      FailureKind kind = FailureKind.of(failure);
      deed.failed(kind);
      if (kind == FailureKind.NEEDS_OPERATOR) {
        throw failure;
      }
    }
    return deed.underWay() == null;
  }

  /**
   * Takes a deed back that may or may not have happened.
   *
   * @throws ActivityFailure if it was refused, or did not succeed for as long as an undo is tried
   */
  void undo(Deed deed, String undoAction) {
    Map<String, Map<String, Object>> known = known(deed.corrections());
    if (!deed.isDone()) {
      known.remove(deed.step().name());
      deed.answerSoFar().ifPresent(answer -> known.put(deed.step().name(), answer));
    }
    attempts.undo(deed.step(), request(deed, undoAction, deed.key() + ".undo", deed.key(), known));
  }

  private List<String> missing(PlanStep step) {
    Facts facts = facts();
    return step.needs().stream().filter(fact -> !facts.has(fact)).toList();
  }

  private Facts facts() {
    return new Facts(asTold(told.members()), known(told.corrections()));
  }

  /** Remembered before the deed: one whose answer is lost may have happened all the same. */
  private Deed begin(PlanStep step) {
    progress.doing(step);
    String key = key(step);
    if (!deeds.isEmpty() && deeds.getLast().key().equals(key)) {
      deeds.getLast().again();
      return deeds.getLast();
    }
    deeds.add(new Deed(step, key, told));
    return deeds.getLast();
  }

  /** After a correction it is another deed, which the system must not take for the first one. */
  private String key(PlanStep step) {
    String key = firstKey(step);
    return told.revision() == 1 ? key : key + "." + told.revision();
  }

  private String firstKey(PlanStep step) {
    return correlationId + "." + step.name();
  }

  private void done(PlanStep step, StepResult result) {
    results.put(step.name(), result.answer());
    told.answered(result.answer());
    if (serviceId == null) {
      serviceId = result.serviceId();
    }
    progress.done(step);
  }

  private void skipped(PlanStep step, Map<String, Object> result) {
    answeredByAnOperator = true;
    done(step, StepResult.done(result));
    if (!deeds.isEmpty() && deeds.getLast().step().equals(step)) {
      deeds.getLast().done(result);
    }
    progress.skipped(step);
  }

  private void abandonUnlessToBeHeld(PlanStep step, ActivityFailure failure, boolean noWayBack) {
    FailureKind kind = FailureKind.of(failure);
    if (kind != FailureKind.REJECTED && CancellationScope.current().isCancelRequested()) {
      // An attempt that fails after the cancellation is not repeated, and says only why it failed.
      throw new CanceledFailure("stopped");
    }
    switch (kind) {
      case REJECTED -> {
        if (firstTask.mayHaveDone().contains(step) && mayRefuseWhatIsOurs(step)) {
          return;
        }
        if (isThereAWayBack(step, noWayBack)) {
          throw Abandonment.because(OutcomeCode.PROVISIONING_REJECTED);
        }
      }
      case UNAVAILABLE -> {
        if (!noWayBack) {
          throw Abandonment.because(OutcomeCode.PROVISIONING_UNAVAILABLE);
        }
      }
      case UNCERTAIN -> {
        if (!noWayBack && step.whenAnswerIsLost() != LostAnswer.HOLD) {
          throw Abandonment.because(OutcomeCode.PROVISIONING_UNAVAILABLE);
        }
      }
      case CANCELLED -> throw failure;
      case BUG, NEEDS_OPERATOR -> {}
      case UNDELIVERABLE -> throw new IllegalStateException("no step is undeliverable", failure);
    }
  }

  /**
   * Of what was done under a first key that it does not see: "this device is insured already".
   * Under that key itself, and in the same words, a system would have answered as it did at first.
   */
  private boolean mayRefuseWhatIsOurs(PlanStep step) {
    return step.changesNothing() || told.revision() > 1 || answeredByAnOperator;
  }

  /** The point of no return itself is none as long as it surely has not happened. */
  private boolean isThereAWayBack(PlanStep step, boolean noWayBack) {
    return !noWayBack || (step.pointOfNoReturn() && isSurelyNotDone(step));
  }

  private boolean isSurelyNotDone(PlanStep step) {
    return deeds.stream().filter(deed -> deed.step().equals(step)).allMatch(Deed::isSurelyNotDone);
  }

  /** What the steps answered, and last what operators corrected since: the last word counts. */
  private Map<String, Map<String, Object>> known(Map<String, Object> corrections) {
    Map<String, Map<String, Object>> known = new LinkedHashMap<>(results);
    if (!corrections.isEmpty()) {
      known.put(StepRequest.CORRECTIONS, new LinkedHashMap<>(corrections));
    }
    return known;
  }

  private StepRequest request(Deed deed) {
    // In the order of the steps, and so the same bytes in every attempt: a back end may compare.
    return request(deed, deed.step().action(), deed.key(), null, known(deed.corrections()));
  }

  private StepRequest request(
      Deed deed,
      String action,
      String key,
      @Nullable String undoes,
      Map<String, Map<String, Object>> known) {
    PlanStep step = deed.step();
    return new StepRequest(
        correlationId,
        order.partner(),
        order.serviceType(),
        step.name(),
        step.system(),
        action,
        key,
        undoes,
        undoes == null ? null : step.action(),
        undoes == null ? null : deed.undoneAsOf(),
        step.whenAnswerIsLost(),
        step.readBack(),
        undoes == null ? null : deed.reference(),
        null,
        asTold(deed.told()),
        known);
  }

  private Map<String, Object> asTold(Map<String, Object> members) {
    Map<String, Object> asTold = new LinkedHashMap<>(members);
    if (serviceId != null) {
      asTold.put(SERVICE_ID, serviceId);
    }
    return asTold;
  }
}
