package dev.turnup.standalone.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScriptTest {

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void aServiceIdSaysWhatGoesWrongWithWhichAction(Scenario scenario) {
    String script = "sim-slow-x." + scenario.word() + "-add-voice~42-add-sim";

    assertThat(Script.ofServiceId(script, "add-voice")).contains(scenario);
    assertThat(Script.ofServiceId(script, "voice")).isEmpty();
    assertThat(Script.ofServiceId(script, "add-sim")).isEmpty();
  }

  @Test
  void ordinaryIdsAreLeftAlone() {
    assertThat(Script.ofServiceId("612123456", "activate")).isEmpty();
    assertThat(Script.ofServiceId("simple-refuse-activate", "activate")).isEmpty();
    assertThat(Script.ofIccid("8934011411551283144", 1)).isEmpty();
    assertThat(Script.ofIccid("", 1)).isEmpty();
  }

  @Test
  void anIccidSaysWhatGoesWrongWithWhichFunction() {
    String iccid = ScriptedIccid.of("busy", "confirm-order");

    assertThat(iccid).hasSize(19).startsWith("8999112");
    assertThat(Script.ofIccid(iccid, 2)).contains(Scenario.BUSY);
    assertThat(Script.ofIccid(iccid, 1)).isEmpty();
  }

  @Test
  void noTwoScenariosShareANumber() {
    assertThat(Arrays.stream(Scenario.values()).map(Scenario::digits))
        .filteredOn(digits -> !digits.equals("00"))
        .doesNotHaveDuplicates();
  }

  @Test
  void checkDigitsAreThoseOfRealCards() {
    assertThat(Identifiers.withCheckDigit("893401141155128314")).isEqualTo("8934011411551283144");
  }
}
