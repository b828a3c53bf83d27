package dev.turnup.activities.es2plus;

import static dev.turnup.activities.es2plus.Es2PlusSteps.EID;
import static dev.turnup.activities.es2plus.Es2PlusSteps.ICCID;
import static dev.turnup.activities.es2plus.Es2PlusSteps.deed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.activities.RawServer;
import dev.turnup.workflows.provisioning.StepRequest;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What follows from which code: the table as operators read it. */
@ExtendWith(OutputCaptureExtension.class)
class StatusCodesTest {

  private static final String TABLE =
      """
      download-order  | 8.2.1 | 3.9  | REJECTED
      download-order  | 8.2.1 | 1.2  | NEEDS_OPERATOR
      download-order  | 8.2.1 | 3.3  | AMBIGUOUS
      download-order  | 8.2.5 | 3.9  | REJECTED
      download-order  | 8.2.5 | 1.2  | NEEDS_OPERATOR
      download-order  | 8.2.5 | 3.7  | NEEDS_OPERATOR
      download-order  | 8.2.5 | 3.8  | REJECTED
      download-order  | 1.2   | 4.4  | UNAVAILABLE
      confirm-order   | 8.2.1 | 3.9  | REJECTED
      confirm-order   | 8.2.1 | 1.2  | NEEDS_OPERATOR
      confirm-order   | 8.2.1 | 3.3  | AMBIGUOUS
      confirm-order   | 8.2.1 | 3.5  | AMBIGUOUS
      confirm-order   | 8.2.6 | 3.3  | AMBIGUOUS
      confirm-order   | 8.9   | 5.1  | UNAVAILABLE
      confirm-order   | 8.9   | 4.2  | UNAVAILABLE
      confirm-order   | 8.1.1 | 2.2  | REJECTED
      confirm-order   | 8.1.1 | 3.10 | REJECTED
      confirm-order   | 1.2   | 4.4  | UNAVAILABLE
      release-profile | 8.2.1 | 3.9  | REJECTED
      release-profile | 8.2.1 | 1.2  | NEEDS_OPERATOR
      release-profile | 8.2.1 | 3.5  | AMBIGUOUS
      release-profile | 8.9   | 5.1  | UNAVAILABLE
      release-profile | 8.9   | 4.2  | UNAVAILABLE
      release-profile | 1.2   | 4.4  | UNAVAILABLE
      cancel-order    | 8.2.1 | 3.9  | NOTHING_TO_UNDO
      cancel-order    | 8.2.1 | 1.2  | NEEDS_OPERATOR
      cancel-order    | 8.2.1 | 3.3  | REJECTED
      cancel-order    | 8.2.1 | 3.10 | REJECTED
      cancel-order    | 8.2.6 | 3.10 | REJECTED
      cancel-order    | 8.9   | 5.1  | UNAVAILABLE
      cancel-order    | 8.9   | 4.2  | UNAVAILABLE
      cancel-order    | 1.2   | 4.4  | UNAVAILABLE
      """;

  private String answer = "";
  private final RawServer server =
      new RawServer(
          exchange -> exchange.answer("200 OK", answer, "Content-Type: application/json"));
  private final LoopbackConnection connection = new LoopbackConnection(server.address(""));
  private final Es2PlusSystem system = connection.system();

  @AfterEach
  void saysNothingPersonal(CapturedOutput output) {
    connection.close();
    server.close();
    Failures.assertSilent(output.getAll());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = TABLE)
  void judgesACode(String action, String subject, String reason, String expected) {
    fail(subject, reason);
    if (action.equals("cancel-order")) {
      assertThat(undo()).isEqualTo(expected);
    } else {
      Failures failure = perform(action);
      assertThat(failure.kind()).isEqualTo(expected);
      assertThat(failure.message())
          .startsWith("sm-dp-plus/%s failed with %s/%s: ".formatted(action, subject, reason))
          .containsPattern("\\(SGP\\.[02]2, [^)]+\\)$");
    }
  }

  @Test
  void knowsNoCodeThatIsNotInTheTable() {
    Set<KnownCode> tested = EnumSet.noneOf(KnownCode.class);
    TABLE
        .lines()
        .map(row -> row.split("\\|"))
        .forEach(
            row ->
                KnownCode.of(
                        Es2PlusFunction.of(deed(row[0].strip()).toRequest()),
                        new StatusCode(row[1].strip(), row[2].strip()))
                    .ifPresent(tested::add));
    assertThat(tested).isEqualTo(EnumSet.allOf(KnownCode.class));
  }

  /** Codes of other functions, of other specifications, and of nobody. */
  @ParameterizedTest
  @CsvSource({
    "download-order, 8.2.1, 3.10",
    "download-order, 8.2.1, 2.1",
    "download-order, 1.1, 1.1",
    "confirm-order, 8.2.5, 3.7",
    "release-profile, 8.2.1, 3.3",
    "release-profile, 8, 4.2",
    "release-profile, 99.99.99.99, 99"
  })
  void leavesAnUnknownCodeToAnOperator(String action, String subject, String reason) {
    fail(subject, reason);
    assertThat(perform(action))
        .isEqualTo(
            new Failures(
                "NEEDS_OPERATOR",
                "sm-dp-plus/%s failed with %s/%s, which is not known"
                    .formatted(action, subject, reason)));
  }

  @Test
  void leavesAnUndoWithAnUnknownCodeToAnOperator() {
    fail("8.2.1", "3.5");
    assertThat(undo()).isEqualTo("NEEDS_OPERATOR");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ", \"statusCodeData\": null",
        ", \"statusCodeData\": {}",
        ", \"statusCodeData\": {\"subjectCode\": \"8.2.1\"}",
        ", \"statusCodeData\": {\"subjectCode\": \"8.2.1\", \"reasonCode\": 3.9}",
        ", \"statusCodeData\": {\"subjectCode\": \"8.2.1\", \"reasonCode\": \"" + ICCID + "\"}",
        ", \"statusCodeData\": {\"subjectCode\": \"" + EID + "\", \"reasonCode\": \"3.9\"}",
        ", \"statusCodeData\": {\"subjectCode\": \"8.2.1\", \"reasonCode\": \"iccid"
            + ICCID
            + "\"}",
      })
  void leavesAFailureWithoutAReadableCodeToAnOperator(String statusCodeData) {
    answer =
        "{\"header\": {\"functionExecutionStatus\": {\"status\": \"Failed\""
            + statusCodeData
            + "}}}";
    assertThat(perform("download-order"))
        .isEqualTo(
            new Failures(
                "NEEDS_OPERATOR", "sm-dp-plus/download-order failed with no readable code"));
  }

  @Test
  void takesAWarningForASuccess() {
    answer =
        """
        {"header": {"functionExecutionStatus": {
           "status": "Executed-WithWarning",
           "statusCodeData": {"subjectCode": "8.2.1", "reasonCode": "4.3"}}},
         "iccid": "%s"}
        """
            .formatted(ICCID);
    assertThat(system.perform(deed("download-order").toRequest()).answer())
        .containsEntry("iccid", ICCID);
    assertThat(undo()).isEqualTo("NOTHING_TO_UNDO");
  }

  @Test
  void isRejectedWhenItExpired() {
    answer = "{\"header\": {\"functionExecutionStatus\": {\"status\": \"Expired\"}}}";
    assertThat(perform("release-profile"))
        .isEqualTo(new Failures("REJECTED", "sm-dp-plus/release-profile expired"));
    assertThat(undo()).isEqualTo("REJECTED");
  }

  /** An action that nobody would undo with, but plans may say so. */
  @Test
  void readsNothingBackForAnUndo() {
    fail("8.2.1", "3.3");
    Es2PlusSteps odd =
        new Es2PlusSteps("confirm-order", true, deed("").details(), deed("").results());
    assertThat(Failures.of(() -> system.undo(odd.toRequest())).kind()).isEqualTo("NEEDS_OPERATOR");
  }

  private void fail(String subject, String reason) {
    answer =
        """
        {"header": {"functionExecutionStatus": {
           "status": "Failed",
           "statusCodeData": {
             "subjectCode": "%s",
             "reasonCode": "%s",
             "subjectIdentifier": "%s",
             "message": "refused for %s"}}}}
        """
            .formatted(subject, reason, ICCID, EID);
  }

  private Failures perform(String action) {
    StepRequest request = deed(action).toRequest();
    return Failures.of(() -> system.perform(request));
  }

  /** The kind of the failure, or that there was none. */
  private String undo() {
    try {
      system.undo(Es2PlusSteps.undo().toRequest());
      return "NOTHING_TO_UNDO";
    } catch (RuntimeException e) {
      return Failures.of(e).kind();
    }
  }
}
