package dev.turnup.workflows.fulfilment;

import static dev.turnup.workflows.fulfilment.Behaviours.IS_DOWN;
import static dev.turnup.workflows.fulfilment.Behaviours.NEEDS_AN_OPERATOR;
import static dev.turnup.workflows.fulfilment.Behaviours.WORKS;
import static dev.turnup.workflows.fulfilment.Behaviours.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnup.workflows.operation.Orders;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.operation.WaitingFor;
import dev.turnup.workflows.provisioning.LostAnswer;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The first task did everything, told the partner of success, and was lost before it was reported,
 * as when the worker is killed. The second time must not end otherwise.
 */
class LostFirstTaskTest {

  private Stage stage;

  @BeforeEach
  void open() {
    stage = new Stage(LosesFirstTask.atTheEnd());
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void tellsTheSameOutcomeAgain() {
    WorkflowStub run = stage.start(Orders.valid().toCreate());

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(stage.callbacks.attempts()).hasSize(2);
    assertThat(stage.callbacks.attempts())
        .extracting(attempt -> attempt.notice().code())
        .containsOnly("SERVICE_CREATED");
  }

  @Test
  void repeatsTheStepsUnderTheSameKeys() {
    stage.start(Orders.valid().toCreate()).getResult(Outcome.class);

    assertThat(stage.systems.actions())
        .containsExactly("reserve", "activate", "charge", "reserve", "activate", "charge");
    assertThat(stage.systems.calls().subList(3, 6))
        .extracting(ScriptedSystems.Call::key)
        .containsExactlyElementsOf(
            stage.systems.calls().subList(0, 3).stream().map(ScriptedSystems.Call::key).toList());
  }

  @Test
  void doesNothingLocallyTheSecondTime() {
    stage.start(Orders.valid().toCreate()).getResult(Outcome.class);

    assertThat(stage.systems.calls().subList(3, 6)).noneMatch(ScriptedSystems.Call::local);
    assertThat(stage.callbacks.attempts().getLast().local()).isFalse();
  }

  @Test
  void doesNotGiveUpOnASystemThatIsDownForLongerThanAStepsPatience() {
    stage.systems.on("activate", WORKS);
    stage.systems.on("activate", times(1000, IS_DOWN));

    WorkflowStub run = stage.start(Orders.valid().toCreate());

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(stage.systems.actions()).doesNotContain("release", "deactivate");
    assertThat(stage.callbacks.attempts())
        .extracting(attempt -> attempt.notice().code())
        .containsOnly("SERVICE_CREATED");
  }

  @Test
  void saysThatASystemThatIsDownForLongerHasToBeMended() {
    stage.systems.on("activate", WORKS);
    stage.systems.on("activate", times(1000, IS_DOWN));
    WorkflowStub run = stage.start(Orders.valid().toCreate());
    stage.environment.sleep(Duration.ofHours(1));
    assertThat(Stage.waitingFor(run)).isNull();

    stage.environment.sleep(Duration.ofDays(1));

    assertThat(Stage.waitingFor(run)).isEqualTo("REPAIR");
    assertThat(Stage.details(run)).contains("Activate: **STUCK**", "answered 503");
    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(Stage.waitingFor(run)).isNull();
  }

  /** The system may be at what the lost task asked of it, for as long as that cannot be seen. */
  @Test
  void asksASecondTimeAsBesideATryThatCannotBeSeenYet() {
    Instant before = Instant.ofEpochMilli(stage.environment.currentTimeMillis());
    stage.start(Orders.valid().toCreate()).getResult(Outcome.class);

    assertThat(stage.systems.calls().subList(0, 3))
        .allMatch(call -> call.request().unseenUntil() == null);
    List<Instant> second =
        stage.systems.calls().subList(3, 6).stream()
            .map(call -> call.request().unseenUntil())
            .distinct()
            .toList();
    assertThat(second).singleElement().isNotNull();
    assertThat(second.getFirst()).isAfterOrEqualTo(before.plus(LostAnswer.SETTLING));
  }

  @Test
  void doesNotLetItselfBeCancelled() {
    stage.systems.on("activate", WORKS);
    stage.systems.on("activate", times(20, IS_DOWN));
    WorkflowStub run = stage.start(Orders.valid().toCreate());
    stage.environment.sleep(Duration.ofMinutes(5));

    run.cancel();

    // The SDK closes every run as cancelled whose cancellation was asked for; the outcome tells.
    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(stage.systems.actions()).doesNotContain("release", "deactivate");
  }

  @Test
  void waitsForAnOperatorWithoutLimit() {
    WorkflowStub run = heldTheSecondTime(Orders.valid());

    stage.environment.sleep(Duration.ofDays(30));

    assertThat(Stage.waitingFor(run)).isEqualTo("OPERATOR");
    assertThat(stage.systems.actions()).doesNotContain("release", "deactivate");

    new Operator(run).retry();
    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
  }

  @Test
  void knowsNoDeadline() {
    WorkflowStub run = heldTheSecondTime(Orders.valid().withDeadline(Duration.ofMinutes(1)));

    stage.environment.sleep(Duration.ofHours(1));
    new Operator(run).skip(Map.of());

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
  }

  @Test
  void refusesToBeGivenUp() {
    WorkflowStub run = heldTheSecondTime(Orders.valid());

    assertThatThrownBy(() -> new Operator(run).giveUp())
        .isInstanceOf(WorkflowUpdateException.class)
        .rootCause()
        .hasMessageContaining("may have told the partner of success");
    assertThat(Stage.waitingFor(run)).isEqualTo("OPERATOR");
  }

  @Test
  void refusesToBeCancelledByAnUpdate() {
    WorkflowStub run = heldTheSecondTime(Orders.valid());

    assertThatThrownBy(() -> new Operator(run).cancel())
        .isInstanceOf(WorkflowUpdateException.class)
        .rootCause()
        .hasMessageContaining("too late to cancel");
    assertThat(Stage.waitingFor(run)).isEqualTo("OPERATOR");
  }

  private WorkflowStub heldTheSecondTime(Orders order) {
    stage.systems.on("activate", WORKS, NEEDS_AN_OPERATOR);
    WorkflowStub run = stage.start(order.toCreate());
    stage.await(run, WaitingFor.OPERATOR);
    assertThat(stage.callbacks.theOne().code()).isEqualTo("SERVICE_CREATED");
    return run;
  }
}
