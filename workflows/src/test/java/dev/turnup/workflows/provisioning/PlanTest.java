package dev.turnup.workflows.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnup.workflows.operation.Orders;
import dev.turnup.workflows.operation.PlanSteps;
import java.time.Duration;
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
        .isThrownBy(() -> Orders.planOf())
        .withMessageContaining("at least one step");
  }

  @Test
  void refusesTwoStepsOfOneName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Orders.planOf(step("reserve"), step("reserve")))
        .withMessageContaining("'reserve'");
  }

  @Test
  void refusesTwoStepsOfOneTitle() {
    PlanStep one = PlanSteps.of("a", "Same", "network", null).step();
    PlanStep other = PlanSteps.of("b", "Same", "network", null).step();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Orders.planOf(one, other))
        .withMessageContaining("'Same'");
  }

  @Test
  void keepsTheOrderOfItsSteps() {
    Plan plan = Orders.planOf(step("c"), step("a"), step("b"));

    assertThat(plan.steps().stream().map(PlanStep::name)).containsExactly("c", "a", "b");
  }

  @Test
  void doesNotChangeWithTheListItWasMadeOf() {
    List<PlanStep> steps = new ArrayList<>(List.of(step("a")));
    Plan plan = new Plan(steps, Duration.ofDays(7), Duration.ofDays(3));
    steps.clear();

    assertThat(plan.steps()).hasSize(1);
    assertThatThrownBy(() -> plan.steps().clear())
        .isInstanceOf(UnsupportedOperationException.class);
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
        .isThrownBy(() -> PlanSteps.of("reserve", title, "inventory", null))
        .withMessageContaining("title")
        .withMessageContaining("'reserve'");
  }

  @Test
  void refusesAStepThatIsUndoneWithALaterOne() {
    PlanStep confirm = PlanSteps.like(step("confirm")).undoneWith("reserve").step();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Orders.planOf(confirm, step("reserve")))
        .withMessageContaining("'confirm' is undone with 'reserve', which is no step before it");
    assertThat(Orders.planOf(step("reserve"), confirm).steps()).hasSize(2);
  }

  @Test
  void refusesAStepThatIsUndoneWithItself() {
    PlanStep confirm = PlanSteps.like(step("confirm")).undoneWith("confirm").step();

    assertThatIllegalArgumentException().isThrownBy(() -> Orders.planOf(confirm));
  }

  @Test
  void refusesTwoPointsOfNoReturn() {
    PlanStep one = PlanSteps.like(step("a")).pointOfNoReturn().step();
    PlanStep other = PlanSteps.like(step("b")).pointOfNoReturn().step();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Orders.planOf(one, other))
        .withMessageContaining("one point of no return");
  }

  @Test
  void isDividedByItsPointOfNoReturn() {
    PlanStep a = step("a");
    PlanStep b = PlanSteps.like(step("b")).pointOfNoReturn().step();
    PlanStep c = step("c");

    assertThat(Orders.planOf(a, b, c).reversibleSteps()).containsExactly(a);
    assertThat(Orders.planOf(a, b, c).irreversibleSteps()).containsExactly(b, c);
    assertThat(Orders.planOf(a, c).reversibleSteps()).containsExactly(a, c);
    assertThat(Orders.planOf(a, c).irreversibleSteps()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"PT0S, PT1H", "PT-1S, PT1H", "PT1H, PT0S", "PT1H, PT-1S"})
  void refusesTimesThatAreNotPositive(Duration deadline, Duration holdFor) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Plan(List.of(step("a")), deadline, holdFor))
        .withMessageContaining("must be positive");
  }

  @Test
  void takesAStepThatCannotBeUndone() {
    assertThat(step("reserve").undo()).isNull();
  }

  @Test
  void takesAStepThatOnlyWaits() {
    assertThat(waiting(true, LostAnswer.REPEAT, false, "iccid", "eid", "imsi").waitsFor())
        .isEqualTo(WaitsFor.ESIM_INSTALLATION);
  }

  @Test
  void refusesAStepThatWaitsAndDoesSomethingElse() {
    String complaint = "'installation' only waits";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> waiting(false, LostAnswer.REPEAT, false, "iccid", "eid"))
        .withMessageContaining(complaint);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> waiting(true, LostAnswer.READ_BACK, false, "iccid", "eid"))
        .withMessageContaining(complaint);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> waiting(true, LostAnswer.REPEAT, true, "iccid", "eid"))
        .withMessageContaining(complaint);
  }

  @Test
  void refusesAStepThatWaitsAndDoesNotNeedWhatItIsRecognisedBy() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> waiting(true, LostAnswer.REPEAT, false, "iccid"))
        .withMessageContaining("needs must name [iccid, eid]");
  }

  private static PlanStep waiting(
      boolean changesNothing, LostAnswer lost, boolean localFirst, String... needs) {
    return new PlanStep(
        "installation",
        "Wait",
        "sm-dp-plus",
        "await-installation",
        List.of(needs),
        null,
        null,
        changesNothing,
        false,
        lost,
        null,
        localFirst,
        Patience.DAYS,
        WaitsFor.ESIM_INSTALLATION);
  }

  private static PlanStep step(String name) {
    return PlanSteps.of(name, "Do " + name, "inventory", null).step();
  }

  private static PlanStep step(String component, String word) {
    return new PlanStep(
        word("name", component, word, "reserve"),
        "Title",
        word("system", component, word, "inventory"),
        word("action", component, word, "do"),
        List.of(),
        component.equals("undo") ? word : null,
        null,
        false,
        false,
        LostAnswer.REPEAT,
        null,
        true,
        Patience.HOURS,
        null);
  }

  private static String word(
      String component, @Nullable String broken, String word, String otherwise) {
    return component.equals(broken) ? word : otherwise;
  }
}
