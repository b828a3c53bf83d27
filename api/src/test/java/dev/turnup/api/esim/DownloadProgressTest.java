package dev.turnup.api.esim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.Answer;
import dev.turnup.api.ApiTest;
import dev.turnup.api.Body;
import dev.turnup.api.Desk;
import dev.turnup.api.Token;
import dev.turnup.workflows.esim.DownloadProgress;
import dev.turnup.workflows.esim.EsimInstallation;
import dev.turnup.workflows.esim.InstallationId;
import dev.turnup.workflows.operation.TaskQueues;
import dev.turnup.workflows.payload.DurableJson;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

/** What becomes of reports where plans wait for installations. */
@ApiTest
@TestPropertySource(properties = "turnup.esim.await-installation=true")
@ExtendWith(OutputCaptureExtension.class)
class DownloadProgressTest {

  private final Desk desk;
  private final WorkflowClient temporal;
  private final MeterRegistry meters;

  DownloadProgressTest(Desk desk, WorkflowClient temporal, MeterRegistry meters) {
    this.desk = desk;
    this.temporal = temporal;
    this.meters = meters;
  }

  @Test
  void keepsWhatIsReportedForWhoeverWillAskForIt() {
    Report report = Report.installed();
    double before = count("kept");

    isTaken(report.sendTo(desk));

    assertThat(kept(report))
        .containsExactly(
            new DownloadProgress(4, true, null, null, Instant.parse("2026-11-23T09:30:47Z")));
    HistoryEvent started = history(report).getFirst();
    assertThat(started.getWorkflowExecutionStartedEventAttributes().getWorkflowType().getName())
        .isEqualTo("EsimInstallation");
    assertThat(started.getWorkflowExecutionStartedEventAttributes().getTaskQueue().getName())
        .isEqualTo(TaskQueues.PROVISIONING);
    assertThat(started.getWorkflowExecutionStartedEventAttributes().getMemo().getFieldsMap())
        .isEmpty();
    assertThat(count("kept")).isEqualTo(before + 1);
  }

  @Test
  void keepsAllReportsOfAProfileTogetherHoweverOftenTheyCome() {
    Report report = Report.installed();

    isTaken(report.with("notificationPointId", 4).sendTo(desk));
    isTaken(report.with("notificationPointId", 3).sendTo(desk));
    isTaken(report.with("notificationPointId", 4).sendTo(desk));

    assertThat(kept(report)).extracting(DownloadProgress::point).containsExactly(4, 3, 4);
  }

  @Test
  void keepsTheCodesOfAFailureAndNothingPersonal() {
    Report report = Report.installed().failed(1, "8.8.5", "3.8");

    isTaken(report.sendTo(desk));

    assertThat(kept(report).getFirst().code()).isEqualTo("8.8.5/3.8");
    assertThat(history(report).toString())
        .doesNotContain("user said no", Body.EID, report.iccid(), "vyeB");
  }

  @ParameterizedTest
  @CsvSource({
    "Executed-Success, true",
    "Executed-WithWarning, true",
    "Failed, false",
    "Expired, false"
  })
  void readsTheStatus(String status, boolean succeeded) {
    Report report = Report.installed().with("notificationPointStatus", Map.of("status", status));

    isTaken(report.sendTo(desk));

    assertThat(kept(report).getFirst().succeeded()).isEqualTo(succeeded);
  }

  @Test
  void takesAPaddedIccidForTheSameProfile() {
    Report report = Report.installed();

    isTaken(report.with("iccid", report.iccid() + "F").sendTo(desk));

    assertThat(kept(report)).hasSize(1);
  }

  @Test
  void doesNotTakeACodeThatIsNone() {
    Report report = Report.installed().failed(1, "8.8.5 of " + Body.EID, "3.8");

    isTaken(report.sendTo(desk));

    assertThat(kept(report).getFirst().subjectCode()).isNull();
  }

  @Test
  void cannotMatchAReportWithoutAnEidAndSaysSoWithoutNumbers(CapturedOutput output) {
    Report report = Report.installed().without("eid");
    double before = count("unmatched");

    isTaken(report.sendTo(desk));

    assertThat(count("unmatched")).isEqualTo(before + 1);
    assertThat(output).contains("has no EID").doesNotContain(report.iccid());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 100, 200, -1})
  void ignoresPointsThatSayNothingOfTheInstallation(int point) {
    Report report = Report.installed().with("notificationPointId", point);
    double before = count("ignored");

    isTaken(report.sendTo(desk));

    assertThat(findHistory(report)).isEmpty();
    assertThat(count("ignored")).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iccid", "timestamp", "notificationPointId", "notificationPointStatus"})
  void refusesAReportWithoutWhatItNeeds(String name) {
    Report report = Report.installed();

    report
        .without(name)
        .sendTo(desk)
        .isBadRequestNaming(name.equals("notificationPointStatus") ? name + ".status" : name);
    assertThat(findHistory(report)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "iccid, 12",
    "iccid, 893401141155128314X",
    "eid, 8904903200123456789012345678905",
    "timestamp, yesterday",
    "timestamp, 2026-11-23T10:30:47"
  })
  void refusesWhatIsNotOfTheForm(String name, String value) {
    Answer answer = Report.installed().with(name, value).sendTo(desk).isBadRequestNaming(name);

    assertThat(answer.body()).doesNotContain(value);
  }

  @Test
  void refusesOtherTypes() {
    Report report = Report.installed();

    report.with("iccid", 8934011411551283144L).sendTo(desk).isBadRequestNaming("iccid");
    report.with("eid", true).sendTo(desk).isBadRequestNaming("eid");
    Answer answer =
        report
            .with("notificationPointId", "four")
            .sendTo(desk)
            .isBadRequestNaming("notificationPointId");
    assertThat(answer.json().at("/errors/0/message").asString()).isEqualTo("must be a number");
    report.with("notificationPointId", 1e30).sendTo(desk).isBadRequestNaming("notificationPointId");
    report
        .with("notificationPointStatus", "Executed-Success")
        .sendTo(desk)
        .isBadRequestNaming("notificationPointStatus");
    report.to(desk).withBody("[]").send().isProblem(400, "BAD_REQUEST", "Request not valid");
  }

  @Test
  void refusesWhoHasNoTokenOrNotTheScope() {
    Report report = Report.installed();

    report
        .to(desk)
        .withoutToken()
        .send()
        .isProblem(401, "UNAUTHORIZED_REQUEST", "Missing credentials");
    report
        .to(desk)
        .as(Token.valid().withScope("services:write operations:read metrics:read"))
        .send()
        .isProblem(403, "FORBIDDEN_RESOURCE", "Request forbidden by administrative rules");
    report
        .to(desk)
        .as(Token.valid().withScope("events:write").expired())
        .send()
        .isProblem(401, "UNAUTHORIZED_REQUEST", "Missing credentials");
    assertThat(findHistory(report)).isEmpty();
  }

  private static void isTaken(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.header("X-Admin-Protocol")).isEqualTo("gsma/rsp/v2.2.0");
  }

  private List<DownloadProgress> kept(Report report) {
    return history(report).stream()
        .filter(HistoryEvent::hasWorkflowExecutionSignaledEventAttributes)
        .map(HistoryEvent::getWorkflowExecutionSignaledEventAttributes)
        .filter(signal -> signal.getSignalName().equals(EsimInstallation.PROGRESS))
        .map(
            signal ->
                DurableJson.dataConverter()
                    .fromPayload(
                        signal.getInput().getPayloads(0),
                        DownloadProgress.class,
                        DownloadProgress.class))
        .toList();
  }

  private List<HistoryEvent> history(Report report) {
    return findHistory(report).orElseThrow();
  }

  private Optional<List<HistoryEvent>> findHistory(Report report) {
    try {
      return Optional.of(
          temporal
              .fetchHistory(InstallationId.of(report.iccid(), Body.EID).workflowId())
              .getEvents());
    } catch (WorkflowNotFoundException | StatusRuntimeException e) {
      return Optional.empty();
    }
  }

  private double count(String result) {
    return meters.counter("turnup.es2plus.progress", "result", result).count();
  }
}
