package dev.turnup.workflows.provisioning;

/**
 * Whom to ask whether a deed has happened.
 *
 * @param system the back end that knows, by its configured name
 * @param action what it is asked
 */
public record ReadBack(String system, String action) {

  /**
   * @throws IllegalArgumentException if one of them is not a word as plans have them
   */
  public ReadBack {
    PlanStep.requireWord("read-back system", system);
    PlanStep.requireWord("read-back action", action);
  }
}
