package dev.turnup.standalone.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnup.standalone.access.LocalIssuer;
import dev.turnup.standalone.access.SigningSecret;
import dev.turnup.standalone.simulator.BackEndSimulator;
import dev.turnup.standalone.temporal.DevServer;
import dev.turnup.workflows.payload.DurableJson;
import dev.turnup.workflows.redelivery.Receiver;
import dev.turnup.workflows.redelivery.RedeliveriesProgress;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * A Temporal server, the api and the worker as processes, simulated back ends, and a partner who
 * asks and listens.
 */
public final class Stage implements AutoCloseable {

  private static final Pattern PROTOCOL =
      Pattern.compile("turnup\\.provisioning\\.systems\\.([a-z0-9-]+)\\.protocol");
  private static final String BASE_URL = ".base-url";

  private final Path home;
  private final int serverPort = Ports.free();
  private final int uiPort = Ports.free();
  private final BackEndSimulator simulator = BackEndSimulator.start();
  private final PartnerReceiver receiver = new PartnerReceiver();
  private @Nullable Gate gate;
  private final LocalIssuer issuer;
  private final SigningSecret signing;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private @Nullable AppProcess worker;
  private @Nullable AppProcess standalone;
  private final Map<Boolean, AppProcess> apis = new HashMap<>();
  private @Nullable DevServer server;

  Stage() {
    try {
      home = Files.createTempDirectory("turnup-stage");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    issuer = LocalIssuer.in(home);
    signing = SigningSecret.in(home);
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
    server = DevServer.start(home, ServerProgram.path(), serverPort, uiPort);
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

  /**
   * A partner at a program that is api and worker in one, with back ends of its own. There must be
   * no other worker.
   */
  public Partner partnerOfStandalone() {
    return partnerOfStandalone(true);
  }

  /** The same, whose worker may be given the first task unasked, or has to ask for it. */
  public synchronized Partner partnerOfStandalone(boolean eagerStart) {
    if (standalone == null) {
      Map<String, String> environment =
          Map.of(
              "PATH",
              System.getenv("PATH"),
              "TURNUP_HOME",
              home.toString(),
              "TEMPORAL_ADDRESS",
              temporalAddress());
      List<String> arguments =
          List.of(
              "--spring.config.additional-location=" + ourPlans(),
              "--turnup.operation.temporal-timeout=10s",
              "--turnup.operation.eager-start=" + eagerStart);
      standalone = AppProcess.start("standalone", environment, List.of(), arguments).awaitReady();
    }
    return new Partner(this, "http://127.0.0.1:" + standalone.port(), issuer.token());
  }

  /** Kills the program that is api and worker in one, if it runs. */
  public synchronized void endStandalone() {
    if (standalone != null) {
      standalone.kill();
      standalone = null;
    }
  }

  /** Somebody else at the same api. */
  public Partner anotherPartner() {
    return partnerNamed("another-partner");
  }

  /** Somebody at the same api for whom the worker may have settings of his own. */
  public Partner partnerNamed(String name) {
    return new Partner(this, api(true), issuer.tokenOf(name));
  }

  private synchronized String api(boolean localFirst) {
    AppProcess api =
        apis.computeIfAbsent(
            localFirst,
            first -> {
              AppProcess started = warmedUp(startApi(first).awaitReady());
              simulator.reportTo(address(started), issuer.tokenForSystems());
              return started;
            });
    return address(api);
  }

  private AppProcess startApi(boolean localFirst) {
    List<String> arguments = arguments(issuer.properties());
    arguments.add("--spring.config.additional-location=" + ourPlans());
    arguments.add("--turnup.operation.local-first=" + localFirst);
    // The tests start many processes at once: patience is not what they are about.
    arguments.add("--turnup.operation.temporal-timeout=10s");
    return start("api", arguments);
  }

  /** One more api, which may be there before the server. Whoever asks for it ends it. */
  public AppProcess anotherApi() {
    return startApi(true);
  }

  /** A partner at this api. */
  public Partner partnerAt(AppProcess api) {
    return new Partner(this, address(api), issuer.token());
  }

  private static String address(AppProcess api) {
    return "http://127.0.0.1:" + api.port();
  }

  /** What the api offers beyond what is shipped, by configuration alone. */
  private String ourPlans() {
    Path hurried = home.resolve("hurried-plans.properties");
    HurriedPlans.write(hurried);
    return Stage.class.getResource("/stage.yml") + "," + hurried.toUri();
  }

  /** Its first call to Temporal takes long, on a machine that is busy with this. */
  private AppProcess warmedUp(AppProcess api) {
    Partner partner = new Partner(this, address(api), issuer.token());
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> partner.looksUp(Partner.newId()).status() == 404);
    return api;
  }

  /** The worker that runs, or a new one, for which it does not wait. There is one at a time. */
  public synchronized AppProcess worker() {
    if (worker == null || !worker.isAlive()) {
      worker = workerWith(Map.of());
    }
    return worker;
  }

  /** A new worker with these settings, in place of the one that may run. */
  public synchronized AppProcess workerWith(Map<String, String> settings) {
    endWorker();
    worker = startWorker(settings);
    return worker;
  }

  /**
   * A new worker that leaves a receiver alone after two failures, in place of the one that may run.
   *
   * @param probeEvery how often it tries such a receiver; what a partner asks for may be the probe
   */
  public AppProcess workerThatSuspendsSoon(Duration probeEvery) {
    return workerWith(
        Map.of(
            "turnup.suspension.after", "1s",
            "turnup.suspension.failures", "2",
            "turnup.suspension.tell-every", "100ms",
            "turnup.suspension.probe-every", probeEvery.toSeconds() + "s"));
  }

  private AppProcess startWorker(Map<String, String> settings) {
    Map<String, String> all = systems();
    all.putAll(signing.properties());
    all.putAll(settings);
    return start("worker", arguments(all));
  }

  /** One more worker, beside the one that may run. Whoever asks for it ends it. */
  public synchronized AppProcess anotherWorker() {
    return startWorker(Map.of());
  }

  /**
   * The simulated ones, through the gate if there is one. Each test has trouble of its own with
   * them, which is none of the others'.
   */
  private Map<String, String> systems() {
    Map<String, String> systems = new LinkedHashMap<>(simulator.properties());
    simulator.properties().keySet().stream()
        .filter(key -> key.endsWith(BASE_URL))
        .forEach(key -> systems.put(key.replace(BASE_URL, ".breaker.enabled"), "false"));
    Gate between = gate;
    if (between != null) {
      systems.replaceAll((key, value) -> value.replace(simulator.address(), between.address()));
    }
    return systems;
  }

  /** In which protocol each back end is spoken to, by its name. */
  public Map<String, String> protocols() {
    Map<String, String> protocols = new HashMap<>();
    simulator
        .properties()
        .forEach(
            (key, value) -> {
              Matcher system = PROTOCOL.matcher(key);
              if (system.matches()) {
                protocols.put(system.group(1), value);
              }
            });
    return protocols;
  }

  /** Workers that are started from now on reach the back ends through this gate only. */
  public synchronized Gate putUpGate() {
    gate = Gate.to(simulator.address());
    return gate;
  }

  /** Ends the worker that goes through the gate, and takes the gate away. */
  public synchronized void takeGateAway() {
    endWorker();
    if (gate != null) {
      gate.close();
      gate = null;
    }
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
    Map<String, String> all = new LinkedHashMap<>();
    all.put("turnup.receivers.allow-http", "true");
    all.put("turnup.receivers.allow-private", "true");
    all.putAll(properties);
    all.forEach((key, value) -> arguments.add("--" + key + "=" + value));
    return arguments;
  }

  private static AppProcess start(String name, List<String> arguments) {
    return AppProcess.start(name, Map.of("PATH", System.getenv("PATH")), List.of(), arguments);
  }

  /** Somebody who decides on operations that are held. */
  public Operator operator() {
    return Operator.withClient(client, temporalAddress());
  }

  /** The same, who has the {@code temporal} program only. */
  public Operator operatorAtTheCommandLine() {
    return Operator.atTheCommandLine(temporalAddress());
  }

  /** Waits until all is begun that a receiver is sent because it is well again; how much it was. */
  public RedeliveriesProgress awaitAllSentTo(String host) {
    String receiver = Receiver.workflowId(host);
    client.newUntypedWorkflowStub(receiver).getResult(Void.class);
    String all =
        client.fetchHistory(receiver).getEvents().stream()
            .filter(HistoryEvent::hasChildWorkflowExecutionStartedEventAttributes)
            .map(HistoryEvent::getChildWorkflowExecutionStartedEventAttributes)
            .map(begun -> begun.getWorkflowExecution().getWorkflowId())
            .findFirst()
            .orElseThrow();
    return client.newUntypedWorkflowStub(all).getResult(RedeliveriesProgress.class);
  }

  /** How a run stands that is no operation. */
  public WorkflowExecutionStatus statusOf(String workflowId) {
    return client.newUntypedWorkflowStub(workflowId).describe().getStatus();
  }

  /** How many runs the server finds under an id: one, and one more each time it began anew. */
  public long runsOf(String workflowId) {
    try (var runs = client.listExecutions("WorkflowId = '" + workflowId + "'")) {
      return runs.count();
    }
  }

  /** By which the worker signs callbacks. */
  public String signingSecret() {
    return signing.value();
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
    endStandalone();
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
