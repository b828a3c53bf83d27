package dev.turnup.api.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.problem.ProblemCode;
import dev.turnup.workflows.operation.OutcomeCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README says of codes is what the programs say. */
class ReadmeTest {

  private static final Pattern REFUSAL =
      Pattern.compile("(?m)^\\| (\\d{3}) \\| `([A-Z_]+)`[^|]*\\| \\S[^|]*\\|$");
  private static final Pattern OUTCOMES =
      Pattern.compile(
          "(?m)^\\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \\| (success|error)_event \\| `([A-Z_]+)` \\|"
              + " \\S[^|]*\\| \\S[^|]*\\|$");
  private static final Pattern CODE = Pattern.compile("[A-Z_]+");

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
  void listsEveryOutcomeWithItsEventAndClass() throws IOException {
    List<String> listed = new ArrayList<>();
    for (MatchResult row : OUTCOMES.matcher(readme()).results().toList()) {
      Matcher code = CODE.matcher(row.group(1));
      while (code.find()) {
        listed.add(row.group(2) + " " + row.group(3) + " " + code.group());
      }
    }

    assertThat(listed)
        .containsExactlyElementsOf(
            Stream.of(OutcomeCode.values())
                .map(code -> event(code) + " " + code.kind() + " " + code.name())
                .toList());
  }

  private static String event(OutcomeCode code) {
    return code.isSuccess() ? "success" : "error";
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("..", "README.md"));
  }
}
