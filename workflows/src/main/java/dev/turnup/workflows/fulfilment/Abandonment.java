package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.operation.OutcomeCode;
import java.util.List;

/** The operation will not be completed. Thrown by the steps, and always caught by the story. */
final class Abandonment extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final OutcomeCode why;
  private final transient List<String> missing;
  private final boolean leavesAllInPlace;

  private Abandonment(OutcomeCode why, List<String> missing, boolean leavesAllInPlace) {
    super(why.name(), null, false, false);
    this.why = why;
    this.missing = missing;
    this.leavesAllInPlace = leavesAllInPlace;
  }

  static Abandonment because(OutcomeCode why) {
    return new Abandonment(why, List.of(), false);
  }

  /** There is no way back, and nobody who says that a part of it is to be gone all the same. */
  static Abandonment leavingAllInPlace(OutcomeCode why) {
    return new Abandonment(why, List.of(), true);
  }

  static Abandonment missing(List<String> facts) {
    return new Abandonment(OutcomeCode.INFORMATION_MISSING, facts, false);
  }

  OutcomeCode why() {
    return why;
  }

  /** Whether what was done stays as it is. */
  boolean leavesAllInPlace() {
    return leavesAllInPlace;
  }

  /** The names of the facts that were needed and not told. */
  List<String> missing() {
    return missing;
  }
}
