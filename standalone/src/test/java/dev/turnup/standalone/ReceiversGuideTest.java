package dev.turnup.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import dev.turnup.standalone.stage.ReceiverExample;
import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.callback.CallbackState;
import dev.turnup.workflows.callback.WebhookId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What docs/receivers.md tells partners is what is so. */
class ReceiversGuideTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern SECRET = Pattern.compile("`(whsec_[A-Za-z0-9+/]+)`");
  private static final Pattern CALLBACK =
      Pattern.compile("```\\n(POST /success HTTP/1.1\\n.*?)\\n\\n(\\{.*?})\\n```", Pattern.DOTALL);
  private static final int DEEPEST_INDENTATION = 8;

  private final String guide = read(DOCS.resolve("receivers.md"));

  @ParameterizedTest
  @EnumSource
  void theExcerptsAreFromTheExamples(ReceiverExample example) {
    String link = DOCS.relativize(example.source()).toString().replace('\\', '/');
    Matcher excerpt =
        Pattern.compile(
                "\\]\\(%s\\).*?```\\w+\\n(.*?)```".formatted(Pattern.quote(link)), Pattern.DOTALL)
            .matcher(guide);

    assertThat(excerpt.find()).as("an excerpt after a link to " + link).isTrue();
    assertThat(withLessIndentation(read(example.source())))
        .as("the source, of which the excerpt is to be a part")
        .anyMatch(source -> source.contains(excerpt.group(1)));
  }

  private static Stream<String> withLessIndentation(String source) {
    return IntStream.rangeClosed(0, DEEPEST_INDENTATION)
        .mapToObj(spaces -> source.replaceAll("(?m)^ {%d}".formatted(spaces), ""));
  }

  @Test
  void theExampleOfACallbackIsSignedByItsSecret() throws Exception {
    Matcher callback = CALLBACK.matcher(guide);
    Matcher secret = SECRET.matcher(guide);
    assertThat(callback.find() && secret.find()).isTrue();
    String head = callback.group(1);
    String body = callback.group(2);
    String id = header(head, "webhook-id");
    long timestamp = Long.parseLong(header(head, "webhook-timestamp"));

    assertThat(new Webhook(secret.group(1)).sign(id, timestamp, body))
        .isEqualTo(header(head, "webhook-signature"));
    assertThat(WebhookId.of(header(head, "Request-Correlation-Id"))).isEqualTo(id);
    assertThat(body.getBytes(StandardCharsets.UTF_8))
        .hasSize(Integer.parseInt(header(head, "Content-Length")));
  }

  private static String header(String head, String name) {
    Matcher header = Pattern.compile("(?m)^" + name + ": (.*)$").matcher(head);
    assertThat(header.find()).as(name).isTrue();
    return header.group(1);
  }

  @ParameterizedTest
  @EnumSource
  void everyWayInWhichAnAttemptCanFailIsNamed(CallbackError error) {
    assertThat(guide).contains("`" + error.name() + "`");
  }

  @ParameterizedTest
  @EnumSource
  void everyStateOfACallbackIsNamed(CallbackState state) {
    assertThat(guide).contains("| `" + state.name() + "` |");
  }

  /** Whoever installs it has a registry of his own. */
  @Test
  void theLockFileOfNodeNamesNoHost() {
    assertThat(read(ReceiverExample.NODE.source().resolveSibling("package-lock.json")))
        .contains("node_modules/standardwebhooks")
        .doesNotContain("resolved", "://");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
