package dev.turnup.workflows.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.operation.OperatorAct;
import dev.turnup.workflows.redelivery.Receiver;
import dev.turnup.workflows.redelivery.ReceiverOrder;
import dev.turnup.workflows.redelivery.ReceiverState;
import dev.turnup.workflows.redelivery.RedeliveryOrder;
import dev.turnup.workflows.redelivery.UndeliveredPage;
import dev.turnup.workflows.redelivery.UndeliveredQuery;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiverTest {

  private static final OperatorAct ACT = new OperatorAct("anna", "they say they are well");
  private static final ReceiverOrder ORDER =
      new ReceiverOrder("partner.example", Duration.ofHours(24), 3, Duration.ofHours(1), null);

  private final CallbackStage stage = new CallbackStage();

  @AfterEach
  void strike() {
    stage.close();
  }

  @Test
  void isForgottenAsSoonAsACallbackGetsThrough() {
    WorkflowStub run = inTrouble();

    run.signal(Receiver.DELIVERED);
    run.getResult(Void.class);

    assertThat(stage.ledger.queries()).as("nothing had to wait").isEmpty();
  }

  @Test
  void isNotSuspendedWhileItHasNotFailedForLong() {
    WorkflowStub run = inTrouble();

    fail(run, 20);

    assertThat(state(run).nextProbe()).isNull();
    assertThat(run.update(Receiver.PROBE, Boolean.class)).isTrue();
  }

  @Test
  void isNotSuspendedForFewFailures() {
    WorkflowStub run = inTrouble();
    stage.environment.sleep(Duration.ofHours(30));

    fail(run, 1);

    assertThat(state(run).nextProbe()).isNull();
  }

  @Test
  void isSuspendedWhenItHasFailedForLong() {
    WorkflowStub run = suspended();

    assertThat(state(run).nextProbe()).isNotNull();
    assertThat(run.update(Receiver.PROBE, Boolean.class)).isFalse();
  }

  @Test
  void letsOneCallbackThroughEachTimeAProbeIsDue() {
    WorkflowStub run = suspended();

    for (int hour = 0; hour < 2; hour++) {
      stage.environment.sleep(Duration.ofMinutes(61));
      assertThat(run.update(Receiver.PROBE, Boolean.class)).isTrue();
      assertThat(run.update(Receiver.PROBE, Boolean.class)).isFalse();
    }
  }

  @Test
  void hasOneThatWaitsSentWhenAProbeIsDue() {
    String waiting = UUID.randomUUID().toString();
    stage.callbacks.failingFor(CallbackError.STATUS, Duration.ofHours(20));
    WorkflowStub run = suspended();
    stage.start(
        "CallbackRedelivery", waiting, RedeliveryOrder.of(waiting, "acme", "still down", null));
    String over = UUID.randomUUID().toString();
    stage.ledger.pages.add(new UndeliveredPage(List.of(over, waiting), List.of(), null, null));
    assertThat(stage.callbacks.attempts()).hasSizeLessThan(2);

    stage.environment.sleep(Duration.ofMinutes(61));

    assertThat(stage.callbacks.attempts()).as("nobody waited for the schedule").hasSize(2);
    assertThat(stage.ledger.queries())
        .singleElement()
        .extracting(UndeliveredQuery::host)
        .isEqualTo("partner.example");
    assertThat(state(run).nextProbe()).as("still suspended until it gets through").isNotNull();
  }

  @Test
  void looksOncePerProbeWhenNobodyWaits() {
    suspended();

    stage.environment.sleep(Duration.ofMinutes(190));

    assertThat(stage.ledger.queries()).hasSize(3);
  }

  @Test
  void isForgottenWhenNobodyWaitsForItAnyMore() {
    suspended().getResult(Void.class);

    assertThat(stage.ledger.queries()).hasSizeBetween(90, 96);
  }

  @Test
  void hasAllThatWaitSentWhenAProbeGetsThrough() {
    WorkflowStub run = suspended();

    run.signal(Receiver.DELIVERED);
    run.getResult(Void.class);

    hasHadAllSent();
  }

  @Test
  void hasAllThatWaitSentWhenAnOperatorSaysSo() {
    WorkflowStub run = suspended();

    assertThat(run.update("Resume", String.class, ACT)).contains("Resumed");
    run.getResult(Void.class);

    hasHadAllSent();
  }

  @Test
  void hasNothingSentAgainThatItDidNotWant() {
    WorkflowStub run = suspended();

    run.signal(Receiver.DELIVERED);
    run.getResult(Void.class);

    stage.environment.sleep(Duration.ofSeconds(5));
    assertThat(stage.ledger.queries())
        .extracting(UndeliveredQuery::exceptFinal)
        .containsExactly(true);
  }

  @Test
  void hasNobodyHurriedWhileWorkersMayStillTakeItForSuspended() {
    WorkflowStub run = suspended();
    run.update("Resume", String.class, ACT);

    assertThat(state(run).nextProbe()).as("what workers learn from now on").isNull();
    stage.environment.sleep(Receiver.REMEMBERED_FOR);
    assertThat(stage.ledger.queries()).isEmpty();

    run.getResult(Void.class);
    hasHadAllSent();
  }

  @Test
  void cannotBeResumedIfItIsNotSuspended() {
    WorkflowStub run = inTrouble();

    assertThatThrownBy(() -> run.update("Resume", String.class, ACT))
        .isInstanceOf(WorkflowUpdateException.class)
        .rootCause()
        .hasMessageContaining("not suspended");
  }

  @Test
  void isForgottenWhenNobodyCallsItAnyMore() {
    inTrouble().getResult(Void.class);
  }

  private void hasHadAllSent() {
    stage.environment.sleep(Duration.ofSeconds(5));
    assertThat(stage.ledger.queries())
        .extracting(UndeliveredQuery::host)
        .containsExactly("partner.example");
  }

  private WorkflowStub inTrouble() {
    WorkflowStub run = stage.start("Receiver", ORDER);
    fail(run, 1);
    return run;
  }

  private WorkflowStub suspended() {
    WorkflowStub run = inTrouble();
    stage.environment.sleep(Duration.ofHours(30));
    fail(run, 2);
    return run;
  }

  private void fail(WorkflowStub run, int times) {
    for (int time = 0; time < times; time++) {
      run.signal(Receiver.FAILED);
      stage.environment.sleep(Duration.ofSeconds(1));
    }
  }

  private ReceiverState state(WorkflowStub run) {
    return stage.memo(run, Receiver.STATE, ReceiverState.class);
  }
}
