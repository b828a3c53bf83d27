package dev.turnup.api.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.problem.ProblemCode;
import dev.turnup.workflows.operation.OutcomeCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README says of codes is what the programs say. */
class ReadmeTest {

  private static final Pattern REFUSAL =
      Pattern.compile("(?m)^\\| (\\d{3}) \\| `([A-Z_]+)`[^|]*\\| \\S[^|]*\\|$");
  private static final Pattern OUTCOMES =
      Pattern.compile("(?m)^\\| `[A-Z_]+` \\| (?:success|error)_event \\|.*$");

  @Test
  void listsEveryRefusalWithItsStatus() throws IOException {
    assertThat(REFUSAL.matcher(readme()).results().map(row -> row.group(1) + " " + row.group(2)))
        .containsExactlyElementsOf(
            Stream.of(ProblemCode.values())
                .map(code -> code.status().value() + " " + code.name())
                .sorted()
                .toList());
  }

  @Test
  void listsEveryOutcomeAsItIsTold() throws IOException {
    assertThat(OUTCOMES.matcher(readme()).results().map(MatchResult::group))
        .containsExactlyElementsOf(
            Stream.of(OutcomeCode.values())
                .map(
                    code ->
                        "| `%s` | %s_event | `%s` | %s | %s |"
                            .formatted(code, event(code), code.kind(), code.title(), code.next()))
                .toList());
  }

  private static String event(OutcomeCode code) {
    return code.isSuccess() ? "success" : "error";
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("..", "README.md"));
  }
}
