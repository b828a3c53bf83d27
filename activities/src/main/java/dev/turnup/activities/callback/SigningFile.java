package dev.turnup.activities.callback;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mounted file of signing keys, one a line; blank lines and those that begin with # are passed
 * over. What it holds counts a few seconds after it was replaced. A file that went bad leaves us
 * with the keys that it had.
 */
final class SigningFile {

  private static final Logger log = LoggerFactory.getLogger(SigningFile.class);

  /** It is small: reading it says for sure whether it has changed, however it was replaced. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  private static final int LARGEST_BYTES = 64 * 1024;

  private final String key;
  private final Path file;
  private final Clock clock;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile Instant nextLook;
  private volatile List<SigningKey> keys;
  private byte[] content;
  private String trouble = "";

  /**
   * @param key of the settings, for words
   * @throws IllegalStateException if it cannot be read or holds no keys
   */
  SigningFile(String key, Path file, Clock clock) {
    this.key = key;
    this.file = file;
    this.clock = clock;
    nextLook = clock.instant().plus(BETWEEN_LOOKS);
    try {
      content = read();
      keys = parsed(content);
    } catch (IOException e) {
      throw new IllegalStateException(
          "%s: %s cannot be read: %s".formatted(key, file, e.getClass().getSimpleName()));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("%s: %s: %s".formatted(key, file, e.getMessage()));
    }
  }

  /** Those that it holds, or held when it was last good. */
  List<SigningKey> keys() {
    // One looks; the others do not wait for that.
    if (!clock.instant().isBefore(nextLook) && looking.tryLock()) {
      try {
        nextLook = clock.instant().plus(BETWEEN_LOOKS);
        look();
      } finally {
        looking.unlock();
      }
    }
    return keys;
  }

  private void look() {
    try {
      byte[] now = read();
      if (!Arrays.equals(now, content)) {
        keys = parsed(now);
        content = now;
        log.info("{}: {} keys sign from now on", key, keys.size());
      }
      trouble = "";
    } catch (IOException e) {
      complain("it cannot be read: " + e.getClass().getSimpleName());
    } catch (IllegalArgumentException e) {
      complain(String.valueOf(e.getMessage()));
    }
  }

  /** Once for each trouble, not every few seconds. */
  private void complain(String what) {
    if (!what.equals(trouble)) {
      log.warn("{}: {}; the keys that it held go on signing", key, what);
      trouble = what;
    }
  }

  private byte[] read() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST_BYTES + 1);
      if (bytes.length > LARGEST_BYTES) {
        throw new IllegalArgumentException("it is larger than " + LARGEST_BYTES + " bytes");
      }
      return bytes;
    }
  }

  private static List<SigningKey> parsed(byte[] content) {
    List<SigningKey> keys = new ArrayList<>();
    String[] lines = new String(content, StandardCharsets.UTF_8).split("\\R", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        keys.add(parsed(line, i + 1));
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("it holds no key");
    }
    return List.copyOf(keys);
  }

  private static SigningKey parsed(String line, int number) {
    try {
      return SigningKey.parse(line);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("line " + number + ": " + e.getMessage());
    }
  }
}
