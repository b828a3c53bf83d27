package dev.turnup.standalone.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The receivers that docs/receivers.md shows to partners, with what {@code .ci/receivers}
 * installed.
 */
public enum ReceiverExample {
  JAVA("java", "Receiver.java"),
  NODE("node", "receiver.mjs"),
  PYTHON("python", "receiver.py"),
  GO("go", "receiver.go");

  private static final String WISH = "TURNUP_RECEIVERS";

  private static final Path EXAMPLES = Path.of("..", "docs", "receivers");
  private static final Path INSTALLED = Path.of("..", "target", "receivers");

  private final String language;
  private final String file;

  ReceiverExample(String language, String file) {
    this.language = language;
    this.file = file;
  }

  /** What the partner reads and runs. */
  public Path source() {
    return EXAMPLES.resolve(language).resolve(file);
  }

  /**
   * Starts it and waits until it listens. Skips the test where something it needs is missing,
   * unless that is not to happen.
   *
   * @param secrets one or several, with spaces between them
   */
  public RunningReceiver start(String secrets) {
    missing().ifPresent(ReceiverExample::skip);
    return RunningReceiver.start(language, command(), secrets);
  }

  private static void skip(String missing) {
    String words = missing + ". Run .ci/receivers.";
    assertThat(System.getenv(WISH)).as(words).isNotEqualTo("required");
    Assumptions.abort(words);
  }

  private Optional<String> missing() {
    return switch (this) {
      case JAVA -> Optional.empty();
      case NODE ->
          program("node").isPresent()
              ? unless(Files.isDirectory(installed().resolve("node_modules")))
              : Optional.of("There is no node on the PATH");
      case PYTHON -> unless(Files.isExecutable(python()));
      case GO -> unless(isUpToDate(binary()));
    };
  }

  private Optional<String> unless(boolean there) {
    return there
        ? Optional.empty()
        : Optional.of("What the receiver in " + language + " needs is missing, or too old");
  }

  private boolean isUpToDate(Path binary) {
    try {
      return Files.isExecutable(binary)
          && Files.getLastModifiedTime(binary).compareTo(Files.getLastModifiedTime(source())) >= 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> command() {
    return switch (this) {
      case JAVA -> List.of(java(), "-cp", library(), source().toString());
      case NODE -> List.of(program("node").orElseThrow(), besideItsPackages());
      case PYTHON -> List.of(python().toString(), source().toString());
      case GO -> List.of(binary().toString());
    };
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String library() {
    try {
      return Path.of(Webhook.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Node looks for packages in the folders above the program. */
  private String besideItsPackages() {
    try {
      return Files.copy(source(), installed().resolve(file), StandardCopyOption.REPLACE_EXISTING)
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path python() {
    return installed().resolve("bin").resolve("python");
  }

  private Path binary() {
    return installed().resolve("receiver");
  }

  private Path installed() {
    return INSTALLED.resolve(language);
  }

  private static Optional<String> program(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
