package dev.turnup.api.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.turnup.workflows.provisioning.Facts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request has to tell for a step to be part of its plan. */
class ConditionTest {

  @ParameterizedTest
  @CsvSource({"eid, true", "imsi, false"})
  void isMetByAFactWhateverItSays(String fact, boolean met) {
    assertThat(Condition.of("only-with", List.of("eid")).isMetBy(told(Map.of(fact, "1"))))
        .isEqualTo(met);
  }

  @ParameterizedTest
  @CsvSource({"eSIM, true", "esim, true", "' eSIM ', true", "SIM, false", "' ', false"})
  void isMetByAValueInWhateverLetters(String simType, boolean met) {
    assertThat(
            Condition.of("only-with", List.of("sim_type=eSIM"))
                .isMetBy(told(Map.of("sim_type", simType))))
        .isEqualTo(met);
  }

  @ParameterizedTest
  @CsvSource({
    "eSIM, , true",
    "eSIM, 1, true",
    "SIM, , false",
    "SIM, 1, false",
    "' ', 1, true",
    ", 1, true",
    ", , false"
  })
  void goesByTheFirstFactThatIsTold(@Nullable String simType, @Nullable String eid, boolean met) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("sim_type", simType);
    facts.put("secondary_eid", eid);

    assertThat(Condition.of("only-with", List.of("sim_type=eSIM", "eid")).isMetBy(told(facts)))
        .isEqualTo(met);
  }

  @Test
  void isMadeOfAFactAtTheLeast() {
    Condition none = Condition.of("only-with", List.of());

    assertThat(none.isMade()).isFalse();
    assertThat(none.isMetBy(told(Map.of("eid", "1")))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "=eSIM", "sim_type=", "="})
  void isRefusedIfItSaysNothing(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Condition.of("only-without", List.of(text)))
        .withMessageContaining("only-without of a step: '" + text + "'")
        .withMessageContaining("such as eid, or sim_type=eSIM");
  }

  private static Facts told(Map<String, Object> details) {
    return new Facts(details);
  }
}
