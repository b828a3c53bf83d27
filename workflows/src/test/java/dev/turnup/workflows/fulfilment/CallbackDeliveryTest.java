package dev.turnup.workflows.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import dev.turnup.workflows.callback.CallbackAttempt;
import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.callback.CallbackReport;
import dev.turnup.workflows.callback.CallbackSchedule;
import dev.turnup.workflows.callback.CallbackState;
import dev.turnup.workflows.callback.WebhookId;
import dev.turnup.workflows.delivery.RecordingCallbacks;
import dev.turnup.workflows.operation.BeingSent;
import dev.turnup.workflows.operation.CallbackSending;
import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.operation.OperatorAct;
import dev.turnup.workflows.operation.Orders;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.operation.RunningCallback;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a partner who does not listen is told all the same, or is not. */
class CallbackDeliveryTest {

  private final Stage stage = new Stage();

  @AfterEach
  void strike() {
    stage.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keepsTellingUntilThePartnerListens(boolean localFirst) {
    for (int attempt = 1; attempt <= 9; attempt++) {
      stage.callbacks.failingFor(CallbackError.STATUS);
    }

    WorkflowStub run = stage.start(Orders.valid().localFirst(localFirst).toCreate());
    run.getResult(Outcome.class);

    assertThat(stage.callbacks.attempts()).hasSize(10);
    assertThat(report(run).state()).isEqualTo(CallbackState.DELIVERED);
    assertThat(stage.systems.actions()).doesNotContain("release");
  }

  @Test
  void waitsInAQueueOfItsOwnOnceItIsDurable() {
    WorkflowStub run = stage.start(Orders.valid().localFirst(false).toCreate());
    run.getResult(Outcome.class);

    assertThat(stage.history(run).getEvents())
        .filteredOn(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .extracting(HistoryEvent::getActivityTaskScheduledEventAttributes)
        .extracting(
            activity -> activity.getActivityType().getName(),
            activity -> activity.getTaskQueue().getName())
        .containsExactly(
            tuple("PerformStep", "turnup-provisioning"),
            tuple("PerformStep", "turnup-provisioning"),
            tuple("PerformStep", "turnup-provisioning"),
            tuple("SendCallback", "turnup-callbacks"));
  }

  @Test
  void callsAtTheTimesOfTheScheduleOrALittleLater() {
    for (int attempt = 1; attempt <= 9; attempt++) {
      stage.callbacks.failingFor(CallbackError.TIMEOUT);
    }

    stage.start(Orders.valid().toCreate()).getResult(Outcome.class);

    List<Long> times =
        stage.callbacks.attempts().stream().map(RecordingCallbacks.Attempt::atMillis).toList();
    List<Duration> expected =
        List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));
    Duration since = Duration.ZERO;
    for (int pause = 0; pause < expected.size(); pause++) {
      since = since.plus(expected.get(pause));
      assertThat(Duration.ofMillis(times.get(pause + 1) - times.get(0)))
          .as("attempt %d", pause + 2)
          .isBetween(since.minusSeconds(1), since.plus(expected.get(pause).dividedBy(9)));
    }
  }

  @Test
  void callsSoonAgainHoweverLongTheFirstAttemptTook() {
    stage.callbacks.failingFor(
        CallbackError.TIMEOUT, () -> stage.environment.sleep(Duration.ofSeconds(12)));

    stage.start(Orders.valid().localFirst(false).toCreate()).getResult(Outcome.class);

    assertThat(pauseBefore(1)).isBetween(Duration.ofSeconds(16), Duration.ofSeconds(20));
  }

  @Test
  void givesUpWhenTheReceiversTimeIsOverAndKeepsTheService() {
    IntStream.range(0, 10).forEach(attempt -> stage.callbacks.failingFor(CallbackError.REFUSED));

    WorkflowStub run = stage.start(Orders.valid().toCreate());

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(report(run).state()).isEqualTo(CallbackState.UNDELIVERABLE);
    assertThat(report(run).attempts()).isEqualTo(10);
    assertThat(report(run).nextAt()).isNull();
    assertThat(error(run)).isEqualTo("REFUSED");
    assertThat(Stage.details(run))
        .contains("**UNDELIVERABLE**")
        .contains("**REFUSED**")
        .contains("PUBLIC_IPV4");
  }

  @ParameterizedTest
  @EnumSource(names = {"GONE", "FORBIDDEN_ADDRESS"})
  void givesUpAtOnceWhenThereIsNoUseInAnotherAttempt(CallbackError error) {
    stage.callbacks.failingFor(error);

    WorkflowStub run = stage.start(Orders.valid().toCreate());

    assertThat(run.getResult(Outcome.class).code()).isEqualTo(OutcomeCode.SERVICE_CREATED);
    assertThat(report(run).state()).isEqualTo(CallbackState.UNDELIVERABLE);
    assertThat(stage.callbacks.attempts()).hasSize(1);
    assertThat(stage.systems.actions()).containsExactly("reserve", "activate", "charge");
  }

  @Test
  void waitsForAsLongAsTheReceiverAsks() {
    stage.callbacks.failingFor(CallbackError.STATUS, Duration.ofHours(3));

    stage.start(Orders.valid().toCreate()).getResult(Outcome.class);

    assertThat(pauseBefore(1)).isBetween(Duration.ofHours(3), Duration.ofHours(4));
  }

  @Test
  void waitsNoLongerThanADayForAReceiver() {
    stage.callbacks.failingFor(CallbackError.STATUS, Duration.ofDays(365));

    stage.start(Orders.valid().toCreate()).getResult(Outcome.class);

    assertThat(pauseBefore(1)).isBetween(Duration.ofHours(24), Duration.ofHours(27));
  }

  @Test
  void callsOnceMoreAtTheEndHoweverLongAReceiverAsksToWait() {
    IntStream.range(0, 4)
        .forEach(attempt -> stage.callbacks.failingFor(CallbackError.STATUS, Duration.ofHours(23)));

    WorkflowStub run = stage.start(Orders.valid().toCreate());
    run.getResult(Outcome.class);

    assertThat(stage.callbacks.attempts()).hasSize(5);
    assertThat(report(run).state()).isEqualTo(CallbackState.DELIVERED);
    assertThat(
            Duration.ofMillis(
                stage.callbacks.attempts().getLast().atMillis()
                    - stage.callbacks.attempts().getFirst().atMillis()))
        .isGreaterThanOrEqualTo(CallbackSchedule.WINDOW);
  }

  @ParameterizedTest
  @EnumSource(names = {"EGRESS", "UNSIGNED", "BUSY"})
  void usesNoneOfTheReceiversTimeUpForAFaultOfOurs(CallbackError ours) {
    for (int week = 0; week < 14; week++) {
      stage.callbacks.failingFor(ours, Duration.ofHours(12));
    }
    stage.callbacks.failingFor(CallbackError.RESET);

    WorkflowStub run = stage.start(Orders.valid().toCreate());
    run.getResult(Outcome.class);

    assertThat(report(run).state()).isEqualTo(CallbackState.DELIVERED);
    assertThat(pauseBefore(15)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
    assertThat(report(run).latest())
        .extracting(CallbackAttempt::error)
        .containsExactly(ours, CallbackError.RESET, null);
  }

  @ParameterizedTest
  @CsvSource({"BUSY, 60", "EGRESS, 600", "UNSIGNED, 600"})
  void looksOftenWhetherAFaultOfOursIsOver(CallbackError ours, long longestSeconds) {
    // Not so many that it lasts for long, when the pauses begin to grow again.
    IntStream.range(0, 20).forEach(attempt -> stage.callbacks.failingFor(ours));

    stage.start(Orders.valid().toCreate()).getResult(Outcome.class);

    List<Duration> pauses = IntStream.rangeClosed(1, 20).mapToObj(this::pauseBefore).toList();
    assertThat(pauses)
        .allMatch(pause -> pause.toSeconds() <= longestSeconds * 1.1 + 10)
        .anyMatch(pause -> pause.toSeconds() >= longestSeconds);
  }

  @ParameterizedTest
  @EnumSource(names = {"BUSY", "EGRESS"})
  void looksRarelyWhenAFaultOfOursLastsForWeeks(CallbackError ours) {
    IntStream.range(0, 400).forEach(attempt -> stage.callbacks.failingFor(ours));

    WorkflowStub run = stage.start(Orders.valid().toCreate());
    run.getResult(Outcome.class);

    assertThat(pauseBefore(400)).isBetween(Duration.ofHours(1), Duration.ofMinutes(67));
    List<RecordingCallbacks.Attempt> attempts = stage.callbacks.attempts();
    assertThat(Duration.ofMillis(attempts.getLast().atMillis() - attempts.getFirst().atMillis()))
        .as("for how long 400 attempts are enough")
        .isGreaterThan(Duration.ofDays(9));
  }

  @Test
  void countsAPauseAgainstTheReceiverThoughAFaultOfOursFollowsIt() {
    IntStream.range(0, 4).forEach(attempt -> stage.callbacks.failingFor(CallbackError.STATUS));
    stage.callbacks.failingFor(CallbackError.BUSY).failingFor(CallbackError.STATUS);

    stage.start(Orders.valid().toCreate()).getResult(Outcome.class);

    assertThat(pauseBefore(4)).isBetween(Duration.ofMinutes(110), Duration.ofMinutes(133));
    assertThat(pauseBefore(6)).isBetween(Duration.ofHours(4), Duration.ofHours(6));
  }

  @Test
  void takesABugForAFaultOfOurs() {
    stage.callbacks.failingWith(() -> new IllegalStateException("nobody foresaw this"));

    WorkflowStub run = stage.start(Orders.valid().toCreate());
    run.getResult(Outcome.class);

    assertThat(report(run).latest())
        .extracting(CallbackAttempt::error)
        .containsExactly(CallbackError.INTERNAL, null);
  }

  @Test
  void tellsTheSameEventUnderTheSameIdEveryTime() {
    stage.callbacks.failingFor(CallbackError.STATUS).failingFor(CallbackError.TIMEOUT);

    WorkflowStub run = stage.start(Orders.valid().toCreate());
    run.getResult(Outcome.class);

    assertThat(stage.callbacks.attempts()).hasSize(3);
    assertThat(stage.callbacks.theOne().webhookId())
        .isEqualTo(WebhookId.of(stage.callbacks.theOne().correlationId()))
        .doesNotContain(".");
    assertThat(error(run)).isNull();
    assertThat(host(run)).isEqualTo("partner.example");
  }

  @Test
  void sendsAtOnceWhenSomebodySaysSo() {
    WorkflowStub run = waiting();

    run.update("SendCallbackNow", String.class, new CallbackSending("anna", "they are back", null));
    run.getResult(Outcome.class);

    assertThat(pauseBefore(1)).isLessThan(Duration.ofMinutes(10));
    assertThat(report(run).notes()).containsExactly("anna has it sent at once: they are back");
  }

  @Test
  void sendsToTheAddressThatAnOperatorCorrected() {
    WorkflowStub run = waiting();

    run.update(
        "SendCallbackNow",
        String.class,
        new CallbackSending("anna", "they moved", "https://new.example/ok"));
    run.getResult(Outcome.class);

    assertThat(stage.callbacks.attempts().getLast().notice().address())
        .isEqualTo(URI.create("https://new.example/ok"));
    assertThat(host(run)).isEqualTo("new.example");
  }

  @Test
  void sendsNothingMoreToWhomAnOperatorHasTold() {
    WorkflowStub run = waiting();

    run.update("MarkCallbackDelivered", String.class, new OperatorAct("anna", "by telephone"));
    run.getResult(Outcome.class);

    assertThat(stage.callbacks.attempts()).hasSize(1);
    assertThat(report(run).state()).isEqualTo(CallbackState.MARKED_DELIVERED);
    assertThat(report(run).notes())
        .containsExactly("anna told the partner by other means: by telephone");
  }

  @ParameterizedTest
  @EnumSource(names = {"GONE", "FORBIDDEN_ADDRESS"})
  void sendsToTheAddressThatAnOperatorCorrectedDuringTheLastAttempt(CallbackError error) {
    CallbackSending moved = new CallbackSending("anna", "they moved", "https://new.example/ok");

    WorkflowStub run =
        endingWith(error, under -> under.update("SendCallbackNow", String.class, moved));

    run.getResult(Outcome.class);

    assertThat(report(run).state()).isEqualTo(CallbackState.DELIVERED);
    assertThat(host(run)).isEqualTo("new.example");
  }

  @Test
  void sendsNothingMoreToWhomAnOperatorHasToldDuringTheLastAttempt() {
    OperatorAct told = new OperatorAct("anna", "by telephone");

    WorkflowStub run =
        endingWith(
            CallbackError.GONE, under -> under.update("MarkCallbackDelivered", String.class, told));

    run.getResult(Outcome.class);

    assertThat(report(run).state()).isEqualTo(CallbackState.MARKED_DELIVERED);
    assertThat(stage.callbacks.attempts()).hasSize(1);
  }

  @Test
  void callsNobodyWhoIsGoneAgainBecauseTheHostIsBack() {
    WorkflowStub run =
        endingWith(CallbackError.GONE, under -> under.signal(RunningCallback.RECEIVER_IS_BACK));

    run.getResult(Outcome.class);

    assertThat(report(run).state()).isEqualTo(CallbackState.UNDELIVERABLE);
    assertThat(stage.callbacks.attempts()).hasSize(1);
  }

  @Test
  void waitsForABetterAddressWhenThatOfAnOperatorMayNotBeCalled() {
    WorkflowStub run = waiting();
    stage.callbacks.failingFor(CallbackError.FORBIDDEN_ADDRESS);
    run.update(
        "SendCallbackNow",
        String.class,
        new CallbackSending("anna", "they moved", "http://typo.example/ok"));
    awaitAttempts(run, 2);
    assertThat(report(run).state()).isEqualTo(CallbackState.PENDING);
    assertThat(error(run)).isEqualTo("FORBIDDEN_ADDRESS");

    run.update(
        "SendCallbackNow",
        String.class,
        new CallbackSending("anna", "with https", "https://new.example/ok"));
    run.getResult(Outcome.class);

    assertThat(report(run).state()).isEqualTo(CallbackState.DELIVERED);
    assertThat(pauseBefore(2)).isLessThan(Duration.ofMinutes(5));
  }

  @Test
  void sendsAtOnceWhenTheReceiverIsBack() {
    WorkflowStub run = waiting();

    run.signal("ReceiverIsBack");
    run.getResult(Outcome.class);

    assertThat(pauseBefore(1)).isLessThan(Duration.ofMinutes(10));
  }

  @Test
  void keepsTheLatestNotesOnly() {
    WorkflowStub run = waiting();
    for (int time = 1; time <= 25; time++) {
      stage.callbacks.failingFor(CallbackError.STATUS, Duration.ofHours(20));
      run.update(
          "SendCallbackNow", String.class, new CallbackSending("anna", "attempt " + time, null));
      awaitAttempts(run, time + 1);
    }

    run.getResult(Outcome.class);

    assertThat(report(run).notes())
        .hasSize(20)
        .last()
        .isEqualTo("anna has it sent at once: attempt 25");
  }

  @Test
  void keepsTheLatestAttemptsAndWhatWasAnsweredToTheLatestOfThem() {
    IntStream.range(0, 60)
        .forEach(
            time ->
                stage.callbacks.failingFor(CallbackError.BUSY).failingFor(CallbackError.EGRESS));

    WorkflowStub run = stage.start(Orders.valid().toCreate());
    run.getResult(Outcome.class);

    assertThat(report(run).attempts()).isEqualTo(121);
    List<CallbackAttempt> latest = report(run).latest();
    assertThat(latest).hasSize(100);
    assertThat(latest.getLast().isDelivered()).isTrue();
    assertThat(latest.subList(0, 80)).extracting(CallbackAttempt::answer).containsOnlyNulls();
    assertThat(latest.subList(80, 99)).extracting(CallbackAttempt::answer).doesNotContainNull();
  }

  @Test
  void sendsNothingTwiceAtATime() {
    AtomicReference<Throwable> refused = new AtomicReference<>();

    endingWith(
            CallbackError.STATUS,
            under ->
                refused.set(
                    catchThrowable(
                        () ->
                            under.update(
                                "SendCallbackNow",
                                String.class,
                                new CallbackSending("acme", "impatient", null)))))
        .getResult(Outcome.class);

    assertThat(refused.get())
        .isInstanceOf(WorkflowUpdateException.class)
        .rootCause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class, why -> assertThat(why.getType()).isEqualTo(BeingSent.TYPE));
    assertThat(stage.callbacks.attempts()).hasSize(2);
  }

  @Test
  void refusesActsThatMakeNoSense() {
    WorkflowStub run = waiting();

    assertThatThrownBy(
            () ->
                run.update(
                    "SendCallbackNow", String.class, new CallbackSending("anna", null, null)))
        .isInstanceOf(WorkflowUpdateException.class)
        .rootCause()
        .hasMessageContaining("reason");
    assertThatThrownBy(
            () ->
                run.update(
                    "SendCallbackNow",
                    String.class,
                    new CallbackSending("anna", "they moved", "ftp://new.example")))
        .isInstanceOf(WorkflowUpdateException.class)
        .rootCause()
        .hasMessageContaining("address");
    run.getResult(Outcome.class);
    assertThat(stage.callbacks.attempts()).hasSize(2);
  }

  /** Whose first attempt failed, and who asked to be left alone for hours. */
  private WorkflowStub waiting() {
    stage.callbacks.failingFor(CallbackError.STATUS, Duration.ofHours(20));
    WorkflowStub run = stage.start(Orders.valid().toCreate());
    stage.environment.sleep(Duration.ofMinutes(1));
    assertThat(report(run).state()).isEqualTo(CallbackState.PENDING);
    assertThat(report(run).nextAt()).isNotNull();
    assertThat(error(run)).isEqualTo("STATUS");
    return run;
  }

  /** Lets time pass until so many attempts are over, and the next one is waited for. */
  private void awaitAttempts(WorkflowStub run, int count) {
    for (int polls = 0; report(run).attempts() < count; polls++) {
      assertThat(polls).as("looks for attempt %d", count).isLessThan(60);
      stage.environment.sleep(Duration.ofSeconds(1));
    }
  }

  /** Whose only attempt ends like this, and during which somebody says something. */
  private WorkflowStub endingWith(CallbackError error, Consumer<WorkflowStub> saying) {
    CountDownLatch under = new CountDownLatch(1);
    CountDownLatch said = new CountDownLatch(1);
    stage.callbacks.failingFor(
        error,
        () -> {
          under.countDown();
          await(said);
        });
    WorkflowStub run = stage.start(Orders.valid().localFirst(false).toCreate());
    await(under);
    saying.accept(run);
    said.countDown();
    return run;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Duration pauseBefore(int attempt) {
    List<RecordingCallbacks.Attempt> attempts = stage.callbacks.attempts();
    return Duration.ofMillis(
        attempts.get(attempt).atMillis() - attempts.get(attempt - 1).atMillis());
  }

  private static CallbackReport report(WorkflowStub run) {
    return (CallbackReport)
        Objects.requireNonNull(
            Stage.description(run).getMemo(OperationMemo.CALLBACK, CallbackReport.class));
  }

  private static String error(WorkflowStub run) {
    return Stage.description(run)
        .getTypedSearchAttributes()
        .get(OperationAttributes.CALLBACK_ERROR);
  }

  private static String host(WorkflowStub run) {
    return Stage.description(run).getTypedSearchAttributes().get(OperationAttributes.CALLBACK_HOST);
  }
}
