package dev.turnup.activities.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.activities.http.HttpAnswer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnippetTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "text/html; charset=utf-8",
        "application/json",
        "Application/JSON;charset=UTF-8",
        "application/problem+json"
      })
  void showsTextAndJson(String contentType) {
    assertThat(of(contentType, " no such\toperation\r\n")).isEqualTo("no such operation");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "image/png", "application/octet-stream", "application/jsonp", "json"})
  void showsNothingElse(@Nullable String contentType) {
    assertThat(of(contentType, "no such operation")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "\u0000\u0007"})
  void showsNothingWhereThereIsNothing(String body) {
    assertThat(of("text/plain", body)).isNull();
  }

  @Test
  void isCutAt200CharactersAndNotWithinOne() {
    assertThat(of("text/plain", "no ".repeat(1000))).hasSize(200);
    assertThat(of("text/plain", "😀 ".repeat(300))).isEqualTo("😀 ".repeat(100));
  }

  @Test
  void hasNoCharactersThatPlayTricks() {
    assertThat(of("text/plain", "a\u001b[31mb\u202ec\u0085d\u200be")).isEqualTo("a[31mbcde");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "612123456",
        "123456",
        "+34 612 123 456",
        "8934-0115-5128-3144",
        "٦١٢١٢٣٤٥٦",
        "612\u200b123\u200b456",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsk_short",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl",
        "eyJhbGciOiJub25lIn0",
        "Authorization: Basic YTpi",
        "Bearer abc",
        "{\"access_token\": \"abc\"}",
        "{\\\"password\\\":\\\"abc\\\"}",
        "api-key=abc",
        "ana@partner.example",
        "5f4dcc3b5aa765d61d8327deb882cf99",
        "7c9e6679-7425-40de-944b-e07fc1f90ae7"
      })
  void masksWhatMayBeSecretOrPersonal(String secret) {
    String shown = of("text/plain", "refused " + secret + " today");
    assertThat(shown).startsWith("refused ").endsWith(" today").contains("***");
    assertThat(shown)
        .doesNotContain("612", "123", "8934", "٦١", "MfKQ", "short", "eyJ", "YTpi", "abc")
        .doesNotContain("ana", "5f4d", "7c9e");
  }

  @Test
  void leavesWordsAndSmallNumbersAlone() {
    String words = "Error 42 in line 12345 of NotificationReceiverController: try again in 30 s";
    assertThat(of("text/plain", words)).isEqualTo(words);
  }

  @Test
  void masksWhatIsCutInTwoAtItsEnd() {
    assertThat(of("text/plain", "x ".repeat(98) + "612123456")).doesNotContain("6");
  }

  private static @Nullable String of(@Nullable String contentType, String body) {
    return Snippet.of(new HttpAnswer(500, null, null, contentType, body, false));
  }
}
