import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures standalone on its real Temporal server, in several settings side by side: each setting
 * is a process of its own, and rounds take turns, so that what else the machine does meets all of
 * them. There are three comparisons: {@code starts}, of the ways to begin an operation, {@code
 * signing}, of callbacks that are signed and such that are not, and {@code hanging}, of a hundred
 * receivers of which one or ten take callbacks and never answer, and of a hundred that are well.
 *
 * <p>Latency is measured at a steady 10 requests/s that do not wait for each other; throughput with
 * 64 operations in flight. An operation is over when its success_event has arrived, with as many
 * signatures as it should have. Those whose receiver hangs have no latency here, and are over when
 * they are accepted. An error_event ends it all.
 *
 * <p>Exits with 1 if signing costs more than a twentieth of the throughput (median of the rounds),
 * or if receivers that hang make the 99th percentile of the others, end to end, longer than half as
 * long again and 50 ms.
 */
public final class Benchmark {

  private static final Map<String, Integer> ROUNDS = Map.of("starts", 3, "signing", 8, "hanging", 6);
  private static final String PARTNER = "--turnup.callback.partners.demo-partner";
  private static final int RECEIVERS = 100;

  /** Of the throughput without signatures. */
  private static final double LEAST_WITH_SIGNATURES = 0.95;

  /** What 200 requests at 10/s and a machine with other work differ by anyway. */
  private static final double LARGEST_FACTOR = 1.5;

  private static final double LARGEST_SUM_MILLIS = 50;
  private static final Duration FOR_EVER = Duration.ofMinutes(10);
  private static final int WARM_UP = 300;
  private static final int STEADY_REQUESTS = 200;
  private static final Duration STEADY_PAUSE = Duration.ofMillis(100);
  private static final int IN_FLIGHT = 64;
  private static final int BURST = 600;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, Order> orders = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<HttpServer> receivers = new ArrayList<>();
  private final AtomicInteger ordered = new AtomicInteger();
  private final AtomicInteger errorEvents = new AtomicInteger();

  /** What was asked of a candidate, and when it was over. */
  private record Order(Candidate candidate, CompletableFuture<Long> over) {}

  private Benchmark() throws IOException {
    for (int each = 0; each < RECEIVERS; each++) {
      receivers.add(receiver());
    }
  }

  private HttpServer receiver() throws IOException {
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setExecutor(threads);
    receiver.createContext(
        "/hang",
        exchange -> {
          int port = exchange.getLocalAddress().getPort();
          orderOf(exchange).ifPresent(order -> order.candidate.hung.add(port));
          try {
            Thread.sleep(FOR_EVER);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    receiver.createContext(
        "/success",
        exchange -> {
          long now = System.nanoTime();
          int signatures = signatures(exchange);
          Optional<Order> order = take(exchange);
          if (order.isEmpty()) {
            return;
          }
          if (signatures == order.get().candidate.setting.signatures()) {
            order.get().over.complete(now);
          } else {
            order.get().over.completeExceptionally(new IOException(signatures + " signatures"));
          }
        });
    receiver.createContext(
        "/error",
        exchange -> {
          errorEvents.incrementAndGet();
          take(exchange)
              .ifPresent(
                  order -> order.over.completeExceptionally(new IOException("an error_event")));
        });
    receiver.start();
    return receiver;
  }

  private Optional<Order> take(HttpExchange callback) throws IOException {
    callback.getRequestBody().readAllBytes();
    callback.sendResponseHeaders(200, -1);
    callback.close();
    return orderOf(callback);
  }

  private Optional<Order> orderOf(HttpExchange callback) {
    return Optional.ofNullable(
        orders.get(callback.getRequestHeaders().getFirst("Request-Correlation-Id")));
  }

  private static int signatures(HttpExchange callback) {
    String header = callback.getRequestHeaders().getFirst("webhook-signature");
    return header == null ? 0 : header.split(" ").length;
  }

  public static void main(String[] arguments) throws Exception {
    String comparison = arguments.length == 2 ? arguments[1] : "starts";
    if (arguments.length < 1 || arguments.length > 2 || !ROUNDS.containsKey(comparison)) {
      System.err.println(
          "usage: java Benchmark.java <standalone's executable jar> [starts|signing|hanging]");
      System.exit(2);
    }
    List<Setting> settings =
        switch (comparison) {
          case "starts" -> waysToStart();
          case "signing" -> waysToSign();
          default -> waysToFare();
        };
    boolean holds;
    Benchmark benchmark = new Benchmark();
    List<Candidate> candidates = new ArrayList<>();
    try {
      for (Setting setting : settings) {
        candidates.add(Candidate.start(setting, arguments[0]));
      }
      benchmark.compare(candidates, ROUNDS.get(comparison));
      holds =
          switch (comparison) {
            case "starts" -> true;
            case "signing" -> signingCostsLittle(candidates);
            default -> nobodyWaitsForThoseThatHang(candidates);
          };
    } finally {
      candidates.forEach(Candidate::stop);
      benchmark.threads.shutdownNow();
      benchmark.receivers.forEach(receiver -> receiver.stop(0));
    }
    System.exit(holds ? 0 : 1);
  }

  /**
   * One of those that are compared.
   *
   * @param hanging how many of the receivers take callbacks and never answer
   * @param signatures of each callback
   */
  private record Setting(String name, int hanging, int signatures, List<String> options) {}

  private static List<Setting> waysToStart() {
    String secret = PARTNER + ".signing-secrets=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    String notEager = "--turnup.operation.eager-start=false";
    return List.of(
        new Setting("local first, eager start", 0, 1, List.of(secret)),
        new Setting("local first", 0, 1, List.of(secret, notEager)),
        new Setting(
            "all plain", 0, 1, List.of(secret, notEager, "--turnup.operation.local-first=false")));
  }

  private static List<Setting> waysToSign() {
    String secrets = PARTNER + ".signing-secrets";
    return List.of(
        new Setting(
            "signed by two secrets",
            0,
            2,
            List.of(
                secrets + "[0]=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                secrets + "[1]=whsec_bm90LXRoZS1zZWNyZXQtb2YtdGhpcy1wYXJ0bmVy")),
        new Setting("unsigned", 0, 0, List.of(PARTNER + ".unsigned=true")));
  }

  /** The same options; what differs is how the first of the receivers behave. */
  private static List<Setting> waysToFare() {
    List<String> secret =
        List.of(PARTNER + ".signing-secrets=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    return List.of(
        new Setting("100 receivers, all well", 0, 1, secret),
        new Setting("100 receivers, 1 hangs", 1, 1, secret),
        new Setting("100 receivers, 10 hang", 10, 1, secret));
  }

  private static boolean signingCostsLittle(List<Candidate> candidates) {
    double ratio = ratio(candidates.get(0), candidates.get(1));
    return says(
        ratio >= LEAST_WITH_SIGNATURES,
        "operations/s with signatures are %.3f of those without (at least %.2f)"
            .formatted(ratio, LEAST_WITH_SIGNATURES));
  }

  /** Compared with the first of them, whose receivers are all well. */
  private static boolean nobodyWaitsForThoseThatHang(List<Candidate> candidates) {
    double well = percentile(candidates.get(0).ends, 0.99);
    double bound = well * LARGEST_FACTOR + LARGEST_SUM_MILLIS;
    boolean all = true;
    for (Candidate candidate : candidates.subList(1, candidates.size())) {
      double others = percentile(candidate.ends, 0.99);
      all &=
          says(
              others <= bound,
              "%s: the p99 of the others, end to end, is %.0f ms; where all are well it is %.0f ms"
                      .formatted(candidate.setting.name(), others, well)
                  + " (at most %.0f ms)".formatted(bound));
    }
    return all;
  }

  private void requireWhatWasToBeMeasured(Candidate candidate) {
    if (errorEvents.get() > 0) {
      throw new IllegalStateException(errorEvents.get() + " operations ended in an error_event");
    }
    int hung = candidate.hung.size();
    if (hung < candidate.setting.hanging()) {
      throw new IllegalStateException(
          "%s: %d hung".formatted(candidate.setting.name(), hung));
    }
  }

  private static boolean says(boolean holds, String what) {
    System.out.printf("%n%s: %s%n", holds ? "HOLDS" : "DOES NOT HOLD", what);
    return holds;
  }

  private void compare(List<Candidate> candidates, int rounds) throws Exception {
    for (Candidate candidate : candidates) {
      burst(candidate, WARM_UP);
    }
    List<Candidate> turns = new ArrayList<>(candidates);
    for (int round = 1; round <= rounds; round++) {
      for (Candidate candidate : turns) {
        System.out.printf("round %d of %d: %s%n", round, rounds, candidate.setting.name());
        candidate.hung.clear();
        steady(candidate);
        candidate.perSecond.add(burst(candidate, BURST));
        requireWhatWasToBeMeasured(candidate);
      }
      // Nobody is always the first.
      Collections.reverse(turns);
    }
    System.out.printf(
        "%n%-26s %8s %16s %20s %18s%n",
        "", "start", "accept p50/p99", "end to end p50/p99", "operations/s");
    for (Candidate candidate : candidates) {
      System.out.printf(
          "%-26s %6d s %9s ms %17s ms %18s%n",
          candidate.setting.name(),
          candidate.startSeconds,
          percentiles(candidate.accepts),
          percentiles(candidate.ends),
          candidate.perSecond.stream().map(rate -> "%.0f".formatted(rate)).toList());
    }
    for (Candidate other : candidates.subList(1, candidates.size())) {
      System.out.printf(
          "%noperations/s, %s : %s, median of the rounds: %.3f%n",
          candidates.get(0).setting.name(), other.setting.name(), ratio(candidates.get(0), other));
    }
  }

  /** Round by round, as what else the machine does differs less within one. */
  private static double ratio(Candidate one, Candidate other) {
    double[] ratios = new double[one.perSecond.size()];
    for (int round = 0; round < ratios.length; round++) {
      ratios[round] = one.perSecond.get(round) / other.perSecond.get(round);
    }
    Arrays.sort(ratios);
    int middle = ratios.length / 2;
    return ratios.length % 2 == 1 ? ratios[middle] : (ratios[middle - 1] + ratios[middle]) / 2;
  }

  private void steady(Candidate candidate) throws Exception {
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (int i = 0; i < STEADY_REQUESTS; i++) {
      long start = System.nanoTime();
      all.add(
          order(
              candidate,
              accepted -> candidate.accepts.add(accepted - start),
              ended -> candidate.ends.add(ended - start)));
      Thread.sleep(STEADY_PAUSE.toMillis());
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
  }

  /** Operations a second with a fixed number in flight. */
  private double burst(Candidate candidate, int operations) throws Exception {
    Semaphore inFlight = new Semaphore(IN_FLIGHT);
    CountDownLatch over = new CountDownLatch(operations);
    AtomicInteger failed = new AtomicInteger();
    AtomicReference<Throwable> reason = new AtomicReference<>();
    long start = System.nanoTime();
    for (int i = 0; i < operations; i++) {
      inFlight.acquire();
      order(candidate, accepted -> {}, ended -> {})
          .whenComplete(
              (done, failure) -> {
                if (failure != null) {
                  failed.incrementAndGet();
                  reason.set(failure);
                }
                inFlight.release();
                over.countDown();
              });
    }
    if (!over.await(5, TimeUnit.MINUTES) || failed.get() > 0) {
      throw new IllegalStateException(
          "%s: %d failed, %d not over"
              .formatted(candidate.setting.name(), failed.get(), over.getCount()),
          reason.get());
    }
    return operations / ((System.nanoTime() - start) / 1e9);
  }

  private interface Moment {
    void at(long nanos);
  }

  private CompletableFuture<?> order(Candidate candidate, Moment accepted, Moment ended) {
    String id = UUID.randomUUID().toString();
    int number = ordered.getAndIncrement() % RECEIVERS;
    boolean hangs = number < candidate.setting.hanging();
    String receiver = "http://localhost:" + receivers.get(number).getAddress().getPort();
    CompletableFuture<Long> over = new CompletableFuture<>();
    orders.put(id, new Order(candidate, over));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(candidate.address + "/v3/applewatch/"))
            .header("Authorization", "Bearer " + candidate.token)
            .header("Content-Type", "application/json")
            .header("Request-Correlation-Id", id)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    """
                    {"service_details":{"secondary_eid":"89049032001234567890123456789057"},
                     "callback_success_url":"%s","callback_error_url":"%s"}
                    """
                        .formatted(
                            receiver + (hangs ? "/hang" : "/success"), receiver + "/error")))
            .build();
    CompletableFuture<Void> accept =
        http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
            .thenAccept(
                response -> {
                  if (response.statusCode() != 202) {
                    throw new IllegalStateException(response.statusCode() + " " + response.body());
                  }
                  if (!hangs) {
                    accepted.at(System.nanoTime());
                  }
                });
    accept.whenComplete(
        (none, refused) -> {
          if (refused != null) {
            over.completeExceptionally(refused);
          }
        });
    if (hangs) {
      return accept;
    }
    return accept
        .thenCombine(over, (none, at) -> at)
        .thenAccept(ended::at)
        .whenComplete((none, failure) -> orders.remove(id));
  }

  private static String percentiles(List<Long> nanos) {
    return "%.0f / %.0f".formatted(percentile(nanos, 0.50), percentile(nanos, 0.99));
  }

  /** In milliseconds. */
  private static double percentile(List<Long> nanos, double quantile) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    int index = (int) Math.ceil(quantile * sorted.length) - 1;
    return sorted[Math.max(index, 0)] / 1e6;
  }

  /** Standalone in one setting. */
  private static final class Candidate {

    private static final Pattern TOKEN = Pattern.compile("Bearer ([^']+)'");

    private final Setting setting;
    private final Process process;
    private final String address;
    private final String token;
    private final long startSeconds;
    private final List<Long> accepts = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> ends = Collections.synchronizedList(new ArrayList<>());
    private final List<Double> perSecond = new ArrayList<>();
    private final Set<Integer> hung = ConcurrentHashMap.newKeySet();

    private Candidate(
        Setting setting, Process process, String address, String token, long startSeconds) {
      this.setting = setting;
      this.process = process;
      this.address = address;
      this.token = token;
      this.startSeconds = startSeconds;
    }

    static Candidate start(Setting setting, String jar) throws Exception {
      Path home = Files.createTempDirectory("turnup-benchmark");
      File log = home.resolve("standalone.log").toFile();
      int port = freePort();
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-jar",
                  jar,
                  "--server.port=" + port,
                  // Several of them start on one machine: patience is not what is measured.
                  "--turnup.operation.temporal-timeout=10s"));
      command.addAll(setting.options());
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
      builder.environment().put("TURNUP_HOME", home.toString());
      long start = System.nanoTime();
      Process process = builder.start();
      while (true) {
        String printed = Files.readString(log.toPath());
        Matcher token = TOKEN.matcher(printed);
        if (token.find() && printed.contains("Polling task queues")) {
          long seconds = Math.round((System.nanoTime() - start) / 1e9);
          System.out.printf("%s: started in %d s%n", setting.name(), seconds);
          return new Candidate(
              setting, process, "http://localhost:" + port, token.group(1), seconds);
        }
        if (!process.isAlive()) {
          throw new IllegalStateException("standalone ended:\n" + printed);
        }
        Thread.sleep(100);
      }
    }

    void stop() {
      process.destroy();
      try {
        process.waitFor(60, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static int freePort() throws IOException {
      try (ServerSocket socket = new ServerSocket(0)) {
        return socket.getLocalPort();
      }
    }
  }
}
