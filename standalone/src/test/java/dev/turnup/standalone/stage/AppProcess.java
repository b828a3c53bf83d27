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
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One of the shipped applications, running. What it prints goes to a file under target. */
public final class AppProcess implements AutoCloseable {

  private static final Duration LONGEST_START = Duration.ofMinutes(2);
  private static final Duration LONGEST_END = Duration.ofMinutes(1);

  private static final AtomicInteger STARTED = new AtomicInteger();
  private static final Queue<AppProcess> ALL = new ConcurrentLinkedQueue<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ALL.forEach(AppProcess::kill)));
  }

  private final Process process;
  private final Path log;
  private final int port;

  private AppProcess(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
    ALL.add(this);
  }

  /**
   * Starts the application and does not wait for it.
   *
   * @param name {@code api}, {@code worker} or {@code standalone}
   * @param environment instead of ours; null values are not allowed, so give the whole of it
   * @param jvm options of the JVM
   * @param arguments of the application; its port is added
   */
  public static AppProcess start(
      String name, Map<String, String> environment, List<String> jvm, List<String> arguments) {
    int port = Ports.free();
    return start(name, port, environment, jvm, arguments);
  }

  /** The same on a port that was in use before. */
  public static AppProcess start(
      String name,
      int port,
      Map<String, String> environment,
      List<String> jvm,
      List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As light as it gets: several of these run beside the tests.
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(jvm);
    command.addAll(List.of("-jar", jar(name).toString()));
    command.add("--server.port=" + port);
    command.addAll(arguments);
    Path logs = Path.of(property("turnup.process.logs"));
    Path log = logs.resolve("%02d-%s.log".formatted(STARTED.incrementAndGet(), name));
    try {
      Files.createDirectories(logs);
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      return new AppProcess(builder.start(), log, port);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  private static Path jar(String name) {
    Path jar = Path.of(property("turnup." + name + ".jar"));
    assertThat(jar).as("build it by 'mvn verify -pl standalone -am'").isRegularFile();
    return jar;
  }

  private static String property(String key) {
    String value = System.getProperty(key);
    assertThat(value).as(key + ", which failsafe sets").isNotNull();
    return value;
  }

  public int port() {
    return port;
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** What it has printed so far. */
  public String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public AppProcess awaitReady() {
    await("readiness of " + log.getFileName())
        .atMost(LONGEST_START)
        .until(
            () -> {
              assertThat(process.isAlive()).as("alive: " + output()).isTrue();
              return readiness() == 200;
            });
    return this;
  }

  /** The status that readiness answers; 0 for no answer. */
  public int readiness() {
    return Http.get("http://127.0.0.1:" + port + "/actuator/health/readiness").status();
  }

  /** Whether it may be connected to. */
  public boolean takesConnections() {
    try {
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** As {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** As {@code kill} does; returns at once. */
  public void terminate() {
    process.destroy();
  }

  /** Waits until it has ended by itself. */
  public void awaitEnd() {
    try {
      assertThat(process.waitFor(LONGEST_END.toSeconds(), TimeUnit.SECONDS))
          .as("has ended: " + log)
          .isTrue();
      ALL.remove(this);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
