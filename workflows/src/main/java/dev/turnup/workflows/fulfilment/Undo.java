package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.failure.FailureKind;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Functions.Func;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes back what was begun if the operation fails. The SDK's {@code Saga} stops at the first
 * failed undo or hides it; this one tries all of them and tells what is left.
 */
final class Undo {

  private final Steps steps;
  private final OperatorDesk desk;
  private final Progress progress;

  Undo(Steps steps, OperatorDesk desk, Progress progress) {
    this.steps = steps;
    this.desk = desk;
    this.progress = progress;
  }

  /**
   * Takes everything back, the last first. A step that is undone with an earlier one has that one
   * taken back in its turn; and if that is refused, what was done before stays in place: a profile
   * that is on a device by then must not lose its line, nor be given to somebody else.
   *
   * @return the titles of the steps that are left behind
   */
  List<String> takeAllBack() {
    Set<String> stranded = new LinkedHashSet<>();
    Set<Deed> settled = new LinkedHashSet<>();
    boolean inUse = false;
    for (Deed last : steps.deeds().reversed()) {
      Deed deed = takerBackOf(last);
      if (settled.add(deed) && !(inUse ? isNothing(deed) : takeBack(deed))) {
        progress.leftBehind(deed.step());
        stranded.add(deed.step().title());
        inUse |= deed != last;
      }
    }
    return List.copyOf(stranded);
  }

  /**
   * Takes nothing back.
   *
   * @return the titles of the steps that are left behind, the last first
   */
  List<String> leaveAllInPlace() {
    Set<String> stranded = new LinkedHashSet<>();
    for (Deed deed : steps.deeds().reversed()) {
      if (!deed.step().changesNothing() && !deed.isSurelyNotDone()) {
        progress.leftBehind(deed.step());
        stranded.add(deed.step().title());
      }
    }
    return List.copyOf(stranded);
  }

  private Deed takerBackOf(Deed deed) {
    String earlier = deed.step().undoneWith();
    return steps.deeds().stream()
        .filter(other -> other.step().name().equals(earlier))
        .reduce((first, second) -> second)
        .orElse(deed);
  }

  private static boolean isNothing(Deed deed) {
    return deed.step().changesNothing() || (deed.step().undo() == null && deed.isSurelyNotDone());
  }

  /** Takes a deed back, and those that are undone with it: none of them may come after the undo. */
  private boolean takeBack(Deed deed) {
    String undo = deed.step().undo();
    if (undo == null) {
      return isNothing(deed);
    }
    progress.undoing(deed.step());
    List<Deed> together =
        steps.deeds().stream().filter(each -> takerBackOf(each).equals(deed)).toList();
    steps.letSettle(together);
    // The undo tells the system of its own deed's work only.
    for (Deed each : together) {
      if (!each.equals(deed) && !tried(each, () -> steps.letEnd(each))) {
        progress.leftBehind(each.step());
        return false;
      }
    }
    return tried(deed, () -> undone(deed, undo));
  }

  private boolean undone(Deed deed, String undo) {
    progress.undoing(deed.step());
    steps.undo(deed, undo);
    progress.undone(deed.step());
    return true;
  }

  /** As often as an operator has it tried again; what is skipped counts as done. */
  private boolean tried(Deed deed, Func<Boolean> work) {
    while (true) {
      try {
        return work.apply();
      } catch (ActivityFailure failure) {
        if (FailureKind.of(failure) != FailureKind.NEEDS_OPERATOR) {
          return false;
        }
        String why = "cannot be undone: " + Progress.reason(failure);
        switch (desk.hold(deed.step(), why).what()) {
          case RETRY -> {}
          case SKIP -> {
            progress.skipped(deed.step());
            return true;
          }
          case GIVE_UP, NONE -> {
            return false;
          }
        }
      }
    }
  }
}
