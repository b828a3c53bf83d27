package dev.turnup.workflows.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {

  @Test
  void needsAStep() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Plan(List.of()))
        .withMessageContaining("at least one step");
  }

  @Test
  void refusesTwoStepsOfOneName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Plan(List.of(step("reserve", true), step("reserve", true))))
        .withMessageContaining("'reserve'");
  }

  @Test
  void refusesTwoStepsOfOneTitle() {
    PlanStep one = new PlanStep("a", "Same", "network", "do", null, true, Patience.HOURS);
    PlanStep other = new PlanStep("b", "Same", "network", "do", null, true, Patience.HOURS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Plan(List.of(one, other)))
        .withMessageContaining("'Same'");
  }

  @Test
  void keepsTheOrderOfItsSteps() {
    Plan plan = new Plan(List.of(step("c", true), step("a", true), step("b", true)));

    assertThat(plan.steps().stream().map(PlanStep::name)).containsExactly("c", "a", "b");
  }

  @Test
  void doesNotChangeWithTheListItWasMadeOf() {
    List<PlanStep> steps = new ArrayList<>(List.of(step("a", true)));
    Plan plan = new Plan(steps);
    steps.clear();

    assertThat(plan.steps()).hasSize(1);
    assertThatThrownBy(() -> plan.steps().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void isRepeatableIfAllStepsAre() {
    assertThat(new Plan(List.of(step("a", true), step("b", true))).isRepeatable()).isTrue();
    assertThat(new Plan(List.of(step("a", true), step("b", false))).isRepeatable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"name", "system", "action", "undo"})
  void refusesAStepWhoseWordIsNotOneNamingIt(String component) {
    for (String word : List.of("", "Reserve", "a b", "a/b", "1st", "a_b", "x".repeat(41))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> step(component, word))
          .withMessageContaining(component)
          .withMessageContaining("'" + word + "'");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void refusesAStepWithoutATitleNamingIt(String title) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new PlanStep("reserve", title, "inventory", "do", null, true, Patience.HOURS))
        .withMessageContaining("title")
        .withMessageContaining("'reserve'");
  }

  @Test
  void takesAStepThatCannotBeUndone() {
    assertThat(step("reserve", true).undo()).isNull();
  }

  private static PlanStep step(String name, boolean repeatable) {
    return new PlanStep(name, "Do " + name, "inventory", "do", null, repeatable, Patience.HOURS);
  }

  private static PlanStep step(String component, String word) {
    return new PlanStep(
        word("name", component, word, "reserve"),
        "Title",
        word("system", component, word, "inventory"),
        word("action", component, word, "do"),
        component.equals("undo") ? word : null,
        true,
        Patience.HOURS);
  }

  private static String word(
      String component, @Nullable String broken, String word, String otherwise) {
    return component.equals(broken) ? word : otherwise;
  }
}
