package dev.turnup.standalone.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnup.standalone.access.LocalIssuer;
import dev.turnup.standalone.simulator.BackEndSimulator;
import dev.turnup.standalone.temporal.DevServer;
import dev.turnup.workflows.payload.DurableJson;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * A Temporal server, the api and the worker as processes, simulated back ends, and a partner who
 * asks and listens.
 */
public final class Stage implements AutoCloseable {

  private final Path home;
  private final int serverPort = Ports.free();
  private final int uiPort = Ports.free();
  private final BackEndSimulator simulator = BackEndSimulator.start();
  private final PartnerReceiver receiver = new PartnerReceiver();
  private final LocalIssuer issuer;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private @Nullable AppProcess worker;
  private final Map<Boolean, AppProcess> apis = new HashMap<>();
  private @Nullable DevServer server;

  Stage() {
    try {
      home = Files.createTempDirectory("turnup-stage");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    issuer = LocalIssuer.in(home);
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporalAddress()).build());
    client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setDataConverter(DurableJson.dataConverter())
                .validateAndBuildWithDefaults());
    startServer();
  }

  private String temporalAddress() {
    return "127.0.0.1:" + serverPort;
  }

  /** Starts the server, with what it knew if it ran before. */
  public synchronized void startServer() {
    server = DevServer.start(home, Optional.of(ServerProgram.path()), serverPort, uiPort);
    assertThat(server.address()).isEqualTo(temporalAddress());
  }

  public synchronized void stopServer() {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  /** A partner at an api that starts operations local first, as is the default. */
  public Partner partner() {
    return partner(true);
  }

  /** A partner at an api that starts operations local first, or without any local attempt. */
  public Partner partner(boolean localFirst) {
    return new Partner(this, api(localFirst), issuer.token());
  }

  /** Somebody else at the same api. */
  public Partner anotherPartner() {
    return new Partner(this, api(true), issuer.tokenOf("another-partner"));
  }

  private synchronized String api(boolean localFirst) {
    AppProcess api =
        apis.computeIfAbsent(
            localFirst,
            first -> {
              List<String> arguments = arguments(issuer.properties());
              arguments.add("--turnup.operation.local-first=" + first);
              // The tests start many processes at once: patience is not what they are about.
              arguments.add("--turnup.operation.temporal-timeout=10s");
              return warmedUp(start("api", arguments).awaitReady());
            });
    return "http://127.0.0.1:" + api.port();
  }

  /** Its first call to Temporal takes long, on a machine that is busy with this. */
  private AppProcess warmedUp(AppProcess api) {
    Partner partner = new Partner(this, "http://127.0.0.1:" + api.port(), issuer.token());
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> partner.looksUp(Partner.newId()).status() == 404);
    return api;
  }

  /** The worker that runs, or a new one, for which it does not wait. There is one at a time. */
  public synchronized AppProcess worker() {
    if (worker == null || !worker.isAlive()) {
      worker = start("worker", arguments(simulator.properties()));
    }
    return worker;
  }

  /** Kills the worker if one runs. */
  public synchronized void endWorker() {
    if (worker != null) {
      worker.kill();
      worker = null;
    }
  }

  private List<String> arguments(Map<String, String> properties) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--server.address=127.0.0.1");
    arguments.add("--spring.temporal.connection.target=" + temporalAddress());
    properties.forEach((key, value) -> arguments.add("--" + key + "=" + value));
    return arguments;
  }

  private static AppProcess start(String name, List<String> arguments) {
    return AppProcess.start(name, Map.of("PATH", System.getenv("PATH")), List.of(), arguments);
  }

  public PartnerReceiver receiver() {
    return receiver;
  }

  WorkflowClient client() {
    return client;
  }

  Http.Answer askBackEnds(String path) {
    return Http.get(simulator.address() + path);
  }

  @Override
  public void close() {
    endWorker();
    apis.values().forEach(AppProcess::kill);
    stubs.shutdownNow();
    stopServer();
    receiver.close();
    simulator.close();
    try {
      FileSystemUtils.deleteRecursively(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
