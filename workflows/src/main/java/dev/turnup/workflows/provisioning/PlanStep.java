package dev.turnup.workflows.provisioning;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One deed in one of the operator's systems.
 *
 * @param name what the step is called within its plan; part of the idempotency key
 * @param title words for operators, such as "Reserve number and SIM"
 * @param system the back end that does it, by its configured name
 * @param action what the back end is asked to do
 * @param needs the facts without which it cannot be done, as {@link Facts} names them
 * @param undo the action that takes it back; null if there is none of its own
 * @param undoneWith the earlier step whose undo takes this one back too; null if there is none
 * @param changesNothing whether it only looks, so that there is nothing to take back
 * @param pointOfNoReturn whether nothing may be taken back any more once this may have happened
 * @param whenAnswerIsLost what is done if the deed may have happened and nobody knows
 * @param readBack whom to ask whether it happened; null if the system itself knows by its protocol,
 *     or nobody is asked
 * @param localFirst whether the first attempt may run inside the workflow task, and so be repeated
 *     if the worker dies
 * @param patience how long the step is tried, or waits, before it counts as failed
 * @param waitsFor what the step waits for instead of asking its system; null if it asks
 */
public record PlanStep(
    String name,
    String title,
    String system,
    String action,
    List<String> needs,
    @Nullable String undo,
    @Nullable String undoneWith,
    boolean changesNothing,
    boolean pointOfNoReturn,
    LostAnswer whenAnswerIsLost,
    @Nullable ReadBack readBack,
    boolean localFirst,
    Patience patience,
    @Nullable WaitsFor waitsFor) {

  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  /**
   * @throws IllegalArgumentException if a word is not 1 to 40 lower-case letters, digits or dashes,
   *     starting with a letter, the title is blank, or what is said contradicts itself
   */
  public PlanStep {
    needs = List.copyOf(needs);
    requireWord("name", name);
    requireWord("system", system);
    requireWord("action", action);
    if (undo != null) {
      requireWord("undo", undo);
    }
    if (title.isBlank()) {
      throw new IllegalArgumentException("title of step '%s' is blank".formatted(name));
    }
    int waysBack = (undo == null ? 0 : 1) + (undoneWith == null ? 0 : 1) + (changesNothing ? 1 : 0);
    require(waysBack <= 1, name, "has more than one of undo, undone-with and changes-nothing");
    require(
        !pointOfNoReturn || waysBack == 0,
        name,
        "is the point of no return, and so has no undo, undone-with or changes-nothing");
    require(
        readBack == null || whenAnswerIsLost == LostAnswer.READ_BACK,
        name,
        "has a read-back, and so when-answer-is-lost must be read-back");
    require(
        !localFirst || whenAnswerIsLost != LostAnswer.HOLD,
        name,
        "may not be repeated when its answer is lost, and so cannot run local first");
    require(
        waitsFor == null
            || (changesNothing && whenAnswerIsLost == LostAnswer.REPEAT && !localFirst),
        name,
        "only waits, and so changes nothing, has no lost answer and cannot run local first");
    require(
        waitsFor == null || needs.containsAll(waitsFor.needs()),
        name,
        "waits, and so needs must name " + (waitsFor == null ? "" : waitsFor.needs()));
  }

  /**
   * The same where nothing can be taken back any more when it is come to: no point of no return, as
   * that has been passed, but without a way back as before.
   */
  public PlanStep afterPointOfNoReturn() {
    return !pointOfNoReturn
        ? this
        : new PlanStep(
            name,
            title,
            system,
            action,
            needs,
            undo,
            undoneWith,
            changesNothing,
            false,
            whenAnswerIsLost,
            readBack,
            localFirst,
            patience,
            waitsFor);
  }

  private static void require(boolean holds, String name, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("step '%s' %s".formatted(name, otherwise));
    }
  }

  static void requireWord(String component, String value) {
    if (!WORD.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s of a step: '%s' (expected: %s)".formatted(component, value, WORD.pattern()));
    }
  }
}
