package dev.turnup.workflows.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.turnup.workflows.operation.PlanSteps;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a step must not contradict itself. */
class PlanStepTest {

  private static final PlanSteps VALID = PlanSteps.of("reserve", "Reserve", "inventory", null);
  private static final ReadBack READ_BACK = new ReadBack("network", "find");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "release, check, false",
        "release, -, true",
        "-, check, true",
        "release, check, true"
      })
  void hasOneWayBackAtMost(
      @Nullable String undo, @Nullable String undoneWith, boolean changesNothing) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> step(undo, undoneWith, changesNothing, false))
        .withMessageContaining("'reserve' has more than one of undo, undone-with");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"release, -, false", "-, check, false", "-, -, true"})
  void hasNoWayBackIfItIsThePointOfNoReturn(
      @Nullable String undo, @Nullable String undoneWith, boolean changesNothing) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> step(undo, undoneWith, changesNothing, true))
        .withMessageContaining("'reserve' is the point of no return");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"release, -, false", "-, check, false", "-, -, true", "-, -, false"})
  void hasOneWayBackOrNone(
      @Nullable String undo, @Nullable String undoneWith, boolean changesNothing) {
    assertThat(step(undo, undoneWith, changesNothing, false))
        .returns(undo, PlanStep::undo)
        .returns(undoneWith, PlanStep::undoneWith)
        .returns(changesNothing, PlanStep::changesNothing);
  }

  @ParameterizedTest
  @EnumSource(names = "READ_BACK", mode = EnumSource.Mode.EXCLUDE)
  void namesNobodyToReadBackFromUnlessItIsReadBack(LostAnswer lost) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> step(lost, READ_BACK, false))
        .withMessageContaining("'reserve' has a read-back");
  }

  @Test
  void mayBeReadBackFromItsOwnSystem() {
    assertThat(step(LostAnswer.READ_BACK, null, true).readBack()).isNull();
    assertThat(step(LostAnswer.READ_BACK, READ_BACK, true).readBack()).isEqualTo(READ_BACK);
  }

  @Test
  void doesNotRunLocalFirstIfItMayNotBeRepeated() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> step(LostAnswer.HOLD, null, true))
        .withMessageContaining("'reserve' may not be repeated");
    assertThat(step(LostAnswer.HOLD, null, false).localFirst()).isFalse();
  }

  @Test
  void doesNotChangeWithTheListOfWhatItNeeds() {
    List<String> needs = new ArrayList<>(List.of("iccid"));
    PlanStep valid = VALID.step();
    PlanStep step =
        new PlanStep(
            valid.name(),
            valid.title(),
            valid.system(),
            valid.action(),
            needs,
            null,
            null,
            false,
            false,
            LostAnswer.REPEAT,
            null,
            true,
            Patience.HOURS,
            null);
    needs.clear();

    assertThat(step.needs()).containsExactly("iccid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Network", "a b", "1st"})
  void isReadBackFromAWordOnly(String word) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReadBack(word, "find"))
        .withMessageContaining("read-back system");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReadBack("network", word))
        .withMessageContaining("read-back action");
  }

  @Test
  void isNoPointOfNoReturnAfterAnotherAndStillHasNoWayBack() {
    PlanStep point = step(null, null, false, true);
    PlanStep other = step("release", null, false, false);

    assertThat(point.afterPointOfNoReturn()).isEqualTo(step(null, null, false, false));
    assertThat(other.afterPointOfNoReturn()).isEqualTo(other);
  }

  private static PlanStep step(
      @Nullable String undo,
      @Nullable String undoneWith,
      boolean changesNothing,
      boolean pointOfNoReturn) {
    return new PlanStep(
        "reserve",
        "Reserve",
        "inventory",
        "reserve",
        List.of(),
        undo,
        undoneWith,
        changesNothing,
        pointOfNoReturn,
        LostAnswer.REPEAT,
        null,
        true,
        Patience.HOURS,
        null);
  }

  private static PlanStep step(LostAnswer lost, @Nullable ReadBack readBack, boolean localFirst) {
    return new PlanStep(
        "reserve",
        "Reserve",
        "inventory",
        "reserve",
        List.of(),
        null,
        null,
        false,
        false,
        lost,
        readBack,
        localFirst,
        Patience.HOURS,
        null);
  }
}
