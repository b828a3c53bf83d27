package dev.turnup.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.Answer;
import dev.turnup.api.Desk;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Whoever issues the tokens is away: nobody can say whether one is valid. */
@ExtendWith(OutputCaptureExtension.class)
abstract class IssuerAway {

  private static final Pattern BEGINNING = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T");

  private final Desk desk;

  IssuerAway(Desk desk) {
    this.desk = desk;
  }

  @Test
  void answers503AndWhenToComeBackForATokenThatCannotBeChecked() {
    Answer answer = desk.post("/v3/tv/").send().isUnavailable();

    assertThat(answer.header("WWW-Authenticate")).isNull();
  }

  @Test
  void answers401WithoutAToken() {
    desk.post("/v3/tv/")
        .withoutToken()
        .send()
        .isProblem(401, "UNAUTHORIZED_REQUEST", "Missing credentials");
  }

  @Test
  void logsItInOneLine(CapturedOutput output) {
    Answer answer = desk.post("/v3/tv/").send();

    assertThat(output.getAll().lines().filter(line -> line.contains(answer.id())))
        .singleElement()
        .asString()
        .contains("WARN", "tokens cannot be checked");
    assertThat(linesBelow(answer.id(), output)).as("such as a stack trace").isEmpty();
  }

  /** Up to the next that begins as all do, with a date: the process may log other things too. */
  private static List<String> linesBelow(String id, CapturedOutput output) {
    return output
        .getAll()
        .lines()
        .dropWhile(line -> !line.contains(id))
        .skip(1)
        .takeWhile(line -> !BEGINNING.matcher(line).lookingAt())
        .toList();
  }
}
