package dev.turnup.standalone.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that its owner only may read. */
final class PrivateFile {

  private PrivateFile() {}

  /** Makes it; it is closed to others before there is anything in it. */
  static void write(Path file, String content) throws IOException {
    Files.createFile(file);
    boolean closed =
        file.toFile().setReadable(false, false) && file.toFile().setReadable(true, true);
    if (!closed) {
      throw new IOException("cannot keep others from reading " + file);
    }
    Files.writeString(file, content);
  }
}
