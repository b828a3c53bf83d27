package dev.turnup.workflows.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.workflows.callback.CallbackAttempt;
import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.callback.CallbackNotice;
import dev.turnup.workflows.operation.Orders;
import dev.turnup.workflows.redelivery.CallbackTest;
import dev.turnup.workflows.redelivery.CallbackTestOrder;
import dev.turnup.workflows.redelivery.CallbackTestReport;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallbackTestTest {

  private static final CallbackTestOrder ORDER =
      new CallbackTestOrder("4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b11", "acme", Orders.CALLBACKS);

  private final CallbackStage stage = new CallbackStage();

  @AfterEach
  void strike() {
    stage.close();
  }

  @Test
  void sendsASampleOfEachEventToItsAddressAndSaysWhatCameOfIt() {
    stage.callbacks.failingFor(CallbackError.STATUS);

    WorkflowStub run = stage.start("CallbackTest", ORDER);
    CallbackTestReport report = run.getResult(CallbackTestReport.class);

    assertThat(error(report.success())).isEqualTo(CallbackError.STATUS);
    assertThat(error(report.error())).isNull();
    assertThat(stage.memo(run, CallbackTest.REPORT, CallbackTestReport.class)).isEqualTo(report);
    List<CallbackNotice> sent =
        stage.callbacks.attempts().stream().map(RecordingCallbacks.Attempt::notice).toList();
    assertThat(sent)
        .extracting(CallbackNotice::address)
        .containsExactly(Orders.CALLBACKS.success(), Orders.CALLBACKS.error());
    assertThat(sent)
        .extracting(CallbackNotice::code)
        .containsExactly("SERVICE_CREATED", "PROVISIONING_REJECTED");
    assertThat(sent).allMatch(notice -> notice.serviceId().equals("sample"));
    assertThat(sent).extracting(CallbackNotice::sample).containsOnly(true);
    assertThat(sent).extracting(CallbackNotice::webhookId).doesNotHaveDuplicates();
  }

  private static @Nullable CallbackError error(@Nullable CallbackAttempt attempt) {
    return Objects.requireNonNull(attempt).error();
  }
}
