package dev.turnup.activities.tmf640;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.activities.Attempt;
import dev.turnup.activities.RawServer;
import dev.turnup.activities.SettableClock;
import dev.turnup.activities.StepRequests;
import dev.turnup.activities.SystemSettingsOf;
import dev.turnup.activities.http.CallSpans;
import dev.turnup.activities.system.HttpSystemConnection;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.failure.ApplicationFailure;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

/** Systems that behave badly, at the other end of the connection that a worker has to them. */
class BadServersTest {

  private static final String BASE = "/v4";
  private static final String ACTIVE = "{\"id\": \"svc-1\", \"state\": \"active\"}";

  /** For what comes to an end by itself, also on a busy machine. */
  private static final String PATIENT = "10s";

  /** For what never does; enough to send a request, as what was not sent is not uncertain. */
  private static final String IMPATIENT = "2s";

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  @AfterEach
  void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  @Test
  void aDecentOneIsUnderstood() {
    Tmf640System network = at(exchange -> exchange.answer("201 Created", ACTIVE), PATIENT);

    StepResult result = Attempt.durable(() -> network.perform(Deeds.create()));

    assertThat(result.answer()).containsEntry("id", "svc-1");
  }

  @Test
  void aResetMayComeAfterTheDeed() {
    isUncertain(RawServer.Exchange::reset);
  }

  @Test
  void anAnswerMayNeverCome() {
    isUncertain(RawServer.Exchange::waitUntilGone, IMPATIENT);
  }

  @Test
  void aHeadMayNeverEnd() {
    isUncertain(RawServer.Exchange::dribble, IMPATIENT);
  }

  @Test
  void aBodyMayNeverEnd() {
    isUncertain(
        exchange -> {
          exchange.send("HTTP/1.1 201 Created\r\nContent-Length: 60000\r\n\r\n{");
          exchange.dribble();
        },
        IMPATIENT);
  }

  @Test
  void aBodyMayBreakOff() {
    isUncertain(
        exchange -> {
          exchange.send("HTTP/1.1 201 Created\r\nContent-Length: 60000\r\n\r\n" + ACTIVE);
          exchange.close();
        });
  }

  @Test
  void aBodyMayBeHuge() {
    String huge = "{\"id\": \"svc-1\", \"x\": \"" + "x".repeat(2_000_000) + "\"}";
    isUncertain(exchange -> exchange.answer("201 Created", huge));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"garbage", "<html>Welcome</html>", "[]", "{\"id\": {}}", "{\"id\": \"a\"} x"})
  void aBodyMayBeAnything(String body) {
    isUncertain(exchange -> exchange.answer("200 OK", body, "Content-Type: application/json"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSH-2.0-x\r\n\r\n", "HTTP/1.1 nonsense\r\n\r\n"})
  void anAnswerMayBeNoHttp(String text) {
    isUncertain(
        exchange -> {
          exchange.send(text);
          exchange.close();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/xml", "nonsense", ""})
  void aContentTypeMayBeWrong(String type) {
    Tmf640System network =
        at(exchange -> exchange.answer("201 Created", ACTIVE, "Content-Type: " + type), PATIENT);

    assertThat(Attempt.durable(() -> network.perform(Deeds.create())).answer())
        .containsEntry("id", "svc-1");
  }

  @Test
  void aRedirectIsNotFollowed() {
    RawServer server =
        opened(new RawServer(exchange -> exchange.answer("307 Moved", "", "Location: /elsewhere")));

    isNotDone(() -> at(server.address(BASE), PATIENT).perform(Deeds.create()));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void nobodyMayListen() {
    isNotDone(() -> at(RawServer.nobody(), PATIENT).perform(Deeds.create()));
  }

  /** What is only read has changed nothing, whatever became of the answer. */
  @Test
  void readingMayFailInEveryWay() {
    for (RawServer.Script script :
        new RawServer.Script[] {
          RawServer.Exchange::reset,
          exchange -> exchange.answer("200 OK", "garbage"),
          exchange -> exchange.answer("200 OK", "[" + "x".repeat(100_000)),
          exchange -> exchange.answer("500 X", "")
        }) {
      readingFailsAt(at(script, PATIENT));
    }
    readingFailsAt(at(RawServer.Exchange::waitUntilGone, IMPATIENT));
  }

  private static void readingFailsAt(Tmf640System network) {
    StepRequest monitored = Deeds.create().following("/monitor/m", Map.of());

    isNotDone(() -> network.readBack(Deeds.create()));
    isNotDone(() -> network.perform(Deeds.modify()));
    isNotDone(() -> network.follow(monitored));
  }

  private void isUncertain(RawServer.Script script) {
    isUncertain(script, PATIENT);
  }

  private void isUncertain(RawServer.Script script, String timeout) {
    Tmf640System network = at(script, timeout);
    fails("UNCERTAIN", () -> network.perform(Deeds.create()));
  }

  private static void isNotDone(Supplier<?> call) {
    fails("UNAVAILABLE", call);
  }

  private static void fails(String kind, Supplier<?> call) {
    ApplicationFailure failure = Attempt.failureOf(call);
    assertThat(failure.getType()).as(failure.getOriginalMessage()).isEqualTo(kind);
    assertThat(failure.getOriginalMessage())
        .startsWith("network/")
        .doesNotContain(StepRequests.ICCID, StepRequests.SERVICE_ID);
  }

  private Tmf640System at(RawServer.Script script, String timeout) {
    return at(opened(new RawServer(script)).address(BASE), timeout);
  }

  private Tmf640System at(URI base, String timeout) {
    HttpSystemConnection connection =
        opened(
            new HttpSystemConnection(
                "network",
                SystemSettingsOf.properties(
                    "base-url=" + base, "protocol=tmf640", "timeout=" + timeout),
                new DefaultSslBundleRegistry(),
                new SimpleMeterRegistry(),
                Clock.systemUTC(),
                CallSpans.NONE));
    return new Tmf640System(connection, Deeds.SETTINGS, new SettableClock());
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }
}
