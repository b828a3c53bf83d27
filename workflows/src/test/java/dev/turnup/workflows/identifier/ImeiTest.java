package dev.turnup.workflows.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImeiTest {

  @ParameterizedTest
  @ValueSource(strings = {"490154203237518", "352099001761481"})
  void takes(String imei) {
    assertThat(Imei.isValid(imei)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "490154203237519",
        "49015420323751",
        "4901542032375180",
        "49-015420-323751-8",
        "490154203237518\n",
        "49015420323751X"
      })
  void refuses(String imei) {
    assertThat(Imei.isValid(imei)).isFalse();
  }
}
