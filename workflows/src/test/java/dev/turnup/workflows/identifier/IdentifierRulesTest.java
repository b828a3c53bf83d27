package dev.turnup.workflows.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierRulesTest {

  private static final String EID = "89049032123451234512345678901235";
  private static final String EID_WITH_WRONG_CHECK_DIGITS = "89049032123451234512345678901234";

  @ParameterizedTest
  @CsvSource({
    "iccid, 8934011411551283144",
    "iccid, 89014103211118510720",
    "secondary_iccid, 8934011411551283144F",
    "eid, " + EID,
    "secondary_eid, " + EID,
    "imei, 490154203237518",
    "imsi, 204080000000001",
    "imsi, 204080"
  })
  void haveNothingToSayOfWhatIsRight(String name, String value) {
    assertThat(IdentifierRules.complaint(name, value, true)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "iccid, 8934011411551283145, E.118",
    "secondary_iccid, 89340114115512831, E.118",
    "eid, 8904903212345123451234567890123, 32 digits",
    "secondary_eid, " + EID_WITH_WRONG_CHECK_DIGITS + ", SGP.29",
    "imei, 490154203237519, 15 digits",
    "imsi, 20408, 6 to 15 digits",
    "imsi, 2040800000000012, 6 to 15 digits",
    "imsi, 20408a, 6 to 15 digits"
  })
  void sayWhatWasExpectedAndDoNotQuoteTheValue(String name, String value, String expected) {
    assertThat(IdentifierRules.complaint(name, value, true))
        .hasValueSatisfying(
            words ->
                assertThat(words)
                    .startsWith("must be a string of ")
                    .contains(expected)
                    .doesNotContain(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iccid", "secondary_iccid", "eid", "secondary_eid", "imei", "imsi"})
  void wantText(String name) {
    assertThat(IdentifierRules.complaint(name, null, false)).isPresent();
    assertThat(IdentifierRules.complaint(name, 204080, false)).isPresent();
    assertThat(IdentifierRules.complaint(name, "", false)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"eid", "secondary_eid"})
  void checkTheDigitsOfAnEidOnlyIfToldSo(String name) {
    assertThat(IdentifierRules.complaint(name, EID_WITH_WRONG_CHECK_DIGITS, false)).isEmpty();
    assertThat(IdentifierRules.complaint(name, EID_WITH_WRONG_CHECK_DIGITS, true)).isPresent();
  }

  @Test
  void sayNothingOfOtherNames() {
    assertThat(IdentifierRules.complaint("model", null, true)).isEmpty();
    assertThat(IdentifierRules.complaint("ICCID", "x", true)).isEmpty();
    assertThat(IdentifierRules.complaint("mac_address", 7, true)).isEmpty();
  }
}
