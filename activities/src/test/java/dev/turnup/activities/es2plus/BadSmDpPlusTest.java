package dev.turnup.activities.es2plus;

import static dev.turnup.activities.es2plus.Es2PlusSteps.EID;
import static dev.turnup.activities.es2plus.Es2PlusSteps.ICCID;
import static dev.turnup.activities.es2plus.Es2PlusSteps.deed;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.turnup.activities.RawServer;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Servers that do not answer as section 6 of SGP.22 wants it. */
@ExtendWith(OutputCaptureExtension.class)
class BadSmDpPlusTest {

  private static final String DONE =
      "{\"header\": {\"functionExecutionStatus\": {\"status\": \"Executed-Success\"}},"
          + " \"iccid\": \""
          + ICCID
          + "\"}";

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  @AfterEach
  void saysNothingPersonal(CapturedOutput output) throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
    Failures.assertSilent(output.getAll());
  }

  // HTTP statuses

  @ParameterizedTest
  @ValueSource(ints = {201, 202, 204, 206, 500, 501, 502, 504, 599})
  void isUncertainWithAStatusThatNoFunctionAnswersWith(int status) {
    Es2PlusSystem system = answering(status, DONE);
    Failures expected = new Failures("UNCERTAIN", "sm-dp-plus/download-order answered " + status);
    assertThat(failure(system)).isEqualTo(expected);
    assertThat(undoFailure(system).kind()).isEqualTo("UNCERTAIN");
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 307, 308, 400, 401, 403, 404, 405, 406, 409, 410, 415, 422})
  void needsAnOperatorIfSomethingBeforeTheFunctionSaysNo(int status) {
    Es2PlusSystem system = answering(status, DONE);
    Failures expected =
        new Failures("NEEDS_OPERATOR", "sm-dp-plus/download-order answered " + status);
    assertThat(failure(system)).isEqualTo(expected);
    assertThat(undoFailure(system).kind()).isEqualTo("NEEDS_OPERATOR");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 503})
  void isTriedAgainIfTheRequestWasNotTakenUp(int status) {
    Es2PlusSystem system = answering(status, DONE);
    Failures expected = new Failures("UNAVAILABLE", "sm-dp-plus/download-order answered " + status);
    assertThat(failure(system)).isEqualTo(expected);
    assertThat(undoFailure(system).kind()).isEqualTo("UNAVAILABLE");
  }

  @ParameterizedTest
  @CsvSource({"429, 17", "503, 17", "500, 17"})
  void waitsAsLongAsItIsAskedTo(int status, int seconds) {
    Es2PlusSystem system =
        served(exchange -> exchange.answer(status + " No", "", "Retry-After: " + seconds));
    ApplicationFailure failure =
        requireNonNull(
            catchThrowableOfType(
                ApplicationFailure.class,
                () -> system.perform(deed("download-order").toRequest())));
    assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(seconds));
  }

  /**
   * The specification has it that functions answer with 200, so this is not the function's word.
   */
  @Test
  void doesNotBelieveA500ThatSaysThatTheFunctionFailed() {
    Es2PlusSystem system =
        answering(
            500,
            """
            {"header": {"functionExecutionStatus": {
               "status": "Failed",
               "statusCodeData": {"subjectCode": "8.2.1", "reasonCode": "3.9",
                                  "subjectIdentifier": "%s", "message": "%s"}}}}
            """
                .formatted(ICCID, EID));
    assertThat(failure(system).kind()).isEqualTo("UNCERTAIN");
    assertThat(undoFailure(system).kind()).isEqualTo("UNCERTAIN");
  }

  @Test
  void doesNotTakeA404ForAnOrderThatWasNotPlaced() {
    assertThat(undoFailure(answering(404, "{\"code\": \"NOT_FOUND\"}")).kind())
        .isEqualTo("NEEDS_OPERATOR");
  }

  // Bodies

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "<html><body>Welcome</body></html>",
        "null",
        "42",
        "\"Executed-Success\"",
        "[]",
        "{}",
        "{\"header\": null}",
        "{\"header\": {}}",
        "{\"header\": {\"functionExecutionStatus\": \"Executed-Success\"}}",
        "{\"header\": {\"functionExecutionStatus\": {}}}",
        "{\"header\": {\"functionExecutionStatus\": {\"status\": null}}}",
        "{\"header\": {\"functionExecutionStatus\": {\"status\": \"Done\"}}}",
        "{\"header\": {\"functionExecutionStatus\": {\"status\": \"executed-success\"}}}",
        "{\"functionExecutionStatus\": {\"status\": \"Executed-Success\"}}",
        "{\"header\": {\"functionExecutionStatus\": {\"status\": \"Executed-Success\"}}",
        "{\"header\": {\"functionExecutionStatus\": {\"status\": \"Executed-Success\"}}} {}",
        "{\"iccid\": \"" + ICCID + "\", \"eid\": " + EID + "x}"
      })
  void isUncertainWithoutAStatusOfTheFunction(String body) {
    Es2PlusSystem system = answering(200, body);
    Failures expected =
        new Failures("UNCERTAIN", "sm-dp-plus/download-order answered 200 without a known status");
    assertThat(failure(system)).isEqualTo(expected);
    assertThat(undoFailure(system).kind()).isEqualTo("UNCERTAIN");
  }

  @Test
  void isUncertainWithAnAnswerThatIsNestedTooDeeply() {
    assertThat(failure(answering(200, "{\"a\":".repeat(5_000))).kind()).isEqualTo("UNCERTAIN");
  }

  @Test
  void isUncertainWithAHugeAnswerAlthoughItBeginsWell() {
    String huge = DONE + " ".repeat(2 * LoopbackConnection.LONGEST_ANSWER_BYTES);
    assertThat(failure(answering(200, huge)))
        .isEqualTo(
            new Failures(
                "UNCERTAIN",
                "sm-dp-plus/download-order answered 200 with a body that is not whole"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/x-gsma-rsp-asn1", ""})
  void readsJsonWhateverItIsCalled(String contentType) {
    Es2PlusSystem system =
        served(exchange -> exchange.answer("200 OK", DONE, "Content-Type: " + contentType));
    assertThat(system.perform(deed("download-order").toRequest()).answer())
        .containsEntry("iccid", ICCID);
  }

  // Connections

  @Test
  void isUnavailableIfNobodyListens() {
    LoopbackConnection connection = new LoopbackConnection(RawServer.nobody());
    open.push(connection);
    assertThat(failure(connection.system()).kind()).isEqualTo("UNAVAILABLE");
  }

  @Test
  void isUncertainIfTheConnectionIsReset() {
    assertThat(failure(served(RawServer.Exchange::reset)).kind()).isEqualTo("UNCERTAIN");
  }

  @Test
  void isUncertainIfTheConnectionIsClosedWithoutAWord() {
    assertThat(failure(served(RawServer.Exchange::close)).kind()).isEqualTo("UNCERTAIN");
  }

  @Test
  void isUncertainIfNoAnswerComes() {
    assertThat(failure(served(RawServer.Exchange::waitUntilGone)).kind()).isEqualTo("UNCERTAIN");
  }

  @Test
  void isUncertainIfTheAnswerNeverEnds() {
    Es2PlusSystem system =
        served(
            exchange -> {
              exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + DONE);
              exchange.dribble();
            });
    assertThat(failure(system).kind()).isEqualTo("UNCERTAIN");
  }

  @Test
  void isUncertainIfTheAnswerBreaksOff() {
    Es2PlusSystem system =
        served(
            exchange -> {
              exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + DONE);
              exchange.reset();
            });
    assertThat(failure(system).kind()).isEqualTo("UNCERTAIN");
  }

  @Test
  void isUncertainIfTheAnswerIsNotHttp() {
    assertThat(
            failure(
                    served(
                        exchange -> {
                          exchange.send("220 smdp.example.com ESMTP\r\n\r\n");
                          exchange.close();
                        }))
                .kind())
        .isEqualTo("UNCERTAIN");
  }

  private Es2PlusSystem answering(int status, String body) {
    return served(
        exchange -> {
          if (status == 204) {
            exchange.send("HTTP/1.1 204 No Content\r\n\r\n");
          } else {
            exchange.answer(
                status + " Whatever", body, "Location: /elsewhere", "Content-Type: text/plain");
          }
        });
  }

  private Es2PlusSystem served(RawServer.Script script) {
    RawServer server = new RawServer(script);
    open.push(server);
    LoopbackConnection connection = new LoopbackConnection(server.address(""));
    open.push(connection);
    return connection.system();
  }

  private static Failures failure(Es2PlusSystem system) {
    return Failures.of(() -> system.perform(deed("download-order").toRequest()));
  }

  private static Failures undoFailure(Es2PlusSystem system) {
    return Failures.of(() -> system.undo(Es2PlusSteps.undo().toRequest()));
  }
}
