package dev.turnup.workflows.fulfilment;

import static dev.turnup.workflows.fulfilment.Behaviours.IS_DOWN;
import static dev.turnup.workflows.fulfilment.Behaviours.NEEDS_AN_OPERATOR;
import static dev.turnup.workflows.fulfilment.Behaviours.WORKS;
import static dev.turnup.workflows.fulfilment.Behaviours.forever;
import static dev.turnup.workflows.fulfilment.Behaviours.isAtWorkFor;
import static dev.turnup.workflows.fulfilment.Behaviours.takes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.workflows.operation.Orders;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.operation.SystemNews;
import dev.turnup.workflows.operation.WaitingFor;
import dev.turnup.workflows.provisioning.Patience;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A system that reports by itself is asked at once, and otherwise when its time has come. */
class SystemNewsTest {

  private static final Duration PAUSE = Duration.ofHours(6);
  private static final Duration LITTLE = Duration.ofMinutes(10);

  private Stage stage;

  @BeforeEach
  void open() {
    stage = new Stage();
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void makesItAskAtOnce() {
    WorkflowStub run = following();

    tell(run, "activate");

    assertSuccess(run);
    assertThat(stage.lasted(run)).isLessThan(PAUSE.dividedBy(2));
  }

  @Test
  void isAskedWhenItsTimeHasComeWithoutNews() {
    WorkflowStub run = following();

    assertSuccess(run);

    assertThat(stage.lasted(run)).isGreaterThanOrEqualTo(PAUSE);
  }

  @Test
  void isNotBelieved() {
    stage.systems.on("activate", takes("monitor-1"), isAtWorkFor(PAUSE), isAtWorkFor(PAUSE));
    WorkflowStub run = stage.start(Orders.valid().toCreate());
    stage.environment.sleep(LITTLE);

    tell(run, "activate");
    stage.environment.sleep(LITTLE);

    assertThat(stage.systems.actions())
        .containsExactly("reserve", "activate", "activate", "activate");
    assertSuccess(run);
    assertThat(stage.lasted(run)).isGreaterThanOrEqualTo(PAUSE);
  }

  @Test
  void doesNoHarmIfItComesTwice() {
    WorkflowStub run = following();

    tell(run, "activate");
    tell(run, "activate");

    assertSuccess(run);
    assertThat(stage.lasted(run)).isLessThan(PAUSE.dividedBy(2));
    assertThat(stage.systems.actions()).endsWith("charge");
  }

  @Test
  void doesNotDisturbAnotherStep() {
    WorkflowStub run = following();

    tell(run, "charge");
    tell(run, "no-such-step");
    stage.environment.sleep(LITTLE);

    assertThat(stage.systems.actions()).containsExactly("reserve", "activate", "activate");
    assertSuccess(run);
    assertThat(stage.lasted(run)).isGreaterThanOrEqualTo(PAUSE);
  }

  @Test
  void doesNoHarmIfItComesBeforeTheStep() {
    stage.systems.on("reserve", NEEDS_AN_OPERATOR).on("activate", takes("monitor-1"), IS_DOWN);
    WorkflowStub run = stage.start(Orders.valid().toCreate());
    stage.await(run, WaitingFor.OPERATOR);
    tell(run, "activate");

    new Operator(run).retry();

    assertSuccess(run);
    assertThat(stage.systems.actions()).doesNotContain("release");
  }

  @Test
  void doesNoHarmToAStepThatIsDoneAtOnce() {
    stage.systems.on("reserve", NEEDS_AN_OPERATOR);
    WorkflowStub run = stage.start(Orders.valid().toCreate());
    stage.await(run, WaitingFor.OPERATOR);
    tell(run, "reserve");
    tell(run, "charge");

    new Operator(run).retry();

    assertSuccess(run);
    assertThat(stage.systems.actions()).containsExactly("reserve", "reserve", "activate", "charge");
  }

  @Test
  void takesTheAnswerOfAnAttemptThatIsUnderWay() throws Exception {
    CountDownLatch underWay = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    stage.systems.on(
        "activate",
        takes("monitor-1"),
        request -> {
          underWay.countDown();
          told.await();
          return WORKS.answer(request);
        });
    WorkflowStub run = stage.start(Orders.valid().toCreate());
    underWay.await();

    tell(run, "activate");
    stage.awaitCancelOfAttempt(run);
    told.countDown();

    assertSuccess(run);
    assertThat(stage.systems.actions())
        .containsExactly("reserve", "activate", "activate", "charge");
  }

  @Test
  void doesNotMakeAnybodyMorePatient() {
    stage.systems.on("activate", takes("monitor-1")).on("activate", forever(isAtWorkFor(PAUSE)));
    WorkflowStub run = stage.start(Orders.valid().toCreate());

    for (int i = 0; i < 2; i++) {
      stage.environment.sleep(Patience.HOURS.total().dividedBy(3));
      tell(run, "activate");
    }

    assertThat(Stage.failed(run).code()).isEqualTo(OutcomeCode.PROVISIONING_UNAVAILABLE);
    assertThat(stage.lasted(run)).isLessThan(Patience.HOURS.total().plus(LITTLE));
  }

  private WorkflowStub following() {
    stage.systems.on("activate", takes("monitor-1"), isAtWorkFor(PAUSE));
    WorkflowStub run = stage.start(Orders.valid().toCreate());
    stage.environment.sleep(LITTLE);
    return run;
  }

  private static void tell(WorkflowStub run, String step) {
    run.signal("SystemNews", new SystemNews(step));
  }

  private static void assertSuccess(WorkflowStub run) {
    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
  }
}
