package dev.turnup.standalone.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeashTest {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  @TempDir private Path home;
  private Process leash;
  private ProcessHandle server;

  /** As the SDK starts it; the program tells its number, and that it was given its arguments. */
  @BeforeEach
  void startAProgram() throws IOException {
    Path program = home.resolve("a program");
    Path told = home.resolve("told");
    Files.writeString(program, "#!/bin/sh\necho $$ $1 $2 > '%s'\nexec sleep 600\n".formatted(told));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    leash = new ProcessBuilder(Leash.on(program, home).toString(), "server", "start-dev").start();
    await()
        .atMost(LONGEST)
        .until(() -> Files.exists(told) && Files.readString(told).endsWith(" server start-dev\n"));
    server =
        ProcessHandle.of(Long.parseLong(Files.readString(told).split(" ", -1)[0])).orElseThrow();
  }

  @AfterEach
  void leaveNothingBehind() {
    server.destroyForcibly();
    leash.destroyForcibly();
  }

  @Test
  void endsTheProgramWhenItsInputIsClosedAsByTheEndOfOurProcess() throws Exception {
    leash.getOutputStream().close();

    await().atMost(LONGEST).until(() -> !server.isAlive());
    assertThat(leash.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void endsTheProgramWhenItIsToldTo() throws Exception {
    leash.destroy();

    await().atMost(LONGEST).until(() -> !server.isAlive());
    assertThat(leash.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  /** As when the terminal is closed, which tells everybody: we drain, and end the server then. */
  @Test
  void livesUntilOurProcessHasEndedWhenTheTerminalIsClosed() throws Exception {
    hangUp(leash.toHandle());
    leash.children().filter(child -> child.pid() != server.pid()).forEach(LeashTest::hangUp);

    assertThat(leash.waitFor(1, TimeUnit.SECONDS)).isFalse();
    assertThat(server.isAlive()).isTrue();
    leash.getOutputStream().close();
    await().atMost(LONGEST).until(() -> !server.isAlive());
    assertThat(leash.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  private static void hangUp(ProcessHandle process) {
    try {
      // The shell's own: small systems have no program of this name.
      new ProcessBuilder("/bin/sh", "-c", "kill -HUP " + process.pid()).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void endsWithTheProgram() throws Exception {
    server.destroyForcibly();

    assertThat(leash.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }
}
