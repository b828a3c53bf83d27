package dev.turnup.workflows.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IccidTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8934011411551283144",
        "8934011411551283144F",
        "8934011411551283144f",
        // 20 digits, of which the 19th is the check digit, and such of which it is the last.
        "89340114115512831447",
        "89014103211118510720"
      })
  void takes(String iccid) {
    assertThat(Iccid.isValid(iccid)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "F",
        "8934011411551283145",
        "8934011411551283145F",
        "893401141155128314",
        "893401141155128314F",
        "8934011411551283144FF",
        "8934011411551283144 ",
        " 8934011411551283144",
        "8934011411551283144\n",
        "8934011411551283144A",
        "893401141155128314447",
        "89340-11411551283144",
        "٨٩٣٤٠١١٤١١٥٥١٢٨٣١٤٤"
      })
  void refuses(String iccid) {
    assertThat(Iccid.isValid(iccid)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "8934011411551283144, 8934011411551283144",
    "8934011411551283144F, 8934011411551283144",
    "8934011411551283144f, 8934011411551283144",
    "89014103211118510720, 89014103211118510720"
  })
  void isTheSameWithAndWithoutItsPadding(String iccid, String canonical) {
    assertThat(Iccid.canonical(iccid)).isEqualTo(canonical);
  }
}
