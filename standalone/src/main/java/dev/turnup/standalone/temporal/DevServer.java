package dev.turnup.standalone.temporal;

import com.google.protobuf.util.Durations;
import dev.turnup.workflows.operation.OperationAttributes;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.temporal.api.namespace.v1.NamespaceConfig;
import io.temporal.api.workflowservice.v1.UpdateNamespaceRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The dev server, with a database file and the UI. It ends with us. */
public final class DevServer implements AutoCloseable {

  static final String NAMESPACE = "default";
  private static final int PORT = 7233;
  private static final int UI_PORT = 8233;
  private static final long PATIENCE_SECONDS = 10;

  /** The dev server's own is a day: too short for the promise that no id is done twice. */
  private static final Duration RETENTION = Duration.ofDays(30);

  private final TemporalDevServer server;
  private final Path database;
  private final int uiPort;

  private DevServer(TemporalDevServer server, Path database, int uiPort) {
    this.server = server;
    this.database = database;
    this.uiPort = uiPort;
  }

  /** Starts it on the ports that people expect, or on any others if those are taken. */
  static DevServer start(Path home, Path program) {
    return start(home, program, free(PORT), free(UI_PORT));
  }

  /**
   * Starts it on these ports.
   *
   * @param home where it keeps its database and its log
   * @param program the {@code temporal} program
   * @throws IllegalStateException if it does not come up
   */
  public static DevServer start(Path home, Path program, int port, int uiPort) {
    Path database = home.resolve("temporal.db");
    TemporalDevServerOptions options =
        TemporalDevServerOptions.newBuilder()
            .setPort(port)
            .setUiPort(uiPort)
            .setDatabaseFilename(database.toString())
            .setLogFile(home.resolve("temporal.log").toString())
            .setExistingPath(Leash.on(program, home).toString())
            .setExtraArgs(arguments())
            .build();
    TemporalDevServer server = TemporalDevServer.start(NAMESPACE, options);
    try {
      keepFinishedRuns(server.getTarget());
    } catch (StatusRuntimeException e) {
      server.close();
      throw new IllegalStateException("it does not take its retention: " + e.getStatus(), e);
    }
    return new DevServer(server, database, uiPort);
  }

  private static List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    OperationAttributes.ALL.forEach(
        key -> {
          arguments.add("--search-attribute");
          arguments.add(key.getName() + "=Keyword");
        });
    // Without these a commit waits for the disk several times over: more than twice as slow.
    arguments.addAll(List.of("--sqlite-pragma", "journal_mode=WAL"));
    arguments.addAll(List.of("--sqlite-pragma", "synchronous=NORMAL"));
    // One worker process polls: more partitions only make it ask in the wrong one.
    arguments.addAll(List.of("--dynamic-config-value", "matching.numTaskqueueReadPartitions=1"));
    arguments.addAll(List.of("--dynamic-config-value", "matching.numTaskqueueWritePartitions=1"));
    arguments.add("--ui-disable-news-fetch");
    return arguments;
  }

  private static void keepFinishedRuns(String address) {
    ManagedChannel channel = ManagedChannelBuilder.forTarget(address).usePlaintext().build();
    try {
      WorkflowServiceGrpc.newBlockingStub(channel)
          .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .updateNamespace(
              UpdateNamespaceRequest.newBuilder()
                  .setNamespace(NAMESPACE)
                  .setConfig(
                      NamespaceConfig.newBuilder()
                          .setWorkflowExecutionRetentionTtl(
                              Durations.fromSeconds(RETENTION.toSeconds())))
                  .build());
    } finally {
      channel.shutdownNow();
    }
  }

  /** The port, or any other if somebody has taken it. */
  private static int free(int wanted) {
    try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException taken) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        throw new UncheckedIOException("no port is free", e);
      }
    }
  }

  /** Host and port of its front end. */
  public String address() {
    return server.getTarget();
  }

  String ui() {
    return "http://localhost:" + uiPort;
  }

  Path database() {
    return database;
  }

  @Override
  public void close() {
    server.close();
  }
}
