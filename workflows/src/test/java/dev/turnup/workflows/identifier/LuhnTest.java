package dev.turnup.workflows.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LuhnTest {

  @ParameterizedTest
  @ValueSource(strings = {"0", "18", "79927398713", "4111111111111111", "490154203237518"})
  void takes(String digits) {
    assertThat(Luhn.isValid(digits)).isTrue();
  }

  @Test
  void takesOneCheckDigitOutOfTen() {
    assertThat(
            IntStream.range(0, 10)
                .mapToObj(checkDigit -> "7992739871" + checkDigit)
                .filter(Luhn::isValid))
        .containsExactly("79927398713");
  }

  @Test
  void findsAnyOneDigitThatIsWrong() {
    String valid = "79927398713";
    for (int at = 0; at < valid.length(); at++) {
      for (char digit = '0'; digit <= '9'; digit++) {
        String changed = valid.substring(0, at) + digit + valid.substring(at + 1);
        assertThat(Luhn.isValid(changed)).as(changed).isEqualTo(changed.equals(valid));
      }
    }
  }

  @Test
  void findsTwoNeighboursThatAreSwapped() {
    assertThat(Luhn.isValid("79927398731")).isFalse();
    assertThat(Luhn.isValid("79297398713")).isFalse();
  }
}
