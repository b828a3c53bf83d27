package dev.turnup.workflows.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EidTest {

  private static final String VALID = "89049032001234567890123456789057";

  @ParameterizedTest
  @ValueSource(strings = {VALID, "89001012012341234012345678901224"})
  void takes(String eid) {
    assertThat(Eid.isValid(eid)).isTrue();
    assertThat(Eid.isWellFormed(eid)).isTrue();
  }

  @Test
  void tellsWrongCheckDigitsFromAWrongForm() {
    String wrong = VALID.substring(0, 31) + "8";

    assertThat(Eid.isValid(wrong)).isFalse();
    assertThat(Eid.isWellFormed(wrong)).isTrue();
  }

  @Test
  void findsTwoNeighboursThatAreSwapped() {
    assertThat(Eid.isValid("98049032001234567890123456789057")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "8904903200123456789012345678905",
        "890490320012345678901234567890570",
        "8904903200123456789012345678905F",
        "-8904903200123456789012345678905",
        "89049032001234567890123456789057\n",
        " 89049032001234567890123456789057"
      })
  void refuses(String eid) {
    assertThat(Eid.isValid(eid)).isFalse();
    assertThat(Eid.isWellFormed(eid)).isFalse();
  }
}
