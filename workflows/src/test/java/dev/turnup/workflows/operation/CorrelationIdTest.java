package dev.turnup.workflows.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationIdTest {

  private static final String VALID = "4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b11";

  @Test
  void isTheIdOfTheWorkflow() {
    CorrelationId id = CorrelationId.of(UUID.fromString(VALID));

    assertThat(id.workflowId()).isEqualTo(VALID);
    assertThat(id).hasToString(VALID).isEqualTo(new CorrelationId(VALID));
  }

  @Test
  void isTheSameInUpperCase() {
    assertThat(CorrelationId.parse(VALID.toUpperCase(Locale.ROOT)))
        .contains(new CorrelationId(VALID));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "01890a5d-ac96-774b-bcce-b302099a8057"
      })
  void takesUuidsOfAnyVersion(String text) {
    assertThat(CorrelationId.parse(text)).contains(new CorrelationId(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1-2-3-4-5",
        "4f9c2f9c1c3d4b0e9d532f1d7c0a9b11",
        "4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b1",
        "4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b111",
        "4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b1g",
        "{4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b11}",
        " 4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b11",
        "4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b11\n"
      })
  void takesNothingElse(String text) {
    assertThat(CorrelationId.parse(text)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> new CorrelationId(text));
  }

  @Test
  void isNeverWrittenInUpperCase() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CorrelationId(VALID.toUpperCase(Locale.ROOT)));
  }
}
