package dev.turnup.standalone;

import static dev.turnup.standalone.stage.MisbehavingReceiver.answers;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnup.standalone.stage.MisbehavingReceiver;
import dev.turnup.standalone.stage.OnRealServer;
import dev.turnup.standalone.stage.Operation;
import dev.turnup.standalone.stage.Operator;
import dev.turnup.standalone.stage.Partner;
import dev.turnup.standalone.stage.Ports;
import dev.turnup.standalone.stage.Stage;
import dev.turnup.workflows.callback.CallbackError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator does at the command line about callbacks that do not get through. */
@OnRealServer(perilous = true)
class CallbackOperatorIT {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final Stage stage;
  private final Operator operator;

  CallbackOperatorIT(Stage stage) {
    this.stage = stage;
    operator = stage.operatorAtTheCommandLine();
  }

  @AfterEach
  void ordinaryWorker() {
    stage.endWorker();
  }

  @Test
  void hasACallbackThatWaitsSentToAnotherAddress() {
    stage.worker().awaitReady();
    try (MisbehavingReceiver old = MisbehavingReceiver.that(answers(500));
        MisbehavingReceiver moved = MisbehavingReceiver.that(answers(500), answers(204))) {
      Operation operation = create(partner(old.url()));
      // The next attempt would be in five minutes.
      operation.awaitAttempts(2);
      int before = old.heads().size();

      operator.sendsCallbackNow(operation, moved.url());
      operation.awaitHeads(moved, 1);
      operation.awaitAttempts(3);
      // It stays with that address, also when somebody else says so.
      partner(old.url()).redelivers(operation);

      operation.awaitCallbackState("DELIVERED");
      assertThat(moved.heads()).hasSize(2);
      assertThat(old.heads()).hasSize(before);
      operation.awaitFound("CallbackHost = '" + moved.host() + "'");
    }
  }

  @Test
  void marksACallbackThatWaitsAndNothingMoreIsSent() {
    stage.worker().awaitReady();
    try (MisbehavingReceiver receiver = MisbehavingReceiver.that(answers(500))) {
      Operation operation = create(partner(receiver.url()));
      operation.awaitAttempts(2);
      int before = receiver.heads().size();

      operator.marksCallbackDelivered(operation);

      operation.awaitSuccess();
      assertThat(callbackState(operation)).isEqualTo("MARKED_DELIVERED");
      operation.awaitFound("CallbackState = 'MARKED_DELIVERED'");
      assertThat(receiver.heads()).hasSize(before);
    }
  }

  @Test
  void notesDownThatAPartnerWasToldOtherwiseWhenAllIsOver() {
    stage.worker().awaitReady();
    try (MisbehavingReceiver receiver = MisbehavingReceiver.that(answers(410))) {
      Operation operation = create(partner(receiver.url()));
      operation.awaitSuccess();
      int before = receiver.heads().size();

      operator.notesThatItWasToldOtherwise(operation);

      operation.awaitRedelivery("MARKED_DELIVERED");
      assertThat(callbackState(operation)).isEqualTo("UNDELIVERABLE");
      assertThat(receiver.heads()).hasSize(before);
    }
  }

  @Test
  void resumesAReceiverAndAllThatWaitedForItAreTold() {
    // Or a probe would do it.
    stage.workerThatSuspendsSoon(Duration.ofHours(1)).awaitReady();
    int port = Ports.free();
    Partner partner = partner("http://127.0.0.1:" + port + "/callback");
    Operation one = create(partner);
    Operation other = create(partner);
    one.awaitAttempts(2);
    other.awaitAttempts(2);
    partner.redelivers(one);
    one.awaitAttempts(3);
    partner.redeliversUntil(other, CallbackError.SUSPENDED);

    try (MisbehavingReceiver receiver = MisbehavingReceiver.on(port, answers(204))) {
      // Their next attempts would be in five minutes, and in an hour.
      operator.resumes(receiver.host());

      one.awaitCallbackState("DELIVERED");
      other.awaitCallbackState("DELIVERED");
    }
  }

  @Test
  void hasAllOfAHostSentAgainAndThenAllThatAreLeft() {
    stage.worker().awaitReady();
    Instant before = Instant.now();
    try (MisbehavingReceiver one = MisbehavingReceiver.that(answers(410));
        MisbehavingReceiver other = MisbehavingReceiver.that(answers(410))) {
      List<Operation> toOne = createSome(3, partner(one.url()));
      Operation another = create(stage.anotherPartner().withReceiver(one.url(), one.url()));
      Operation toOther = create(partner(other.url()));
      awaitGivenUp(toOne);
      awaitGivenUp(List.of(another, toOther));
      one.mendsItsWays(answers(204));
      other.mendsItsWays(answers(204));
      int toldOther = other.heads().size();

      operator.awaitsResultOf(
          operator.redeliversAllSince(before, Map.of("host", one.host(), "perSecond", 100)));

      toOne.forEach(operation -> operation.awaitRedelivery("DELIVERED"));
      another.awaitRedelivery("DELIVERED");
      assertThat(other.heads()).as("those to another host").hasSize(toldOther);
      int toldOne = one.heads().size();
      operator.awaitsResultOf(operator.redeliversAllSince(before, Map.of()));
      toOther.awaitRedelivery("DELIVERED");
      assertThat(one.heads()).as("those that got through before").hasSize(toldOne);
    }
  }

  @Test
  void hasAllSentAgainHoweverManyPagesTheyAreOn() {
    stage.workerWith(Map.of("turnup.redelivery.page-size", "2")).awaitReady();
    Instant before = Instant.now();
    try (MisbehavingReceiver receiver = MisbehavingReceiver.that(answers(410))) {
      List<Operation> operations = createSome(5, partner(receiver.url()));
      awaitGivenUp(operations);
      receiver.mendsItsWays(answers(204));
      Map<String, Object> which = Map.of("host", receiver.host());

      String run = operator.redeliversAllSince(before, which);

      operations.forEach(operation -> operation.awaitRedelivery("DELIVERED"));
      await().atMost(LONGEST).until(() -> stage.runsOf(run) == 3);
      int told = receiver.heads().size();
      operator.awaitsResultOf(operator.redeliversAllSince(before, which));
      assertThat(receiver.heads()).as("those that got through before").hasSize(told);
    }
  }

  @Test
  void mayCancelThatAndBeginItAgain() {
    stage.worker().awaitReady();
    Instant before = Instant.now();
    try (MisbehavingReceiver receiver = MisbehavingReceiver.that(answers(410))) {
      List<Operation> operations = createSome(20, partner(receiver.url()));
      awaitGivenUp(operations);
      receiver.mendsItsWays(answers(204));
      int given = receiver.heads().size();

      String first =
          operator.redeliversAllSince(before, Map.of("host", receiver.host(), "perSecond", 1));
      await().atMost(LONGEST).until(() -> receiver.heads().size() > given);
      operator.cancels(first);

      await()
          .atMost(LONGEST)
          .until(() -> stage.statusOf(first) == WORKFLOW_EXECUTION_STATUS_CANCELED);
      assertThat(operations).as("not all of them yet").anyMatch(CallbackOperatorIT::isLeft);
      operator.awaitsResultOf(
          operator.redeliversAllSince(before, Map.of("host", receiver.host(), "perSecond", 100)));
      operations.forEach(operation -> operation.awaitRedelivery("DELIVERED"));
    }
  }

  private static boolean isLeft(Operation operation) {
    return operation.status().path("callback").path("redelivery").isMissingNode();
  }

  private static void awaitGivenUp(List<Operation> operations) {
    operations.forEach(Operation::awaitSuccess);
    operations.forEach(operation -> operation.awaitFound("CallbackState = 'UNDELIVERABLE'"));
  }

  private static List<Operation> createSome(int count, Partner partner) {
    return Stream.generate(() -> create(partner)).limit(count).toList();
  }

  private static Operation create(Partner partner) {
    return partner.creates("rehearsal", "service-1");
  }

  private static String callbackState(Operation operation) {
    return operation.status().path("callback").path("state").asString();
  }

  private Partner partner(String url) {
    return stage.partner().withReceiver(url, url);
  }
}
