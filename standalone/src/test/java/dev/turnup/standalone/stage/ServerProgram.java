package dev.turnup.standalone.stage;

import dev.turnup.standalone.temporal.TemporalProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The {@code temporal} program that the tests use. */
public final class ServerProgram {

  private ServerProgram() {}

  static Optional<Path> find() {
    String named = System.getenv("TEMPORAL_PROGRAM");
    return named == null || named.isBlank()
        ? new TemporalProgram(Path.of("unused"), System.getenv()).onPath()
        : Optional.of(Path.of(named)).filter(Files::isExecutable);
  }

  /** Where it is; the tests do not run if it is nowhere. */
  public static Path path() {
    return find().orElseThrow();
  }
}
