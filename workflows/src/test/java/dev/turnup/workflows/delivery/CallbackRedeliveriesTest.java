package dev.turnup.workflows.delivery;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.callback.CallbackReport;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.operation.RunningCallback;
import dev.turnup.workflows.redelivery.CallbackRedelivery;
import dev.turnup.workflows.redelivery.RedeliveriesOrder;
import dev.turnup.workflows.redelivery.RedeliveriesProgress;
import dev.turnup.workflows.redelivery.RedeliveryOrder;
import dev.turnup.workflows.redelivery.UndeliveredPage;
import dev.turnup.workflows.redelivery.UndeliveredQuery;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackRedeliveriesTest {

  private static final String TYPE = "CallbackRedeliveries";
  private static final Instant SINCE = Instant.parse("2026-11-25T00:00:00Z");

  private final CallbackStage stage = new CallbackStage();

  @AfterEach
  void strike() {
    stage.close();
  }

  @Test
  void tellsAllAgainThatWereGivenUpPageByPage() {
    List<String> first = operations(7);
    List<String> second = operations(3);
    stage.ledger.pages.add(new UndeliveredPage(List.of(), first, "next", null));
    stage.ledger.pages.add(new UndeliveredPage(List.of(), second, null, null));

    WorkflowStub run = begin(order(5));
    RedeliveriesProgress progress = run.getResult(RedeliveriesProgress.class);

    assertThat(progress.begun()).isEqualTo(10);
    assertThat(progress.passedOver()).isZero();
    WorkflowStub latest = stage.find(requireNonNull(run.getExecution()).getWorkflowId());
    assertThat(stage.memo(latest, OperationMemo.PARTNER, String.class)).isEqualTo("acme");
    assertThat(stage.memo(latest, OperationMemo.FINGERPRINT, String.class)).isEqualTo("f1");
    Stream.concat(first.stream(), second.stream()).forEach(this::redelivered);
    assertThat(stage.callbacks.attempts())
        .extracting(attempt -> attempt.notice().correlationId())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(first.stream(), second.stream()).toList());
    assertThat(stage.ledger.queries())
        .extracting(UndeliveredQuery::page)
        .containsExactly(null, "next");
    assertThat(stage.ledger.queries()).extracting(UndeliveredQuery::until).doesNotContainNull();
    assertThat(stage.ledger.queries().getFirst().until())
        .isEqualTo(stage.ledger.queries().getLast().until());
  }

  @Test
  void asksForThoseOfThePartnerAndTheHostOnly() {
    begin(order(5)).getResult(RedeliveriesProgress.class);

    UndeliveredQuery query = stage.ledger.queries().getFirst();
    assertThat(query.partner()).isEqualTo("acme");
    assertThat(query.host()).isEqualTo("partner.example");
    assertThat(query.failedSince()).isEqualTo(SINCE);
    assertThat(query.exceptFinal()).as("who asks gets what was final too").isNull();
  }

  @Test
  void sendsItWhereAnOperatorHadItSent() {
    List<String> operations = operations(2);
    stage.ledger.pages.add(
        new UndeliveredPage(
            List.of(),
            operations,
            null,
            Map.of(operations.getFirst(), "https://moved.example/callback")));

    begin(order(null)).getResult(RedeliveriesProgress.class);
    operations.forEach(this::redelivered);

    assertThat(stage.callbacks.attempts())
        .extracting(attempt -> attempt.notice().address().getHost())
        .containsExactlyInAnyOrder("moved.example", "partner.example");
  }

  @Test
  void leavesOutWhatIsFinalOnEveryPageIfThatIsWanted() {
    stage.ledger.pages.add(new UndeliveredPage(List.of(), List.of(), "next", null));

    begin(new RedeliveriesOrder("turnup", "well again", null, null, SINCE, null, true, null))
        .getResult(RedeliveriesProgress.class);

    assertThat(stage.ledger.queries())
        .extracting(UndeliveredQuery::exceptFinal)
        .containsExactly(true, true);
  }

  @Test
  void beginsNoMoreInASecondThanItMay() {
    List<String> operations = operations(6);
    stage.ledger.pages.add(new UndeliveredPage(List.of(), operations, null, null));

    begin(order(2)).getResult(RedeliveriesProgress.class);

    List<Instant> begun =
        operations.stream()
            .map(operation -> stage.find(CallbackRedelivery.workflowId(operation)))
            .map(redelivery -> redelivery.describe().getStartTime())
            .toList();
    assertThat(begun).isSorted();
    assertThat(Duration.between(begun.getFirst(), begun.getLast()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void passesOverWhatWasToldAgainAlready() {
    List<String> operations = operations(2);
    stage.start(
        "CallbackRedelivery",
        CallbackRedelivery.workflowId(operations.getFirst()),
        RedeliveryOrder.of(operations.getFirst(), "acme", "earlier", null));
    redelivered(operations.getFirst());
    stage.ledger.pages.add(new UndeliveredPage(List.of(), operations, null, null));

    RedeliveriesProgress progress = begin(order(5)).getResult(RedeliveriesProgress.class);

    assertThat(progress.begun()).isEqualTo(1);
    assertThat(progress.passedOver()).isEqualTo(1);
  }

  @Test
  void tellsAgainWhatWasToldAgainInVain() {
    String operation = operations(1).getFirst();
    stage.callbacks.failingFor(CallbackError.GONE);
    WorkflowStub vain =
        stage.start(
            "CallbackRedelivery",
            CallbackRedelivery.workflowId(operation),
            RedeliveryOrder.of(operation, "acme", "earlier", null));
    assertThatThrownBy(() -> vain.getResult(CallbackReport.class)).isNotNull();
    stage.ledger.pages.add(new UndeliveredPage(List.of(), List.of(operation), null, null));

    assertThat(begin(order(5)).getResult(RedeliveriesProgress.class).begun()).isEqualTo(1);
    redelivered(operation);
  }

  @Test
  void hurriesThoseThatWaitForTheirNextAttempt() {
    String waiting = operations(1).getFirst();
    stage.callbacks.failingFor(CallbackError.STATUS, Duration.ofHours(20));
    stage.start(
        "CallbackRedelivery", waiting, RedeliveryOrder.of(waiting, "acme", "earlier", null));
    stage.environment.sleep(Duration.ofMinutes(1));
    String over = operations(1).getFirst();
    stage.ledger.pages.add(new UndeliveredPage(List.of(waiting, over), List.of(), null, null));

    RedeliveriesProgress progress = begin(order(5)).getResult(RedeliveriesProgress.class);

    assertThat(progress.begun()).isEqualTo(1);
    assertThat(progress.passedOver()).as("what is over meanwhile").isEqualTo(1);
    stage.find(waiting).getResult(CallbackReport.class);
    List<Long> times =
        stage.callbacks.attempts().stream().map(RecordingCallbacks.Attempt::atMillis).toList();
    assertThat(Duration.ofMillis(times.getLast() - times.getFirst()))
        .isLessThan(Duration.ofMinutes(5));
  }

  @Test
  void leavesThoseToThemselvesThatItHasBegunWhenItIsCancelled() throws InterruptedException {
    List<String> operations = operations(12);
    stage.callbacks.failingFor(CallbackError.STATUS, Duration.ofHours(20));
    stage.callbacks.failingFor(CallbackError.STATUS, Duration.ofHours(20));
    stage.ledger.pages.add(new UndeliveredPage(List.of(), operations, null, null));
    WorkflowStub run = begin(order(2));
    List<String> begun = awaitAttempts(2);

    run.cancel();

    assertThatThrownBy(() -> run.getResult(RedeliveriesProgress.class))
        .hasCauseInstanceOf(CanceledFailure.class);
    begun.forEach(this::hurry);
    begun.forEach(this::redelivered);

    stage.ledger.pages.add(new UndeliveredPage(List.of(), operations, null, null));
    RedeliveriesProgress again = begin(order(100)).getResult(RedeliveriesProgress.class);
    operations.forEach(this::redelivered);
    assertThat(again.begun()).as("what it had not come to").isPositive();
    assertThat(again.passedOver()).as("what went on by itself").isGreaterThanOrEqualTo(2);
    assertThat(stage.callbacks.attempts()).hasSize(operations.size() + begun.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 101})
  void refusesARateThatMakesNoSense(int perSecond) {
    assertThatThrownBy(() -> begin(order(perSecond)).getResult(RedeliveriesProgress.class))
        .hasStackTraceContaining("perSecond: " + perSecond);
  }

  @Test
  void refusesWhoDoesNotSayWhy() {
    RedeliveriesOrder order =
        new RedeliveriesOrder("anna", null, null, null, SINCE, null, null, null);

    assertThatThrownBy(() -> begin(order).getResult(RedeliveriesProgress.class))
        .hasStackTraceContaining("reason: expected");
  }

  /** The operations that they were made for. */
  private List<String> awaitAttempts(int count) throws InterruptedException {
    for (int look = 0; stage.callbacks.attempts().size() < count && look < 1_000; look++) {
      Thread.sleep(20);
    }
    return stage.callbacks.attempts().stream()
        .map(attempt -> attempt.notice().correlationId())
        .limit(count)
        .toList();
  }

  private WorkflowStub begin(RedeliveriesOrder order) {
    return stage.start(TYPE, order);
  }

  private static RedeliveriesOrder order(@Nullable Integer perSecond) {
    return new RedeliveriesOrder(
        "anna", "ticket 4711", "acme", "partner.example", SINCE, perSecond, null, null);
  }

  private static List<String> operations(int count) {
    return Stream.generate(() -> UUID.randomUUID().toString()).limit(count).toList();
  }

  private void hurry(String operation) {
    try {
      stage.find(CallbackRedelivery.workflowId(operation)).signal(RunningCallback.RECEIVER_IS_BACK);
    } catch (WorkflowNotFoundException over) {
      // Time was skipped to its next attempt.
    }
  }

  private void redelivered(String operation) {
    stage.find(CallbackRedelivery.workflowId(operation)).getResult(CallbackReport.class);
  }
}
