package dev.turnup.workflows.esim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InstallationIdTest {

  private static final String ICCID = "8934011411551283144";
  private static final String EID = "89049032001234567890123456789057";

  @Test
  void isADigestThatNeverChanges() {
    assertThat(InstallationId.of(ICCID, EID).workflowId())
        .isEqualTo("esim-9c849e9bffda88376cc485e5bc52229d338c7bc01a1e866aef33a9c27ca77028");
  }

  @Test
  void isTheSameWithAndWithoutPadding() {
    assertThat(InstallationId.of(ICCID + "F", EID)).isEqualTo(InstallationId.of(ICCID, EID));
    assertThat(InstallationId.of(ICCID + "f", EID)).isEqualTo(InstallationId.of(ICCID, EID));
  }

  @Test
  void isAnotherForEachProfileAndEachDevice() {
    InstallationId id = InstallationId.of(ICCID, EID);

    assertThat(InstallationId.of(ICCID, "89049032001234567890123456789154")).isNotEqualTo(id);
    assertThat(InstallationId.of("8934011411551283145", EID)).isNotEqualTo(id);
  }
}
