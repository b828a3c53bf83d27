package dev.turnup.standalone.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A partner's receiver, as a process. It prints a line for each event. */
public final class RunningReceiver implements AutoCloseable {

  private static final Duration LONGEST_START = Duration.ofMinutes(1);
  private static final int LONGEST_END_SECONDS = 30;

  private static final AtomicInteger STARTED = new AtomicInteger();

  private final Process process;
  private final Path log;
  private final int port;

  private RunningReceiver(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param command its port is added
   */
  static RunningReceiver start(String name, List<String> command, String secrets) {
    int port = Ports.free();
    List<String> whole = new ArrayList<>(command);
    whole.add(String.valueOf(port));
    Path logs = Path.of(System.getProperty("turnup.process.logs", "target/process-logs"));
    Path log = logs.resolve("receiver-%02d-%s.log".formatted(STARTED.incrementAndGet(), name));
    ProcessBuilder builder =
        new ProcessBuilder(whole).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("WEBHOOK_SECRET", secrets);
    try {
      Files.createDirectories(logs);
      RunningReceiver receiver = new RunningReceiver(builder.start(), log, port);
      receiver.awaitListening();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the receiver in " + name, e);
    }
  }

  private void awaitListening() {
    await("receiver of " + log.getFileName())
        .atMost(LONGEST_START)
        .until(
            () -> {
              assertThat(process.isAlive()).as("alive: " + printed()).isTrue();
              return listens();
            });
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  public String successUrl() {
    return "http://127.0.0.1:" + port + "/success";
  }

  public String errorUrl() {
    return "http://127.0.0.1:" + port + "/error";
  }

  /** The lines it has printed so far. */
  public List<String> printed() {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      assertThat(process.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
