package dev.turnup.activities.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @ParameterizedTest
  @CsvSource({"1, 1", "120, 120", "' 7 ', 7", "007, 7"})
  void isASpanOfSeconds(String header, long seconds) {
    assertThat(RetryAfter.parse(header, NOW)).contains(Duration.ofSeconds(seconds));
  }

  @Test
  void isADate() {
    assertThat(RetryAfter.parse("Mon, 23 Nov 2026 10:01:30 GMT", NOW))
        .contains(Duration.ofSeconds(90));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9999999999", "99999999999999999999999999"})
  void isLongWhenItSaysMoreThanAnybodyWaits(String header) {
    assertThat(RetryAfter.parse(header, NOW))
        .hasValueSatisfying(pause -> assertThat(pause).isGreaterThan(Duration.ofDays(365)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "soon",
        "-5",
        "+5",
        "1.5",
        "5s",
        "5, 10",
        "٣",
        "2026-11-23T10:01:30Z",
        "Sun, 23 Nov 2026 10:01:30 GMT",
        "Mon, 23 Nov 2026 25:00:00 GMT"
      })
  void isNoneWhenMalformed(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "Mon, 23 Nov 2026 10:00:00 GMT", "Mon, 23 Nov 2026 09:59:59 GMT"})
  void isNoneWhenThereIsNothingToWaitFor(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isEmpty();
  }

  @Test
  void isNoneWhenMissing() {
    assertThat(RetryAfter.parse(null, NOW)).isEmpty();
  }
}
