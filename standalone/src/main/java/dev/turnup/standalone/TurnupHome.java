package dev.turnup.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * The folder in which standalone keeps what outlives it: {@code TURNUP_HOME}, or {@code .turnup} in
 * the user's home. One process at a time uses it.
 *
 * @param lock held until the process ends
 */
record TurnupHome(Path folder, FileLock lock) {

  static TurnupHome open(Map<String, String> environment) {
    String set = environment.get("TURNUP_HOME");
    Path folder =
        (set == null || set.isBlank()
                ? Path.of(System.getProperty("user.home"), ".turnup")
                : Path.of(set))
            .toAbsolutePath();
    try {
      Files.createDirectories(folder);
      FileChannel file =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = file.tryLock();
      if (lock == null) {
        throw new IllegalStateException(
            "Another standalone Turnup is using %s. End it, or set TURNUP_HOME to another folder."
                .formatted(folder));
      }
      return new TurnupHome(folder, lock);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot use " + folder + " (set TURNUP_HOME to another)", e);
    }
  }
}
