package dev.turnup.workflows.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.callback.CallbackReport;
import dev.turnup.workflows.callback.CallbackState;
import dev.turnup.workflows.callback.WebhookId;
import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.operation.OperatorAct;
import dev.turnup.workflows.redelivery.RedeliveryOrder;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.net.URI;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallbackRedeliveryTest {

  private static final String TYPE = "CallbackRedelivery";
  private static final String OPERATION = "4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b11";

  private final CallbackStage stage = new CallbackStage();

  @AfterEach
  void strike() {
    stage.close();
  }

  @Test
  void tellsTheSameEventUnderTheSameIdOnceMore() {
    WorkflowStub run = stage.start(TYPE, order());

    assertThat(run.getResult(CallbackReport.class).state()).isEqualTo(CallbackState.DELIVERED);
    assertThat(stage.callbacks.theOne().webhookId()).isEqualTo(WebhookId.of(OPERATION));
    assertThat(stage.callbacks.theOne().correlationId()).isEqualTo(OPERATION);
    assertThat(stage.callbacks.theOne().address())
        .isEqualTo(URI.create("https://partner.example/ok"));
    assertThat(attribute(run, OperationAttributes.CALLBACK_STATE.getName())).isEqualTo("DELIVERED");
    assertThat(attribute(run, OperationAttributes.PARTNER.getName())).isEqualTo("acme");
  }

  @Test
  void tellsItInTheTraceOfTheOperation() {
    stage.callbacks.failingFor(CallbackError.STATUS);

    WorkflowStub run = stage.start(TYPE, order());

    run.getResult(CallbackReport.class);
    assertThat(stage.callbacks.attempts())
        .extracting(RecordingCallbacks.Attempt::trace)
        .containsExactly(KnownCallbacks.TRACE, KnownCallbacks.TRACE);
    assertThat(report(run).trace()).isEqualTo(KnownCallbacks.TRACE);
  }

  @Test
  void goesThroughTheWholeScheduleAgainAndFailsIfThatDoesNotHelp() {
    IntStream.range(0, 10).forEach(attempt -> stage.callbacks.failingFor(CallbackError.REFUSED));

    WorkflowStub run = stage.start(TYPE, order());

    assertThatThrownBy(() -> run.getResult(CallbackReport.class))
        .isInstanceOf(WorkflowFailedException.class)
        .hasStackTraceContaining("UNDELIVERABLE");
    assertThat(stage.callbacks.attempts()).hasSize(10);
    assertThat(report(run).state()).isEqualTo(CallbackState.UNDELIVERABLE);
  }

  @Test
  void tellsItToTheAddressThatAnOperatorGives() {
    WorkflowStub run =
        stage.start(
            TYPE,
            new RedeliveryOrder(OPERATION, "anna", "they moved", "https://new.example/ok", false));

    run.getResult(CallbackReport.class);

    assertThat(stage.callbacks.theOne().address()).isEqualTo(URI.create("https://new.example/ok"));
    assertThat(report(run).notes())
        .containsExactly("anna has it sent at once to another address: they moved");
  }

  @Test
  void doesNotTakeTheAddressOfTheRequestForACorrectionOfIt() {
    stage.callbacks.failingFor(CallbackError.FORBIDDEN_ADDRESS);

    WorkflowStub run =
        stage.start(
            TYPE, RedeliveryOrder.of(OPERATION, "acme", "again", "https://partner.example/ok"));

    assertThatThrownBy(() -> run.getResult(CallbackReport.class))
        .hasStackTraceContaining("UNDELIVERABLE");
    assertThat(stage.callbacks.attempts()).as("no typo that somebody may correct").hasSize(1);
    assertThat(report(run).notes()).containsExactly("acme has it sent at once: again");
  }

  @Test
  void takesAnAddressWhoseSchemeIsInCapitals() {
    stage
        .start(TYPE, RedeliveryOrder.of(OPERATION, "anna", "they moved", "HTTPS://new.example/ok"))
        .getResult(CallbackReport.class);

    assertThat(stage.callbacks.theOne().address().getHost()).isEqualTo("new.example");
  }

  @Test
  void notesDownThatThePartnerWasToldByOtherMeansAndSendsNothing() {
    WorkflowStub run =
        stage.start(TYPE, new RedeliveryOrder(OPERATION, "anna", "by telephone", null, true));

    assertThat(run.getResult(CallbackReport.class).state())
        .isEqualTo(CallbackState.MARKED_DELIVERED);
    assertThat(stage.callbacks.attempts()).isEmpty();
    assertThat(report(run).notes())
        .containsExactly("anna told the partner by other means: by telephone");
  }

  @Test
  void letsAnOperatorMarkItWhileItWaits() {
    stage.callbacks.failingFor(CallbackError.STATUS, Duration.ofHours(20));
    WorkflowStub run = stage.start(TYPE, order());
    stage.environment.sleep(Duration.ofMinutes(1));

    run.update("MarkCallbackDelivered", String.class, new OperatorAct("anna", "by telephone"));

    assertThat(run.getResult(CallbackReport.class).state())
        .isEqualTo(CallbackState.MARKED_DELIVERED);
  }

  @Test
  void refusesWhatIsUnknownOrDoesNotSayWhoAndWhy() {
    assertThatThrownBy(
            () ->
                stage
                    .start(TYPE, RedeliveryOrder.of(KnownCallbacks.UNKNOWN, "anna", "ticket", null))
                    .getResult(CallbackReport.class))
        .hasStackTraceContaining("there is no such operation");
    assertThatThrownBy(
            () ->
                stage
                    .start(TYPE, RedeliveryOrder.of(OPERATION, "anna", null, null))
                    .getResult(CallbackReport.class))
        .hasStackTraceContaining("reason: expected");
    assertThatThrownBy(
            () ->
                stage
                    .start(
                        TYPE,
                        new RedeliveryOrder(OPERATION, "anna", "moved", "partner.example", false))
                    .getResult(CallbackReport.class))
        .hasStackTraceContaining("address: expected");
    assertThat(stage.callbacks.attempts()).isEmpty();
  }

  private static RedeliveryOrder order() {
    return RedeliveryOrder.of(OPERATION, "acme", "asked for over the API", null);
  }

  private CallbackReport report(WorkflowStub run) {
    return stage.memo(run, OperationMemo.CALLBACK, CallbackReport.class);
  }

  private static String attribute(WorkflowStub run, String name) {
    return run.describe().getTypedSearchAttributes().getUntypedValues().entrySet().stream()
        .filter(entry -> entry.getKey().getName().equals(name))
        .map(entry -> String.valueOf(entry.getValue()))
        .findFirst()
        .orElseThrow();
  }
}
