package dev.turnup.activities.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.activities.SettableClock;
import dev.turnup.activities.http.HostNames;
import dev.turnup.activities.http.HttpAnswer;
import dev.turnup.activities.http.HttpExchange;
import dev.turnup.workflows.callback.CallbackError;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JudgeTest {

  private final SettableClock clock = new SettableClock();

  @ParameterizedTest
  @MethodSource("troubles")
  void judgesByTheStatusAloneWhatCannotBeShown(Function<HttpAnswer, @Nullable String> snippets) {
    Verdict taken = verdict(snippets, 200);
    assertThat(taken.error()).isNull();
    assertThat(taken.answer()).isNull();
    assertThat(verdict(snippets, 410).error()).isEqualTo(CallbackError.GONE);
    assertThat(verdict(snippets, 503).error()).isEqualTo(CallbackError.STATUS);
  }

  static Stream<Function<HttpAnswer, @Nullable String>> troubles() {
    return Stream.of(
        answer -> {
          throw new StackOverflowError();
        },
        answer -> {
          throw new IllegalArgumentException(answer.body());
        });
  }

  private Verdict verdict(Function<HttpAnswer, @Nullable String> snippets, int status) {
    return new Judge(new Egress(null, HostNames.OF_JAVA, clock), clock, snippets)
        .verdict(
            new HttpExchange(
                null, new HttpAnswer(status, null, null, "text/plain", "no", false), null));
  }
}
