package dev.turnup.workflows.operation;

import dev.turnup.workflows.provisioning.LostAnswer;
import dev.turnup.workflows.provisioning.Patience;
import dev.turnup.workflows.provisioning.PlanStep;
import dev.turnup.workflows.provisioning.ReadBack;
import dev.turnup.workflows.provisioning.WaitsFor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Valid steps to begin a test with; each method changes one thing. */
public record PlanSteps(PlanStep step) {

  public static PlanSteps of(String name, String title, String system, @Nullable String undo) {
    return new PlanSteps(
        new PlanStep(
            name,
            title,
            system,
            name,
            List.of(),
            undo,
            null,
            false,
            false,
            LostAnswer.REPEAT,
            null,
            true,
            Patience.HOURS,
            null));
  }

  public static PlanSteps like(PlanStep step) {
    return new PlanSteps(step);
  }

  public PlanSteps withoutUndo() {
    return with(step.needs(), null, null, false, false, step.whenAnswerIsLost(), step.readBack());
  }

  public PlanSteps undoneWith(String earlier) {
    return with(
        step.needs(), null, earlier, false, false, step.whenAnswerIsLost(), step.readBack());
  }

  public PlanSteps changingNothing() {
    return with(step.needs(), null, null, true, false, step.whenAnswerIsLost(), step.readBack());
  }

  public PlanSteps pointOfNoReturn() {
    return with(step.needs(), null, null, false, true, step.whenAnswerIsLost(), step.readBack());
  }

  public PlanSteps needing(String... facts) {
    return with(
        List.of(facts),
        step.undo(),
        step.undoneWith(),
        step.changesNothing(),
        step.pointOfNoReturn(),
        step.whenAnswerIsLost(),
        step.readBack());
  }

  public PlanSteps held() {
    return whenAnswerIsLost(LostAnswer.HOLD, null);
  }

  public PlanSteps readBack(@Nullable ReadBack by) {
    return whenAnswerIsLost(LostAnswer.READ_BACK, by);
  }

  public PlanSteps patience(Patience patience) {
    return new PlanSteps(
        new PlanStep(
            step.name(),
            step.title(),
            step.system(),
            step.action(),
            step.needs(),
            step.undo(),
            step.undoneWith(),
            step.changesNothing(),
            step.pointOfNoReturn(),
            step.whenAnswerIsLost(),
            step.readBack(),
            step.localFirst(),
            patience,
            step.waitsFor()));
  }

  /** A step that asks no system and waits for days. */
  public static PlanSteps waitingFor(WaitsFor what) {
    return new PlanSteps(
        new PlanStep(
            "installation",
            "Wait until the profile is installed",
            "sm-dp-plus",
            "await-installation",
            what.needs(),
            null,
            null,
            true,
            false,
            LostAnswer.REPEAT,
            null,
            false,
            Patience.DAYS,
            what));
  }

  private PlanSteps whenAnswerIsLost(LostAnswer lost, @Nullable ReadBack by) {
    return with(
        step.needs(),
        step.undo(),
        step.undoneWith(),
        step.changesNothing(),
        step.pointOfNoReturn(),
        lost,
        by);
  }

  private PlanSteps with(
      List<String> needs,
      @Nullable String undo,
      @Nullable String undoneWith,
      boolean changesNothing,
      boolean pointOfNoReturn,
      LostAnswer lost,
      @Nullable ReadBack readBack) {
    return new PlanSteps(
        new PlanStep(
            step.name(),
            step.title(),
            step.system(),
            step.action(),
            needs,
            undo,
            undoneWith,
            changesNothing,
            pointOfNoReturn,
            lost,
            readBack,
            lost != LostAnswer.HOLD && step.waitsFor() == null,
            step.patience(),
            step.waitsFor()));
  }
}
