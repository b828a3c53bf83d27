package dev.turnup.standalone.simulator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The back ends of the shipped plans, on a port of their own: plain HTTP and JSON, TMF640 v4, and
 * ES2+ of GSMA SGP.22. They fail as {@link Script} says. {@code GET /deeds} shows what was done and
 * undone, {@code GET /calls} what was asked, and {@code GET /state} what exists now; each takes
 * {@code ?of=<correlation id>}. All of it is forgotten when the process ends.
 */
public final class BackEndSimulator implements AutoCloseable {

  private static final int PORT = 8090;

  /** What the network does with a service that is there already; all else creates one. */
  private static final List<String> MODIFYING = List.of("switch-sim", "switch-back");

  private static final int ANY_PORT = 0;

  /**
   * As the module {@code jdk.httpserver} documents it. With the 200 that are its default a burst of
   * calls to all systems has connections closed right behind an answer, which says nothing of it;
   * the next call on such a connection gets none.
   */
  private static final String IDLE_CONNECTIONS = "sun.net.httpserver.maxIdleConnections";

  static {
    if (System.getProperty(IDLE_CONNECTIONS) == null) {
      System.setProperty(IDLE_CONNECTIONS, "10000");
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BackEnds backEnds;

  private BackEndSimulator(HttpServer server, BackEnds backEnds) {
    this.server = server;
    this.backEnds = backEnds;
    server.setExecutor(threads);
    server.createContext("/", new Router(backEnds));
    server.start();
  }

  /** Starts on port 8090, or on any other if that is taken. */
  public static BackEndSimulator start() {
    BackEnds backEnds = new BackEnds(Pace.REAL);
    try {
      return on(PORT, backEnds);
    } catch (IOException taken) {
      try {
        return on(ANY_PORT, backEnds);
      } catch (IOException e) {
        throw new UncheckedIOException("no port is free for the simulated back ends", e);
      }
    }
  }

  /** Starts on any port, at a pace for tests. */
  static BackEndSimulator start(Pace pace) throws IOException {
    return on(ANY_PORT, new BackEnds(pace));
  }

  private static BackEndSimulator on(int port, BackEnds backEnds) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return new BackEndSimulator(HttpServer.create(address, 0), backEnds);
  }

  /** Where it listens. */
  public String address() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** From now on HandleDownloadProgressInfo is posted there. */
  void sendProgressTo(URI url) {
    backEnds.sendProgressTo(url);
  }

  /**
   * From now on the systems report by themselves to the api.
   *
   * @param api its base address
   * @param token to be shown there
   */
  public void reportTo(String api, String token) {
    backEnds.identifyBy(token);
    backEnds.sendMonitorEventsTo(
        URI.create(api + "/systems/tmf640/listener/monitorStateChangeEvent"));
    sendProgressTo(URI.create(api + "/gsma/rsp2/es2plus/handleDownloadProgressInfo"));
  }

  /** The Spring properties that lead the worker here. */
  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    backEnds
        .all()
        .forEach(
            system -> {
              String settings = "turnup.provisioning.systems." + system.getKey();
              BackEnd backEnd = system.getValue();
              properties.put(
                  settings + ".base-url", address() + "/" + system.getKey() + backEnd.basePath());
              properties.put(settings + ".protocol", backEnd.protocol());
            });
    MODIFYING.forEach(
        action ->
            properties.put(
                "turnup.provisioning.systems.network.tmf640.actions." + action + ".operation",
                "modify"));
    return properties;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    backEnds.close();
  }
}
