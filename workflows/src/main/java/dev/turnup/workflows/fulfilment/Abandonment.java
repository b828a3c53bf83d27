package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.operation.OutcomeCode;
import java.util.List;

/** The operation will not be completed. Thrown by the steps, and always caught by the story. */
final class Abandonment extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final OutcomeCode why;
  private final transient List<String> missing;

  private Abandonment(OutcomeCode why, List<String> missing) {
    super(why.name(), null, false, false);
    this.why = why;
    this.missing = missing;
  }

  static Abandonment because(OutcomeCode why) {
    return new Abandonment(why, List.of());
  }

  static Abandonment missing(List<String> facts) {
    return new Abandonment(OutcomeCode.INFORMATION_MISSING, facts);
  }

  OutcomeCode why() {
    return why;
  }

  /** The names of the facts that were needed and not told. */
  List<String> missing() {
    return missing;
  }
}
