package dev.turnup.standalone.temporal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Ties the server to this process. Killed outright, we could not end it; and an interrupt from the
 * terminal, or its end, goes to both of us, when the server is still needed for draining. So the
 * server runs in a session of its own under a small script, which ends it as soon as the pipe from
 * us is closed, for whatever reason. Where there is no POSIX shell the server is started as it is.
 */
final class Leash {

  private static final Path SHELL = Path.of("/bin/sh");

  private static final String SCRIPT =
      """
      #!/bin/sh
      # Written by Turnup at each start. Runs the Temporal server for as long as standard input is open.
      exec 3<&0
      # Whoever interrupts us or closes the terminal means our process; that tells when to end, and the
      # watcher must live until then.
      trap '' INT HUP
      own_session=$(command -v setsid || true)
      $own_session "PROGRAM" "$@" </dev/null &
      server=$!
      (read -r _ <&3; kill $server) 2>/dev/null &
      watcher=$!
      trap 'kill $server' TERM
      wait $server
      wait $server
      status=$?
      kill $watcher 2>/dev/null
      exit $status
      """;

  private Leash() {}

  /** What to start instead of the program. */
  static Path on(Path program, Path home) {
    if (!Files.isExecutable(SHELL)) {
      return program;
    }
    Path script = home.resolve("temporal-leash.sh");
    try {
      Files.writeString(script, SCRIPT.replace("PROGRAM", program.toAbsolutePath().toString()));
      if (!script.toFile().setExecutable(true)) {
        return program;
      }
      return script;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + script, e);
    }
  }
}
