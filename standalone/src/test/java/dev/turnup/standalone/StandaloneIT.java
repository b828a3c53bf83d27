package dev.turnup.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnup.standalone.stage.AppProcess;
import dev.turnup.standalone.stage.DownloadSite;
import dev.turnup.standalone.stage.Http;
import dev.turnup.standalone.stage.OnRealServer;
import dev.turnup.standalone.stage.Ports;
import dev.turnup.standalone.stage.ServerProgram;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The one command of the README, and what it promises. Beside the other tests, but one at a time:
 * they would like to have the same ports.
 */
@OnRealServer
@Execution(ExecutionMode.CONCURRENT)
class StandaloneIT {

  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final String CREATED = "SERVICE_CREATED";

  @TempDir private Path folder;
  private final int port = Ports.free();
  private @Nullable AppProcess standalone;

  @BeforeEach
  void putTheProgramOnThePath() throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    Files.createDirectories(folder.resolve("empty"));
    Files.createSymbolicLink(
        folder.resolve("bin").resolve("temporal"), ServerProgram.path().toAbsolutePath());
  }

  @AfterEach
  void end() {
    if (standalone != null && standalone.isAlive()) {
      standalone.terminate();
      standalone.awaitEnd();
    }
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void tellsWhatThereIsToSeeAndItsRequestWorksAsPastedAndPastedAgain() throws Exception {
    AppProcess process = start(pathWithProgram());

    assertThat(process.output())
        .contains("Operations are durable in")
        .contains("Swagger UI")
        .contains("Callback inbox")
        .doesNotContain("PREVIEW");
    assertThat(folder.resolve("home"))
        .as("the database, and what it has in WAL mode only")
        .isDirectoryContaining("glob:**/temporal.db")
        .isDirectoryContaining("glob:**/temporal.db-wal");
    assertThat(Http.get(address(process, "Swagger UI")).status()).isIn(200, 302);
    assertThat(Http.get(address(process, "Temporal UI")).status()).isEqualTo(200);
    assertThat(Http.get(address(process, "Callback inbox")).status()).isEqualTo(200);
    assertThat(Http.get(address(process, "Simulated back ends")).status()).isEqualTo(200);
    assertThat(pasted(curl(process))).contains("HTTP/1.1 202");
    await().atMost(LONGEST).until(() -> inbox().contains(CREATED));
    assertThat(inbox()).contains("\"signed\":\"yes\"");
    assertThat(pasted(curl(process))).contains("HTTP/1.1 202");
    await().atMost(LONGEST).until(() -> inbox().split(CREATED, -1).length > 2);
    assertThat(inbox()).doesNotContain("error_event");
    assertThat(process.output()).doesNotContain("whsec_");
    List<ProcessHandle> children = process.handle().descendants().toList();
    assertThat(children).isNotEmpty();

    process.terminate();
    process.awaitEnd();

    await().atMost(LONGEST).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void worksWithTheServerThatItStartedWhateverElseRunsAndIsSet() throws Exception {
    Closeable somebody = Ports.taken(7233);
    try {
      AppProcess process =
          start(
              Map.of(
                  "PATH", pathWithProgram(),
                  "TEMPORAL_NAMESPACE", "elsewhere",
                  "TURNUP_AUDIENCE", "elsewhere"));

      assertThat(process.output()).contains("Operations are durable in");
      assertThat(serverAddress(process)).isNotEqualTo("127.0.0.1:7233");
      assertThat(pasted(temporal("operator cluster health", serverAddress(process))))
          .contains("SERVING");
      assertThat(pasted(curl(process))).contains("HTTP/1.1 202");
      await().atMost(LONGEST).until(() -> inbox().contains(CREATED));
    } finally {
      somebody.close();
    }
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void itsBackEndsAnswerAgainOnAllConnectionsThatABurstOpened() throws Exception {
    URI deeds = URI.create(address(start(pathWithProgram()), "Simulated back ends"));
    List<Socket> connections = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        connections.add(new Socket(deeds.getHost(), deeds.getPort()));
      }
      for (int time = 1; time <= 2; time++) {
        for (Socket connection : connections) {
          assertThat(asked(connection, deeds)).as("time %d", time).isEqualTo("HTTP/1.1 200 OK");
        }
      }
    } finally {
      for (Socket connection : connections) {
        connection.close();
      }
    }
  }

  /** The first line of the answer, all of which is read; null for none. */
  private static @Nullable String asked(Socket connection, URI address) throws IOException {
    String request = "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(address.getPath());
    connection.getOutputStream().write(request.getBytes(US_ASCII));
    BufferedReader answer =
        new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII));
    String first = answer.readLine();
    long body = 0;
    String line = first;
    while (line != null && !line.isEmpty()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        body = Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
      }
      line = answer.readLine();
    }
    answer.skip(body);
    return first;
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void goesOnAfterItWasKilledAndLeavesNoServerBehind() throws Exception {
    AppProcess killed = start(pathWithProgram());
    create(killed, "down-start-charging");
    await().atMost(LONGEST).until(() -> calls(killed).anyMatch("start-charging"::equals));
    List<ProcessHandle> children = killed.handle().descendants().toList();

    killed.kill();

    await().atMost(LONGEST).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(inbox()).isEmpty();
    start(pathWithProgram());
    await().atMost(LONGEST).until(() -> inbox().contains(CREATED));
    assertThat(inbox()).contains("success_event").doesNotContain("error_event");
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void endsTheStepThatIsUnderWayIfItIsToldToStopAndGoesOnAfterwards() throws Exception {
    AppProcess first = start(pathWithProgram());
    create(first, "slow-reserve-sim");
    // The attempt in passing is over too soon for it.
    await().atMost(LONGEST).until(() -> calls(first).filter("reserve-sim"::equals).count() > 1);

    first.terminate();
    first.awaitEnd();

    assertThat(first.output()).contains("Drained: nothing was left under way");
    AppProcess second = start(pathWithProgram());
    await().atMost(LONGEST).until(() -> inbox().contains(CREATED));
    assertThat(inbox().split(CREATED, -1)).as("what is around one callback").hasSize(2);
    assertThat(calls(second)).contains("start-charging").doesNotContain("reserve-sim");
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void leavesNoServerBehindThatTheSdkDownloadedAndFindsItAgain() {
    String program =
        "#!/bin/sh\nexec '%s' \"$@\"\n".formatted(ServerProgram.path().toAbsolutePath());
    String nothingOnThePath = folder.resolve("empty").toString();
    AppProcess killed;
    try (DownloadSite site = DownloadSite.offering(program)) {
      killed = start(nothingOnThePath, "-D" + DownloadSite.ADDRESS + "=" + site.address());
    }
    assertThat(killed.output())
        .contains("the SDK downloads it")
        .contains("Operations are durable in")
        .doesNotContain("PREVIEW");
    List<ProcessHandle> children = killed.handle().descendants().toList();
    assertThat(children).isNotEmpty();

    killed.kill();

    await().atMost(LONGEST).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(start(nothingOnThePath).output())
        .contains("Operations are durable in")
        .doesNotContain("downloads");
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void saysPlainlyThatAPreviewInMemoryKeepsNothing() throws Exception {
    // Nothing on the PATH, and no way out to fetch it.
    AppProcess process =
        start(
            folder.resolve("empty").toString(),
            "-Dhttps.proxyHost=127.0.0.1",
            "-Dhttps.proxyPort=" + Ports.free());

    assertThat(process.output())
        .contains("the SDK could not download it")
        .contains("PREVIEW IN MEMORY. NOTHING IS DURABLE");
    assertThat(pasted(curl(process))).contains("HTTP/1.1 202");
    await().atMost(LONGEST).until(() -> inbox().contains(CREATED));
  }

  private AppProcess start(String path, String... jvm) {
    return start(Map.of("PATH", path), jvm);
  }

  private AppProcess start(Map<String, String> environment, String... jvm) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("TURNUP_HOME", folder.resolve("home").toString());
    standalone = AppProcess.start("standalone", port, all, List.of(jvm), List.of()).awaitReady();
    AppProcess started = standalone;
    await().atMost(LONGEST).until(() -> started.output().contains("callback_error_url"));
    return started;
  }

  private String pathWithProgram() {
    return folder.resolve("bin") + ":" + System.getenv("PATH");
  }

  /** Has a service created by the printed curl, and this go wrong. */
  private void create(AppProcess process, String trouble) throws IOException, InterruptedException {
    String begin = "{\"service_id\":\"sim-%s\",\"service_details\"".formatted(trouble);
    assertThat(pasted(curl(process).replace("{\"service_details\"", begin)))
        .contains("HTTP/1.1 202");
  }

  /** What the back ends were asked for since it started. */
  private static Stream<String> calls(AppProcess process) {
    String address = address(process, "Simulated back ends").replace("/deeds", "/calls");
    return Http.get(address).json().valueStream().map(call -> call.path("action").asString());
  }

  private static String address(AppProcess process, String of) {
    Matcher line = Pattern.compile(of + " +(http\\S+)").matcher(process.output());
    assertThat(line.find()).as(process.output()).isTrue();
    return line.group(1);
  }

  private static String serverAddress(AppProcess process) {
    Matcher line = Pattern.compile("a dev server of our own at (\\S+) ").matcher(process.output());
    assertThat(line.find()).as(process.output()).isTrue();
    return line.group(1);
  }

  private static String temporal(String command, String address) {
    return "'%s' %s --address %s"
        .formatted(ServerProgram.path().toAbsolutePath(), command, address);
  }

  /** The request as it stands in the output, to be pasted. */
  private static String curl(AppProcess process) {
    String output = process.output();
    int begin = output.indexOf("curl -i ");
    return output.substring(begin, output.indexOf("}'", begin) + 2);
  }

  private String pasted(String command) throws IOException, InterruptedException {
    Process bash = new ProcessBuilder("bash", "-c", command).start();
    String output = new String(bash.getInputStream().readAllBytes(), UTF_8);
    assertThat(bash.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return output;
  }

  /** What the inbox has received, as JSON; empty if nothing, or if there is no inbox just now. */
  private String inbox() {
    Http.Answer answer = Http.get("http://127.0.0.1:" + port + "/inbox/callbacks");
    return answer.status() == 200 && !answer.json().isEmpty() ? answer.text() : "";
  }
}
