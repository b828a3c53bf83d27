package dev.turnup.activities.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnup.activities.Attempt;
import dev.turnup.activities.RawServer;
import dev.turnup.activities.SettableClock;
import dev.turnup.activities.StepRequests;
import dev.turnup.activities.SystemSettingsOf;
import dev.turnup.activities.http.CallSpans;
import dev.turnup.workflows.provisioning.StepRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Four calls are looked at, half of them may fail, then the system is left alone for 30 seconds.
 */
@ExtendWith(OutputCaptureExtension.class)
class BreakerTest {

  private static final StepRequest REQUEST = StepRequests.valid().toRequest();
  private static final SystemCall CALL =
      new SystemCall("POST", "/activate", Map.of(), "application/json", "{}");

  /** A moment longer than the system is left alone. */
  private static final Duration OVER = Duration.ofSeconds(30).plusMillis(1);

  private final SettableClock clock = new SettableClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<HttpSystemConnection> open = new ArrayList<>();
  private volatile int status = 200;
  private final RawServer server =
      new RawServer(
          exchange -> {
            if (status == 0) {
              exchange.waitUntilGone();
            }
            exchange.answer(status + " As asked", "");
          });

  @AfterEach
  void close() throws IOException {
    for (HttpSystemConnection connection : open) {
      connection.close();
    }
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void opensWhenHalfOfTheLastCallsWereAnsweredWith5xx(int failing) {
    HttpSystemConnection connection = connection();
    answer(connection, 200, 200, failing);
    assertThat(level()).isZero();
    answer(connection, failing);
    assertThat(level()).isEqualTo(2);
  }

  @Test
  void opensWhenNobodyListens() {
    HttpSystemConnection connection = connection("base-url=" + RawServer.nobody());
    for (int call = 0; call < 4; call++) {
      assertThat(failure(connection).getOriginalMessage()).contains("could not be reached");
    }
    assertIsLeftAlone(connection, Duration.ofSeconds(30));
  }

  @Test
  void opensWhenNoAnswerComesInTime() {
    status = 0;
    HttpSystemConnection connection = connection("timeout=100ms");
    for (int call = 0; call < 4; call++) {
      assertThat(failure(connection).getOriginalMessage()).contains("did not answer");
    }
    assertIsLeftAlone(connection, Duration.ofSeconds(30));
  }

  @Test
  void doesNotBlameASystemForBeingSlowerThanALocalAttempt() {
    status = 0;
    HttpSystemConnection connection = connection("breaker.minimum-calls=1", "breaker.window=1");
    // As the clock of this test stands still, and with it what a local attempt knows of its time.
    Attempt.localFailureOf(() -> connection.call(REQUEST, CALL));
    assertThat(level()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 401, 403, 404, 408, 409, 422, 429, 501})
  void staysClosedWhenTheSystemIsWellAndSaysNo(int refusing) {
    HttpSystemConnection connection = connection();
    answer(connection, refusing, refusing, refusing, refusing, refusing);
    assertThat(level()).isZero();
  }

  @Test
  void staysClosedAsLongAsThereWereTooFewCalls() {
    HttpSystemConnection connection = connection();
    answer(connection, 500, 500, 500);
    assertThat(level()).isZero();
  }

  @Test
  void looksAtTheLastCallsOnly() {
    HttpSystemConnection connection = connection();
    answer(connection, 500, 200, 200, 200, 200, 500, 200, 200);
    assertThat(level()).isZero();
  }

  @Test
  void leavesTheSystemAloneForAsLongAsItSaysAndNoLonger(CapturedOutput output) {
    HttpSystemConnection connection = opened();
    assertIsLeftAlone(connection, Duration.ofSeconds(30));
    pass(Duration.ofSeconds(12));
    assertIsLeftAlone(connection, Duration.ofSeconds(18));
    assertThat(server.requests()).hasSize(4);
    assertThat(output.getAll().lines().filter(line -> line.contains("is left alone for")))
        .singleElement()
        .asString()
        .startsWith("WARN");

    pass(Duration.ofSeconds(18).plusMillis(1));
    answer(connection, 200);
    assertThat(server.requests()).hasSize(5);
    assertThat(level()).isEqualTo(1);
  }

  @Test
  void closesWhenTheCallsThatTrySucceed(CapturedOutput output) {
    HttpSystemConnection connection = opened();
    pass(OVER);
    answer(connection, 200, 409, 200);
    assertThat(level()).isZero();
    assertThat(output.getAll()).contains("network is back");
  }

  @Test
  void opensAgainWhenTheCallsThatTryFail() {
    HttpSystemConnection connection = opened();
    pass(OVER);
    answer(connection, 503, 200, 503);
    assertThat(level()).isEqualTo(2);
    assertIsLeftAlone(connection, Duration.ofSeconds(30));
  }

  @Test
  void triesWithAFewCallsOnly() throws Exception {
    HttpSystemConnection connection = opened();
    pass(OVER);
    status = 0;
    List<Thread> trying =
        Stream.generate(() -> Thread.ofVirtual().start(() -> failure(connection)))
            .limit(3)
            .toList();
    await().untilAsserted(() -> assertThat(server.requests()).hasSize(7));

    ApplicationFailure failure = failure(connection);
    assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
    assertThat(failure.getOriginalMessage()).contains("was not called");
    assertThat(failure.getNextRetryDelay()).isNull();
    assertThat(server.requests()).hasSize(7);
    assertThat(trying).allMatch(Thread::isAlive);

    connection.close();
    for (Thread thread : trying) {
      thread.join();
    }
  }

  @Test
  void neverOpensWhenItIsSwitchedOff() {
    HttpSystemConnection connection = connection("breaker.enabled=false");
    answer(connection, 500, 500, 500, 500, 500, 500);
    assertThat(level()).isZero();
  }

  private HttpSystemConnection opened() {
    HttpSystemConnection connection = connection();
    answer(connection, 500, 500, 500, 500);
    return connection;
  }

  private HttpSystemConnection connection(String... properties) {
    String[] all =
        Stream.concat(
                Stream.of(
                    "base-url=" + server.address("/n"),
                    "breaker.window=4",
                    "breaker.minimum-calls=4",
                    "breaker.open-for=30s"),
                Stream.of(properties))
            .toArray(String[]::new);
    HttpSystemConnection connection =
        new HttpSystemConnection(
            "network",
            SystemSettingsOf.properties(all),
            new DefaultSslBundleRegistry(),
            meters,
            clock,
            CallSpans.NONE);
    open.add(connection);
    return connection;
  }

  private void answer(HttpSystemConnection connection, int... statuses) {
    for (int next : statuses) {
      status = next;
      assertThat(Attempt.durable(() -> connection.call(REQUEST, CALL)).status()).isEqualTo(next);
    }
  }

  private static void assertIsLeftAlone(HttpSystemConnection connection, Duration left) {
    ApplicationFailure failure = failure(connection);
    assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
    assertThat(failure.getOriginalMessage())
        .isEqualTo("network/activate was not called: too many calls failed");
    assertThat(failure.getNextRetryDelay()).isEqualTo(left);
  }

  private static ApplicationFailure failure(HttpSystemConnection connection) {
    return Attempt.failureOf(() -> connection.call(REQUEST, CALL));
  }

  private void pass(Duration time) {
    clock.set(clock.instant().plus(time));
  }

  private double level() {
    return meters.get("turnup.backend.breaker").tag("system", "network").gauge().value();
  }
}
