import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves that each operation has one outcome and that its partner hears of it: a Temporal dev
 * server, an api and two workers, of which one is killed whenever both are well, back ends that
 * refuse a part of what they are asked, and a receiver that does what it likes with what it gets.
 *
 * <p>Of each operation, one kind of event has to arrive under one webhook-id, which no other
 * operation has, always with the same body and well signed; one at least has to be taken; and the
 * status has to say the same. It says whether all that was so, and exits with 1 if it was not, or if
 * no worker was killed meanwhile or the receiver had not every kind of trouble.
 */
public final class OneOutcome {

  private static final int OPERATIONS = 10_000;
  private static final int PER_SECOND = 20;

  /** One in so many operations is refused by a back end, half-way. */
  private static final int REFUSED = 5;

  /** How much trouble first attempts, second ones and those after them meet with, in per mille. */
  private static final int[] TROUBLE = {300, 25, 0};

  /** Longer than a first attempt waits. */
  private static final Duration SHORT_HANG = Duration.ofSeconds(3);

  /** A run is over some time after its callback has arrived; third attempts come after 5 min. */
  private static final Duration LONGEST = Duration.ofMinutes(20);

  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final String PARTNER = "trial-partner";

  private final int operations;
  private final int perSecond;
  private final Path home;
  private final SplittableRandom random;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Heard> heard = new ConcurrentHashMap<>();
  private final Map<String, String> operationsByWebhookId = new ConcurrentHashMap<>();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final Map<String, AtomicInteger> met = new ConcurrentHashMap<>();
  private final AtomicInteger kills = new AtomicInteger();
  private final List<Process> processes = new ArrayList<>();
  private final byte[] secret = new byte[32];
  private final byte[] newSecret = new byte[32];
  private final KeyPair tokenKey;
  private final HttpServer backEnds;
  private final ServerSocket receiver;
  private volatile boolean killing = true;

  /** What the receiver knows of one operation. */
  private static final class Heard {
    private long acceptedAt;
    private long firstTakenAt;
    private int deliveries;
    private int taken;
    private String kind;
    private String webhookId;
    private String body;
  }

  private OneOutcome(int operations, int perSecond, long seed) throws Exception {
    this.operations = operations;
    this.perSecond = perSecond;
    random = new SplittableRandom(seed);
    random.nextBytes(secret);
    random.nextBytes(newSecret);
    home = Files.createTempDirectory("turnup-one-outcome");
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    tokenKey = generator.generateKeyPair();
    backEnds = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    backEnds.setExecutor(threads);
    backEnds.createContext("/", OneOutcome::work);
    backEnds.start();
    receiver = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 2 || arguments.length > 5) {
      System.err.printf(
          "usage: java OneOutcome.java <api's executable jar> <worker's executable jar>"
              + " [operations, %d] [per second, %d] [seed]%nwith the temporal program on the PATH,"
              + " or in TEMPORAL_PROGRAM%n",
          OPERATIONS, PER_SECOND);
      System.exit(2);
    }
    long seed = arguments.length > 4 ? Long.parseLong(arguments[4]) : System.nanoTime();
    OneOutcome proof =
        new OneOutcome(
            arguments.length > 2 ? Integer.parseInt(arguments[2]) : OPERATIONS,
            arguments.length > 3 ? Integer.parseInt(arguments[3]) : PER_SECOND,
            seed);
    Runtime.getRuntime().addShutdownHook(new Thread(proof::end));
    System.out.printf("seed %d, logs in %s%n", seed, proof.home);
    boolean proven = false;
    try {
      proven = proof.run(Path.of(arguments[0]), Path.of(arguments[1]));
    } catch (Exception e) {
      e.printStackTrace();
    }
    System.exit(proven ? 0 : 1);
  }

  private boolean run(Path api, Path worker) throws Exception {
    int temporal = freePort();
    startServer(temporal);
    Application door = new Application("api", api, apiOptions(temporal)).start();
    List<Application> workers = new ArrayList<>();
    for (String name : List.of("worker-1", "worker-2")) {
      workers.add(new Application(name, worker, workerOptions(temporal)).start());
    }
    door.awaitReady();
    for (Application each : workers) {
      each.awaitReady();
    }
    threads.execute(this::receive);
    Thread killer = Thread.ofPlatform().start(() -> killNowAndThen(workers));

    long begin = System.nanoTime();
    List<String> ids = order(door);
    long ordered = System.nanoTime();
    System.out.printf("all accepted after %s%n", words(ordered - begin));
    awaitTaken(ids);
    killing = false;
    killer.join();
    System.out.printf("all told after %s%n", words(System.nanoTime() - begin));
    for (Application each : workers) {
      each.awaitReady();
    }
    judge(ids, door);
    List<String> missing = troubleThatNeverWas();
    print(ids, missing, System.nanoTime() - begin);
    return faults.isEmpty() && missing.isEmpty();
  }

  // The operations

  private List<String> order(Application door) throws Exception {
    List<String> ids = new ArrayList<>();
    AtomicInteger underWay = new AtomicInteger();
    long begin = System.nanoTime();
    for (int i = 0; i < operations; i++) {
      long due = begin + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
      long early = due - System.nanoTime();
      if (early > 0) {
        TimeUnit.NANOSECONDS.sleep(early);
      }
      String id = UUID.randomUUID().toString();
      ids.add(id);
      heard.put(id, new Heard());
      String service = (i % REFUSED == 0 ? "refused-" : "service-") + i;
      underWay.incrementAndGet();
      threads.execute(
          () -> {
            accept(door, id, service);
            underWay.decrementAndGet();
          });
      if ((i + 1) % 1000 == 0) {
        System.out.printf("%d ordered, %d kills so far%n", i + 1, kills.get());
      }
    }
    while (underWay.get() > 0) {
      Thread.sleep(50);
    }
    return ids;
  }

  /** Until it is accepted, under the same id: 202 the first time, or 406 if the answer got lost. */
  private void accept(Application door, String id, String service) {
    String receiverUrl = "http://127.0.0.1:" + receiver.getLocalPort();
    String body =
        """
        {"service_id":"%s","service_details":{},
         "callback_success_url":"%s/success","callback_error_url":"%s/error"}
        """
            .formatted(service, receiverUrl, receiverUrl);
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    String last = "";
    while (System.nanoTime() < deadline) {
      try {
        HttpResponse<String> answer =
            http.send(
                request(door, "/v3/trial/", id)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        last = answer.statusCode() + " " + answer.body();
        if (answer.statusCode() == 202 || answer.statusCode() == 406) {
          Heard operation = heard.get(id);
          synchronized (operation) {
            operation.acceptedAt = System.nanoTime();
          }
          return;
        }
        Thread.sleep(500);
      } catch (IOException e) {
        last = e.toString();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    fault(id, "was not accepted: " + last);
  }

  private HttpRequest.Builder request(Application door, String path, String id) {
    return HttpRequest.newBuilder(URI.create(door.address() + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + token)
        .header("Request-Correlation-Id", id);
  }

  private void awaitTaken(List<String> ids) throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    long missing = ids.size();
    while (missing > 0 && System.nanoTime() < deadline) {
      Thread.sleep(1000);
      long now = ids.stream().filter(id -> taken(id) == 0).count();
      if (now / 100 != missing / 100 || now == 0) {
        System.out.printf("%d are still to be told%n", now);
      }
      missing = now;
      // The rest waits for third attempts, for minutes, and has no need of workers that start.
      killing &= missing > operations / 100;
    }
  }

  private int taken(String id) {
    Heard operation = heard.get(id);
    synchronized (operation) {
      return operation.taken;
    }
  }

  // The receiver

  private void receive() {
    while (true) {
      try {
        Socket connection = receiver.accept();
        threads.execute(() -> meet(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void meet(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      String head = head(in);
      Matcher length = LENGTH.matcher(head);
      byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
      String id = header(head, "Request-Correlation-Id");
      Heard operation = heard.get(id);
      if (operation == null) {
        fault(id, "was never asked for");
        return;
      }
      int earlier = note(id, operation, head, new String(body, StandardCharsets.UTF_8));
      behave(connection, operation, trouble(earlier));
    } catch (IOException e) {
      met("connection that its sender gave up");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (GeneralSecurityException | RuntimeException e) {
      fault("?", "sent what cannot be read: " + e);
    }
  }

  private static final Pattern LENGTH = Pattern.compile("(?mi)^content-length: *([0-9]+)\\r?$");

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("it ended before its request did");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static String header(String head, String name) {
    Matcher header = Pattern.compile("(?mi)^" + name + ": *(.*?)\\r?$").matcher(head);
    return header.find() ? header.group(1) : "";
  }

  private static final Pattern BODY =
      Pattern.compile(
          "\\{\"code\":\"([A-Z_]+)\",\"title\":\"[^\"]+\",\"service_id\":\"([^\"]*)\"}");
  private static final Pattern WEBHOOK_ID = Pattern.compile("msg_[0-9a-f]{32}");

  /** Compares it with what came before; how much that was. */
  private int note(String id, Heard operation, String head, String body)
      throws GeneralSecurityException {
    String kind = head.startsWith("POST /success ") ? "success_event" : "error_event";
    String webhookId = header(head, "webhook-id");
    require(id, BODY.matcher(body).matches(), "body " + body);
    require(id, WEBHOOK_ID.matcher(webhookId).matches(), "webhook-id " + webhookId);
    require(
        id,
        body.contains("\"SERVICE_CREATED\"") == kind.equals("success_event"),
        kind + " with " + body);
    require(id, isSigned(head, webhookId, body), "signature " + header(head, "webhook-signature"));
    String other = operationsByWebhookId.putIfAbsent(webhookId, id);
    require(id, other == null || other.equals(id), "the webhook-id of " + other);
    synchronized (operation) {
      if (operation.deliveries > 0) {
        require(id, kind.equals(operation.kind), kind + " after " + operation.kind);
        require(id, webhookId.equals(operation.webhookId), "another webhook-id " + webhookId);
        require(id, body.equals(operation.body), "another body " + body);
      }
      operation.kind = kind;
      operation.webhookId = webhookId;
      operation.body = body;
      return operation.deliveries++;
    }
  }

  /** By both of the secrets that are live, and now. */
  private boolean isSigned(String head, String webhookId, String body)
      throws GeneralSecurityException {
    String timestamp = header(head, "webhook-timestamp");
    Instant at = Instant.ofEpochSecond(Long.parseLong(timestamp));
    if (Duration.between(at, Instant.now()).abs().compareTo(TOLERANCE) > 0) {
      return false;
    }
    List<String> signatures = List.of(header(head, "webhook-signature").split(" "));
    for (byte[] key : List.of(secret, newSecret)) {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] digest =
          mac.doFinal((webhookId + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
      byte[] wanted =
          ("v1," + Base64.getEncoder().encodeToString(digest)).getBytes(StandardCharsets.UTF_8);
      if (signatures.stream()
          .noneMatch(
              each -> MessageDigest.isEqual(each.getBytes(StandardCharsets.UTF_8), wanted))) {
        return false;
      }
    }
    return true;
  }

  private enum Trouble {
    NONE("answered 204"),
    RESET("connection reset"),
    ERROR("answered 500"),
    UNKNOWN("answered 400"),
    HANG("no answer for 3 s, then none"),
    CUT("answered 200, cut off");

    private final String words;

    Trouble(String words) {
      this.words = words;
    }
  }

  private Trouble trouble(int earlier) {
    synchronized (random) {
      return random.nextInt(1000) < TROUBLE[Math.min(earlier, TROUBLE.length - 1)]
          ? Trouble.values()[1 + random.nextInt(Trouble.values().length - 1)]
          : Trouble.NONE;
    }
  }

  private void behave(Socket connection, Heard operation, Trouble trouble)
      throws IOException, InterruptedException {
    met(trouble.words);
    switch (trouble) {
      case NONE -> {
        long now = System.nanoTime();
        write(connection, "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
        synchronized (operation) {
          operation.firstTakenAt = operation.taken == 0 ? now : operation.firstTakenAt;
          operation.taken++;
        }
      }
      case RESET -> connection.setSoLinger(true, 0);
      case ERROR -> write(connection, answer("500 Internal Server Error"));
      case UNKNOWN -> write(connection, answer("400 Bad Request"));
      case HANG -> Thread.sleep(SHORT_HANG);
      case CUT -> {
        write(connection, "HTTP/1.1 200 OK\r\nContent-Le");
        connection.setSoLinger(true, 0);
      }
    }
  }

  private static String answer(String status) {
    return "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  }

  private static void write(Socket connection, String text) throws IOException {
    connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    connection.getOutputStream().flush();
  }

  private void met(String what) {
    met.computeIfAbsent(what, none -> new AtomicInteger()).incrementAndGet();
  }

  // The back ends

  private static void work(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      boolean refused =
          exchange.getRequestURI().getPath().endsWith("/activate") && body.contains("\"refused-");
      byte[] answer =
          (refused ? "{\"code\":\"NOT_HERE\"}" : "{}").getBytes(StandardCharsets.US_ASCII);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(refused ? 422 : 200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  // The judgement

  private static final Pattern STATE =
      Pattern.compile("\"callback\":\\{\"state\":\"([A-Z_]+)\",\"webhook_id\":\"([^\"]+)\"");
  private static final Pattern OUTCOME = Pattern.compile("\"outcome\":\\{\"code\":\"([A-Z_]+)\"");

  /** A moment may pass between the arrival of a callback and its being known as delivered. */
  private void judge(List<String> ids, Application door) throws Exception {
    int index = 0;
    for (String id : ids) {
      boolean refused = index++ % REFUSED == 0;
      Heard operation = heard.get(id);
      require(id, operation.taken > 0, "no event was taken");
      if (operation.taken == 0) {
        continue;
      }
      String wanted = refused ? "error_event" : "success_event";
      require(id, wanted.equals(operation.kind), operation.kind + " instead of " + wanted);
      String status = awaitDelivered(door, id);
      Matcher state = STATE.matcher(status);
      Matcher outcome = OUTCOME.matcher(status);
      require(
          id,
          state.find()
              && state.group(1).equals("DELIVERED")
              && state.group(2).equals(operation.webhookId)
              && outcome.find()
              && operation.body.contains("\"" + outcome.group(1) + "\""),
          "status " + status);
    }
  }

  /** Nothing is proven by a calm day. */
  private List<String> troubleThatNeverWas() {
    List<String> missing = new ArrayList<>();
    if (kills.get() == 0) {
      missing.add("worker killed");
    }
    for (Trouble trouble : Trouble.values()) {
      if (!met.containsKey(trouble.words)) {
        missing.add(trouble.words);
      }
    }
    return missing;
  }

  private String awaitDelivered(Application door, String id) throws Exception {
    String status = "";
    for (int look = 0; look < 600; look++) {
      status =
          http.send(
                  request(door, "/v3/operations/" + id, id).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      if (status.contains("\"state\":\"DELIVERED\"")) {
        break;
      }
      // Its delivery may have been cut off or its worker killed: then there is another one.
      Thread.sleep(1000);
    }
    return status;
  }

  private void require(String id, boolean holds, String otherwise) {
    if (!holds) {
      fault(id, otherwise);
    }
  }

  private void fault(String id, String what) {
    faults.add(id + ": " + what);
  }

  private void print(List<String> ids, List<String> missing, long took) {
    List<Long> latencies = new ArrayList<>();
    int deliveries = 0;
    int taken = 0;
    int thirds = 0;
    for (String id : ids) {
      Heard operation = heard.get(id);
      deliveries += operation.deliveries;
      taken += operation.taken;
      thirds += operation.deliveries > 2 ? 1 : 0;
      if (operation.taken > 0) {
        latencies.add(Math.max(0, operation.firstTakenAt - operation.acceptedAt));
      }
    }
    latencies.sort(null);
    System.out.printf("%n%-44s %10d%n", "operations", ids.size());
    System.out.printf("%-44s %10d%n", "workers killed", kills.get());
    System.out.printf("%-44s %10d%n", "callbacks that arrived", deliveries);
    System.out.printf("%-44s %10d%n", "operations with more than two of them", thirds);
    System.out.printf("%-44s %10d%n", "taken (answered 2xx)", taken);
    System.out.printf("%-44s %10d%n", "taken again, under the same webhook-id", taken - ids.size());
    met.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(each -> System.out.printf("  %-42s %10d%n", each.getKey(), each.getValue().get()));
    System.out.printf("%-44s %10s%n", "accept to taken, p50", millis(latencies, 0.50));
    System.out.printf("%-44s %10s%n", "accept to taken, p99", millis(latencies, 0.99));
    System.out.printf("%-44s %10s%n", "it all took", words(took));
    System.out.printf("%-44s %10d%n", "faults", faults.size());
    faults.stream().limit(20).forEach(fault -> System.out.println("  " + fault));
    missing.forEach(trouble -> System.out.println("  never happened: " + trouble));
    String verdict = missing.isEmpty() ? "HOLDS" : "PROVES NOTHING";
    System.out.printf(
        "%n%s: %d operations, each with one outcome of which its partner heard%n",
        faults.isEmpty() ? verdict : "DOES NOT HOLD", ids.size());
  }

  private static String millis(List<Long> sorted, double quantile) {
    int index = (int) Math.ceil(quantile * sorted.size()) - 1;
    return sorted.isEmpty() ? "-" : "%.0f ms".formatted(sorted.get(Math.max(index, 0)) / 1e6);
  }

  private static String words(long nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(nanos) + " s";
  }

  // The processes

  private void killNowAndThen(List<Application> workers) {
    SplittableRandom lots = random.split();
    try {
      while (killing) {
        for (Application each : workers) {
          each.awaitReady();
        }
        Thread.sleep(lots.nextInt(1000, 5000));
        if (killing) {
          workers.get(lots.nextInt(workers.size())).killAndStart();
          kills.incrementAndGet();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | IllegalStateException e) {
      fault("?", "a worker could not be started again: " + e);
    }
  }

  private void startServer(int port) throws Exception {
    String named = System.getenv("TEMPORAL_PROGRAM");
    List<String> command = new ArrayList<>();
    command.add(named == null ? "temporal" : named);
    command.addAll(List.of("server", "start-dev", "--headless", "--ip", "127.0.0.1"));
    command.addAll(List.of("--port", "" + port, "--log-level", "error"));
    command.addAll(List.of("--db-filename", home.resolve("temporal.db").toString()));
    command.addAll(List.of("--sqlite-pragma", "journal_mode=WAL"));
    command.addAll(List.of("--sqlite-pragma", "synchronous=NORMAL"));
    for (String side : List.of("Read", "Write")) {
      command.add("--dynamic-config-value");
      command.add("matching.numTaskqueue" + side + "Partitions=1");
    }
    for (String attribute :
        List.of(
            "ServiceType",
            "Operation",
            "Partner",
            "Outcome",
            "CallbackState",
            "CallbackHost",
            "CallbackError",
            "WaitingFor")) {
      command.addAll(List.of("--search-attribute", attribute + "=Keyword"));
    }
    start("temporal", command);
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (System.nanoTime() < deadline) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException notYet) {
        Thread.sleep(100);
      }
    }
    throw new IllegalStateException("the Temporal server does not listen, see " + home);
  }

  private List<String> apiOptions(int temporal) throws Exception {
    token = token();
    Path key = home.resolve("token-key.pem");
    Files.writeString(
        key,
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(tokenKey.getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n");
    Path plans = home.resolve("plans.properties");
    Files.writeString(
        plans,
        """
        turnup.plans.trial.create-service.steps[0].name=reserve
        turnup.plans.trial.create-service.steps[0].title=Reserve what the service needs
        turnup.plans.trial.create-service.steps[0].system=inventory
        turnup.plans.trial.create-service.steps[0].action=reserve
        turnup.plans.trial.create-service.steps[0].undo=release
        turnup.plans.trial.create-service.steps[1].name=activate
        turnup.plans.trial.create-service.steps[1].title=Activate the service
        turnup.plans.trial.create-service.steps[1].system=workforce
        turnup.plans.trial.create-service.steps[1].action=activate
        turnup.plans.trial.create-service.steps[1].undo=deactivate
        """);
    List<String> options = commonOptions(temporal);
    options.add("--spring.config.additional-location=" + plans.toUri());
    options.add("--spring.security.oauth2.resourceserver.jwt.public-key-location=" + key.toUri());
    return options;
  }

  private List<String> workerOptions(int temporal) {
    List<String> options = commonOptions(temporal);
    for (String system : List.of("inventory", "workforce")) {
      options.add(
          "--turnup.provisioning.systems.%s.base-url=http://127.0.0.1:%d/%s"
              .formatted(system, backEnds.getAddress().getPort(), system));
    }
    String partner = "--turnup.callback.partners." + PARTNER;
    options.add(partner + ".signing-secrets[0]=" + words(secret));
    options.add(partner + ".signing-secrets[1]=" + words(newSecret));
    // One receiver stands for all of the partner's here; its limits are not what this is about.
    options.add(partner + ".max-concurrent=1000");
    options.add(partner + ".max-concurrent-in-all=1000");
    options.add(partner + ".per-second=10000");
    return options;
  }

  private static String words(byte[] key) {
    return "whsec_" + Base64.getEncoder().encodeToString(key);
  }

  private static List<String> commonOptions(int temporal) {
    return new ArrayList<>(
        List.of(
            "--server.address=127.0.0.1",
            "--spring.temporal.connection.target=127.0.0.1:" + temporal,
            "--turnup.receivers.allow-http=true",
            "--turnup.receivers.allow-private=true"));
  }

  private String token = "";

  private String token() throws GeneralSecurityException {
    long now = Instant.now().getEpochSecond();
    String content =
        base64("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + base64(
                ("{\"sub\":\"%s\",\"aud\":\"turnup\",\"iat\":%d,\"exp\":%d,"
                        + "\"scope\":\"services:write operations:read\"}")
                    .formatted(PARTNER, now, now + Duration.ofDays(1).toSeconds())
                    .getBytes(StandardCharsets.UTF_8));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(tokenKey.getPrivate());
    signature.update(content.getBytes(StandardCharsets.US_ASCII));
    return content + "." + base64(signature.sign());
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private Process start(String name, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve(name + ".log").toFile()))
            .start();
    synchronized (processes) {
      processes.add(process);
    }
    return process;
  }

  private void end() {
    try {
      receiver.close();
    } catch (IOException e) {
      // It ends with this process anyway.
    }
    backEnds.stop(0);
    synchronized (processes) {
      processes.forEach(Process::destroyForcibly);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** One of the shipped applications, always on the same port. */
  private final class Application {

    private final String name;
    private final List<String> command = new ArrayList<>();
    private final int port;
    private volatile Process process;

    private Application(String name, Path jar, List<String> options) throws IOException {
      this.name = name;
      port = freePort();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
      command.add("--enable-native-access=ALL-UNNAMED");
      command.addAll(List.of("-jar", jar.toString(), "--server.port=" + port));
      command.addAll(options);
    }

    private Application start() throws IOException {
      process = OneOutcome.this.start(name, command);
      return this;
    }

    private void killAndStart() throws IOException, InterruptedException {
      process.destroyForcibly();
      process.waitFor();
      start();
    }

    private String address() {
      return "http://127.0.0.1:" + port;
    }

    private void awaitReady() throws InterruptedException {
      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
      while (!isReady()) {
        if (System.nanoTime() > deadline || !process.isAlive()) {
          throw new IllegalStateException(name + " does not get ready, see " + home);
        }
        Thread.sleep(200);
      }
    }

    private boolean isReady() throws InterruptedException {
      try {
        return http.send(
                    HttpRequest.newBuilder(URI.create(address() + "/actuator/health/readiness"))
                        .timeout(Duration.ofSeconds(5))
                        .build(),
                    HttpResponse.BodyHandlers.discarding())
                .statusCode()
            == 200;
      } catch (IOException notYet) {
        return false;
      }
    }
  }
}
