package dev.turnup.activities.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.activities.http.HttpAnswer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnippetTest {

  /** As much of an answer as is read. */
  private static final int LONGEST = 4 * 1024;

  /** In bytes; a platform thread has a megabyte as a rule. */
  private static final int SMALL_STACK = 256 * 1024;

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

  @ParameterizedTest
  @MethodSource("longBodies")
  void isMadeOfAnyLongBodyOnASmallStack(String body) throws InterruptedException {
    AtomicReference<String> shown = new AtomicReference<>("");
    AtomicReference<String> trouble = new AtomicReference<>("");
    Thread small =
        new Thread(
            null,
            () -> shown.set(String.valueOf(of("text/plain", body))),
            "small-stack",
            SMALL_STACK);
    small.setUncaughtExceptionHandler((thread, thrown) -> trouble.set(thrown.toString()));
    small.start();
    small.join();
    assertThat(trouble.get()).isEmpty();
    assertThat(shown.get()).isNotEmpty().doesNotContain("612", "eyJ");
  }

  /** Where it grew with the square of the length, each would take minutes. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "6", "6 ", "a.", "a/", "a6", "é", "a=", "eyJa.", "token=", "a@"})
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void isMadeInTimeThatGrowsWithTheLength(String piece) {
    assertThat(of("text/plain", piece.repeat(100 * LONGEST))).isNotEmpty();
  }

  /** Each as long as can be; all patterns have something to repeat, and a reason to try again. */
  static Stream<String> longBodies() {
    return Stream.of("", "eyJa", "token=", "ana@", "+34 ", "Bearer ")
        .flatMap(
            begin ->
                Stream.of(
                        "6",
                        "6 ",
                        "6. ",
                        "6(1) 2/",
                        "6. - 1",
                        "12345 x ",
                        "٦١٢ ",
                        "\uD835\uDFD4\uD835\uDFCF",
                        ".",
                        "a.",
                        ".-a",
                        "eyJa.",
                        "a",
                        "a1",
                        "a/",
                        "é",
                        "😀",
                        "😀a",
                        "a@",
                        "@",
                        "token=",
                        "\\\": \"",
                        "bearer ",
                        "whsec_",
                        "=",
                        "*",
                        "\r\n",
                        "\u200b")
                    .map(piece -> (begin + piece.repeat(LONGEST)).substring(0, LONGEST)));
  }

  private static @Nullable String of(@Nullable String contentType, String body) {
    return Snippet.of(new HttpAnswer(500, null, null, contentType, body, false));
  }
}
