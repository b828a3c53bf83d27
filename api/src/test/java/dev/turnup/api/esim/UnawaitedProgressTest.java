package dev.turnup.api.esim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.ApiTest;
import dev.turnup.api.Body;
import dev.turnup.api.Desk;
import dev.turnup.workflows.esim.EsimInstallation;
import dev.turnup.workflows.esim.InstallationId;
import dev.turnup.workflows.esim.InstallationLetters;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import org.junit.jupiter.api.Test;

/** What becomes of reports where no plan waits for installations, as shipped. */
@ApiTest
class UnawaitedProgressTest {

  private final Desk desk;
  private final WorkflowClient temporal;
  private final MeterRegistry meters;

  UnawaitedProgressTest(Desk desk, WorkflowClient temporal, MeterRegistry meters) {
    this.desk = desk;
    this.temporal = temporal;
    this.meters = meters;
  }

  @Test
  void dropsAReportThatNobodyWaitsFor() {
    double before = count("dropped");

    assertThat(Report.installed().sendTo(desk).status()).isEqualTo(204);

    assertThat(count("dropped")).isEqualTo(before + 1);
  }

  @Test
  void handsOnAReportThatAnOperationUnderWayStillWaitsFor() {
    Report report = Report.installed();
    String id = InstallationId.of(report.iccid(), Body.EID).workflowId();
    WorkflowClient.start(
        temporal.newWorkflowStub(
                EsimInstallation.class,
                WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue("nobody").build())
            ::keep,
        (InstallationLetters) null);

    assertThat(report.sendTo(desk).status()).isEqualTo(204);

    assertThat(temporal.fetchHistory(id).getEvents())
        .filteredOn(HistoryEvent::hasWorkflowExecutionSignaledEventAttributes)
        .hasSize(1);
    temporal.newUntypedWorkflowStub(id).terminate("the test is over");
  }

  private double count(String result) {
    return meters.counter("turnup.es2plus.progress", "result", result).count();
  }
}
