package dev.turnup.activities.provisioning;

import static dev.turnup.activities.ActivityStage.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.activities.ActivityStage;
import dev.turnup.activities.SettableClock;
import dev.turnup.activities.StepRequests;
import dev.turnup.activities.system.AmbiguousRefusal;
import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.provisioning.ProvisioningSystems;
import dev.turnup.workflows.provisioning.ReadBack;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ConfiguredSystemsTest {

  private static final StepRequests DEED = StepRequests.valid();
  private static final ReadBack INVENTORY = new ReadBack("inventory", "profile-status");
  private static final Duration A_WHILE = Duration.ofHours(1);
  private static final StepResult FOUND = StepResult.done(Map.of("by", "look"));

  private final Instant inAWhile = Instant.now().plus(A_WHILE);
  private final FakeSystem network = new FakeSystem();
  private final FakeSystem inventory = new FakeSystem();
  private final ActivityStage stage =
      new ActivityStage(
          new ConfiguredSystems(
              Map.of("network", network, "inventory", inventory), List.of(), new SettableClock()));
  private final ProvisioningSystems systems = stage.durable(ProvisioningSystems.class);

  @AfterEach
  void close() {
    stage.close();
  }

  // Whom

  @Test
  void askTheSystemThatIsNamed() {
    assertThat(systems.performStep(DEED.toRequest()).answer()).containsEntry("by", "perform");
    systems.undoStep(DEED.undo().toRequest());
    systems.followStep(DEED.following("work-1").toRequest());
    assertThat(network.calls)
        .containsExactly("perform activate", "undo deactivate", "follow activate");
    assertThat(network.requests.getLast().reference()).isEqualTo("work-1");
    assertThat(inventory.calls).isEmpty();
    systems.performStep(DEED.of("inventory").toRequest());
    assertThat(inventory.calls).containsExactly("perform activate");
  }

  @Test
  void areAFaultOfOursWhenNoSystemOfThatNameIsConfigured() {
    StepRequest request = DEED.of("crm").toRequest();
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> systems.performStep(request),
            () -> systems.undoStep(request),
            () -> systems.followStep(request),
            () ->
                systems.performStep(
                    DEED.lookingAt(new ReadBack("crm", "profile-status")).toRequest()))) {
      ApplicationFailure failure = failureOf(call);
      assertThat(failure.getType()).isEqualTo("java.lang.IllegalStateException");
      assertThat(failure.isNonRetryable()).isFalse();
      assertThat(failure.getOriginalMessage())
          .contains("'crm'")
          .contains("turnup.provisioning.systems.crm.base-url");
    }
  }

  // What they answer

  @Test
  void mayAssignAnIdAsLongAsPartnersMay() {
    StepResult longest = StepResult.done(Map.of("service_id", "9".repeat(255)));
    network.deed = () -> longest;
    network.work = () -> longest;

    assertThat(systems.performStep(DEED.toRequestForAnId())).isEqualTo(longest);
    assertThat(systems.followStep(DEED.following("work-1").toRequestForAnId())).isEqualTo(longest);
  }

  @Test
  void mayAnswerWhateverIdTheyLikeOfAnOperationThatHasOne() {
    StepResult echo = StepResult.done(Map.of("service_id", "9".repeat(256)));
    network.deed = () -> echo;

    assertThat(systems.performStep(DEED.toRequest())).isEqualTo(echo);
  }

  @Test
  void leaveItUncertainWhatTheyDidIfTheyAssignALongerOne() {
    StepResult tooLong = StepResult.done(Map.of("service_id", "9".repeat(256)));
    network.deed = () -> tooLong;
    network.work = () -> tooLong;
    network.look = () -> Optional.of(tooLong);

    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> systems.performStep(DEED.toRequestForAnId()),
            () -> systems.performStep(DEED.looking().toRequestForAnId()),
            () -> systems.followStep(DEED.following("work-1").toRequestForAnId()))) {
      ApplicationFailure failure = failureOf(call);
      assertThat(failure.getType()).isEqualTo(FailureKind.UNCERTAIN.name());
      assertThat(failure.getOriginalMessage())
          .isEqualTo(
              "network/activate answered with a service_id of 256 characters (expected: at most"
                  + " 255)");
    }
  }

  // Looking before performing

  @Test
  void doNotLookUnlessTheyAreToldTo() {
    systems.performStep(DEED.toRequest());
    assertThat(network.calls).containsExactly("perform activate");
  }

  @Test
  void performWhatHasNotHappened() {
    assertThat(systems.performStep(DEED.looking().toRequest()).answer())
        .containsEntry("by", "perform");
    assertThat(network.calls).containsExactly("look activate", "perform activate");
  }

  @Test
  void doNotPerformWhatHasHappened() {
    network.look = () -> Optional.of(FOUND);
    assertThat(systems.performStep(DEED.looking().toRequest())).isEqualTo(FOUND);
    assertThat(network.calls).containsExactly("look activate");
  }

  @Test
  void handBackThatTheWorkGoesOn() {
    network.look = () -> Optional.of(StepResult.pending("monitor-1"));
    assertThat(systems.performStep(DEED.looking().toRequest()).pending()).isEqualTo("monitor-1");
  }

  @Test
  void lookAtTheSystemThatKnows() {
    inventory.look = () -> Optional.of(FOUND);
    assertThat(systems.performStep(DEED.lookingAt(INVENTORY).toRequest())).isEqualTo(FOUND);
    assertThat(inventory.calls).containsExactly("look profile-status");
    StepRequest asked = inventory.requests.getFirst();
    assertThat(asked.system()).isEqualTo("inventory");
    assertThat(asked.idempotencyKey()).isEqualTo(StepRequests.KEY);
    assertThat(asked.undoes()).isNull();
    assertThat(asked.readBack()).isEqualTo(INVENTORY);
    assertThat(asked.step()).isEqualTo("activate");
    assertThat(asked.order()).isEqualTo(DEED.toRequest().order());
    assertThat(network.calls).isEmpty();
  }

  /** A first attempt may have done it, and only looking was not possible. */
  @Test
  void doNotKnowWhetherItHappenedWhenTheyCannotLook() {
    Duration pause = Duration.ofSeconds(7);
    network.look =
        failing(FailureKind.UNAVAILABLE.toFailure("network/activate answered 503", pause));
    ApplicationFailure failure = failureOf(() -> systems.performStep(DEED.looking().toRequest()));
    assertThat(failure.getType()).isEqualTo("UNCERTAIN");
    assertThat(failure.getOriginalMessage()).isEqualTo("network/activate answered 503");
    assertThat(failure.getNextRetryDelay()).isEqualTo(pause);
    assertThat(network.calls).as("not performed").containsExactly("look activate");
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {"UNCERTAIN", "NEEDS_OPERATOR"})
  void failAsLookingFails(FailureKind kind) {
    network.look = failing(kind.toFailure("network/activate answered 500"));
    ApplicationFailure failure = failureOf(() -> systems.performStep(DEED.looking().toRequest()));
    assertThat(failure.getType()).isEqualTo(kind.name());
    assertThat(network.calls).containsExactly("look activate");
  }

  @Test
  void doNotTakeARefusalToTellForARefusalOfTheDeed() {
    network.look = failing(FailureKind.REJECTED.toFailure("network/activate answered 400"));
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> systems.performStep(DEED.looking().toRequest()),
            () -> systems.undoStep(DEED.undo().looking().toRequest()))) {
      ApplicationFailure failure = failureOf(call);
      assertThat(failure.getType()).isEqualTo("NEEDS_OPERATOR");
      assertThat(failure.getOriginalMessage())
          .isEqualTo("network/activate answered 400, when asked whether it is done");
    }
    assertThat(network.calls).doesNotContain("perform activate", "undo deactivate");
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {"REJECTED", "UNAVAILABLE", "UNCERTAIN", "NEEDS_OPERATOR"})
  void failAsTheDeedFails(FailureKind kind) {
    network.deed =
        () -> {
          throw kind.toFailure("network/activate answered 418");
        };
    ApplicationFailure failure = failureOf(() -> systems.performStep(DEED.looking().toRequest()));
    assertThat(failure.getType()).isEqualTo(kind.name());
  }

  /** A system that was slow to answer may still be at it, and what it does cannot be seen yet. */
  @ParameterizedTest
  @CsvSource({", 30", "7, 30", "30, 30", "31, 31", "3600, 3600"})
  void lookForADeedWhoseAnswerWasLostAfterAWhileOnly(@Nullable Long asked, long seconds) {
    failsTheDeed(FailureKind.UNCERTAIN, asked);
    ApplicationFailure failure = failureOf(() -> systems.performStep(DEED.looking().toRequest()));
    assertThat(failure.getType()).isEqualTo("UNCERTAIN");
    assertThat(failure.isNonRetryable()).isFalse();
    assertThat(failure.getOriginalMessage()).isEqualTo("network/activate answered 418");
    assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void doNotWaitToAskAgainForADeedThatDidNotHappen() {
    failsTheDeed(FailureKind.UNAVAILABLE, 7L);
    ApplicationFailure failure = failureOf(() -> systems.performStep(DEED.looking().toRequest()));
    assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
    assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void doNotWaitToRepeatWhatIsNotLookedFor() {
    for (StepRequests deed : List.of(DEED, DEED.held())) {
      failsTheDeed(FailureKind.UNCERTAIN, null);
      assertThat(failureOf(() -> systems.performStep(deed.toRequest())).getNextRetryDelay())
          .isNull();
    }
  }

  @Test
  void doNotDoWhatAnotherTryMayBeAtBeforeThatCanBeSeen() {
    StepRequest request = DEED.looking().toRequest().besideAnotherTry(inAWhile);

    ApplicationFailure failure = failureOf(() -> systems.performStep(request));

    assertThat(failure.getType()).isEqualTo("UNCERTAIN");
    assertThat(failure.isNonRetryable()).isFalse();
    assertThat(failure.getNextRetryDelay()).isPositive().isLessThanOrEqualTo(A_WHILE);
    assertThat(failure.getOriginalMessage())
        .isEqualTo(
            "network/activate may be under way already, and is looked for once more before it is"
                + " done");
    assertThat(network.calls).containsExactly("look activate");

    systems.performStep(request.besideAnotherTry(Instant.now().minusSeconds(1)));
    assertThat(network.calls).containsExactly("look activate", "look activate", "perform activate");
  }

  @Test
  void takeWhatAnotherTryDidAsSoonAsItIsSeen() {
    network.look = () -> Optional.of(FOUND);
    StepRequest request = DEED.looking().toRequest().besideAnotherTry(inAWhile);

    assertThat(systems.performStep(request)).isEqualTo(FOUND);
  }

  @Test
  void doWhatAnotherTryMayBeAtWhereThatIsHarmless() {
    systems.performStep(DEED.toRequest().besideAnotherTry(inAWhile));

    assertThat(network.calls).containsExactly("perform activate");
  }

  // Following

  @Test
  void lookHowFarADeedIsWhereThePlanSaysHowToSeeThat() {
    inventory.look = () -> Optional.of(FOUND);
    StepRequest request = DEED.lookingAt(INVENTORY).following("work-1").toRequest();
    assertThat(systems.followStep(request)).isEqualTo(FOUND);
    assertThat(inventory.calls).containsExactly("look profile-status");
    assertThat(network.calls).as("might do it a second time").isEmpty();
  }

  @Test
  void followADeedThatCannotBeSeenYetNorIsOverWithoutAlarm(CapturedOutput output) {
    StepRequest request = DEED.lookingAt(INVENTORY).following("work-1").toRequest();
    for (Optional<StepResult> seen :
        List.of(Optional.<StepResult>empty(), Optional.of(StepResult.pending("work-2")))) {
      inventory.look = () -> seen;
      ApplicationFailure failure = failureOf(() -> systems.followStep(request));
      assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
      assertThat(failure.getOriginalMessage()).isEqualTo("network/activate is still at work");
    }
    assertThat(network.calls).isEmpty();
    assertThat(output.getAll()).as("nothing is wrong").doesNotContain("WARN  dev.turnup");
  }

  @Test
  void doNotTakeWorkForOverOfWhichNobodyCanTell() {
    inventory.look =
        () -> {
          throw FailureKind.UNCERTAIN.toFailure("inventory/profile-status did not answer", null);
        };
    StepRequest request = DEED.lookingAt(INVENTORY).following("work-1").toRequest();
    assertThat(failureOf(() -> systems.followStep(request)).getType()).isEqualTo("UNAVAILABLE");
  }

  @Test
  void followByTheProtocolWhereThePlanNamesNobodyElseAndInAnUndo() {
    systems.followStep(DEED.looking().following("work-1").toRequest());
    systems.followStep(DEED.undo().lookingAt(INVENTORY).following("work-1").toRequest());
    assertThat(network.calls).containsExactly("follow activate", "follow deactivate");
    assertThat(inventory.calls).isEmpty();
  }

  // Refusals that may be echoes

  @Test
  void findThatARefusalWasAnEcho() {
    inventory.look = once(Optional.empty(), Optional.of(FOUND));
    network.deed = ConfiguredSystemsTest::refusesAmbiguously;
    assertThat(systems.performStep(DEED.lookingAt(INVENTORY).toRequest())).isEqualTo(FOUND);
    assertThat(inventory.calls).containsExactly("look profile-status", "look profile-status");
  }

  @Test
  void rejectWhenARefusalWasNoEcho() {
    network.deed = ConfiguredSystemsTest::refusesAmbiguously;
    ApplicationFailure failure = failureOf(() -> systems.performStep(DEED.looking().toRequest()));
    assertThat(failure.getType()).isEqualTo("REJECTED");
    assertThat(failure.getCategory()).isEqualTo(ApplicationErrorCategory.BENIGN);
    assertThat(failure.getOriginalMessage()).isEqualTo("network/activate answered 8.2.1/3.3");
    assertThat(network.calls).containsExactly("look activate", "perform activate", "look activate");
  }

  @Test
  void doNotKnowWhetherARefusalWasAnEchoWhenTheyCannotLook() {
    network.look =
        once(
            Optional.empty(),
            failing(FailureKind.UNAVAILABLE.toFailure("network/activate answered 503")));
    network.deed = ConfiguredSystemsTest::refusesAmbiguously;
    ApplicationFailure failure = failureOf(() -> systems.performStep(DEED.looking().toRequest()));
    assertThat(failure.getType()).isEqualTo("UNCERTAIN");
  }

  @Test
  void needAnOperatorWhenNobodyIsToBeAskedWhetherARefusalWasAnEcho() {
    network.deed = ConfiguredSystemsTest::refusesAmbiguously;
    ApplicationFailure failure = failureOf(() -> systems.performStep(DEED.toRequest()));
    assertThat(failure.getType()).isEqualTo("NEEDS_OPERATOR");
    assertThat(failure.getOriginalMessage())
        .isEqualTo(
            "network/activate answered 8.2.1/3.3, perhaps as it is done already: find out which");
    assertThat(network.calls).containsExactly("perform activate");
  }

  @ParameterizedTest
  @CsvSource({"false, NEEDS_OPERATOR", "true, REJECTED"})
  void judgeARefusalInTheMiddleOfTheWorkAlike(boolean looking, String type) {
    network.work = ConfiguredSystemsTest::refusesAmbiguously;
    StepRequests request = looking ? DEED.looking() : DEED;
    ApplicationFailure failure =
        failureOf(() -> systems.followStep(request.following("work-1").toRequest()));
    assertThat(failure.getType()).isEqualTo(type);
  }

  // Undoing

  @Test
  void undoWithoutLookingUnlessTheyAreToldTo() {
    systems.undoStep(DEED.undo().toRequest());
    assertThat(network.calls).containsExactly("undo deactivate");
  }

  @Test
  void haveNothingToUndoWhenTheDeedDidNotHappen() {
    StepRequest request = DEED.undo().lookingAt(INVENTORY).toRequest();
    assertThat(systems.undoStep(request)).isEqualTo(StepResult.done(Map.of()));
    assertThat(inventory.calls).containsExactly("look profile-status");
    assertThat(network.calls).isEmpty();
  }

  @Test
  void lookForTheDeedNotForItsUndo() {
    systems.undoStep(DEED.undo().looking().toRequest());
    StepRequest asked = network.requests.getFirst();
    assertThat(asked.idempotencyKey()).isEqualTo(StepRequests.KEY);
    assertThat(asked.action()).isEqualTo("activate");
    assertThat(asked.undoes()).isNull();
    assertThat(asked.undoneAction()).isNull();
    assertThat(asked.effectiveDate()).isNull();
  }

  @Test
  void undoWhatIsFoundKnowingItsAnswer() {
    network.look = () -> Optional.of(FOUND);
    systems.undoStep(DEED.after("reserve", Map.of("imsi", "1")).undo().looking().toRequest());
    assertThat(network.calls).containsExactly("look activate", "undo deactivate");
    StepRequest undo = network.requests.getLast();
    assertThat(undo.undoes()).isEqualTo(StepRequests.KEY);
    assertThat(undo.idempotencyKey()).isEqualTo(StepRequests.KEY + ".undo");
    assertThat(undo.effectiveDate()).isEqualTo(StepRequests.UNDONE_AT);
    assertThat(undo.results())
        .isEqualTo(Map.of("reserve", Map.of("imsi", "1"), "activate", Map.of("by", "look")));
  }

  @Test
  void haveNothingToUndoWhenAnEarlierAttemptHasTakenBackWhatWasAnswered() {
    StepRequest request =
        DEED.after("activate", Map.of("by", "perform")).undo().lookingAt(INVENTORY).toRequest();
    assertThat(systems.undoStep(request)).isEqualTo(StepResult.done(Map.of()));
    assertThat(inventory.calls).containsExactly("look profile-status");
    assertThat(network.calls).isEmpty();
  }

  @Test
  void undoWhatStillStandsKnowingWhatItWasAnswered() {
    inventory.look = () -> Optional.of(FOUND);
    systems.undoStep(
        DEED.after("activate", Map.of("by", "perform")).undo().lookingAt(INVENTORY).toRequest());
    assertThat(network.calls).containsExactly("undo deactivate");
    assertThat(network.requests.getLast().results())
        .isEqualTo(Map.of("activate", Map.of("by", "perform")));
  }

  @Test
  void doNotLookForADeedThatWasAnsweredWhereItsOwnSystemWouldBeAsked() {
    systems.undoStep(DEED.after("activate", Map.of()).undo().looking().toRequest());
    assertThat(network.calls).containsExactly("undo deactivate");
  }

  @Test
  void undoWhatIsStillUnderWay() {
    network.look = () -> Optional.of(StepResult.pending("monitor-1"));
    systems.undoStep(DEED.undo().looking().toRequest());
    assertThat(network.calls).containsExactly("look activate", "undo deactivate");
    assertThat(network.requests.getLast().results()).isEmpty();
    assertThat(network.requests.getLast().reference()).isEqualTo("monitor-1");
  }

  /** It said so itself, and may be at it for longer than whoever is asked can see. */
  @Test
  void undoWhatTheSystemHasTakenThoughNothingIsSeenOfItYet() {
    systems.undoStep(DEED.undo().lookingAt(INVENTORY).following("work-1").toRequest());
    assertThat(inventory.calls).containsExactly("look profile-status");
    assertThat(network.calls).containsExactly("undo deactivate");
    assertThat(network.requests.getLast().reference()).isEqualTo("work-1");
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {"UNAVAILABLE", "UNCERTAIN", "NEEDS_OPERATOR"})
  void doNotUndoBlindly(FailureKind kind) {
    network.look = failing(kind.toFailure("network/deactivate answered 500"));
    ApplicationFailure failure =
        failureOf(() -> systems.undoStep(DEED.undo().looking().toRequest()));
    assertThat(failure.getType()).isEqualTo(kind.name());
    assertThat(network.calls).containsExactly("look activate");
  }

  @Test
  void rejectAnUndoThatIsRefusedForWhateverReason() {
    network.undo = ConfiguredSystemsTest::refusesAmbiguously;
    network.work = ConfiguredSystemsTest::refusesAmbiguously;
    assertThat(failureOf(() -> systems.undoStep(DEED.undo().toRequest())).getType())
        .isEqualTo("REJECTED");
    assertThat(
            failureOf(() -> systems.followStep(DEED.undo().following("work-1").toRequest()))
                .getType())
        .isEqualTo("REJECTED");
  }

  private void failsTheDeed(FailureKind kind, @Nullable Long pauseSeconds) {
    Duration pause = pauseSeconds == null ? null : Duration.ofSeconds(pauseSeconds);
    network.deed =
        () -> {
          throw kind.toFailure("network/activate answered 418", pause);
        };
  }

  private static StepResult refusesAmbiguously() {
    throw new AmbiguousRefusal("network/activate answered 8.2.1/3.3");
  }

  private static Supplier<Optional<StepResult>> failing(ApplicationFailure failure) {
    return () -> {
      throw failure;
    };
  }

  private static Supplier<Optional<StepResult>> once(
      Optional<StepResult> first, Optional<StepResult> then) {
    return once(first, () -> then);
  }

  private static Supplier<Optional<StepResult>> once(
      Optional<StepResult> first, Supplier<Optional<StepResult>> then) {
    boolean[] asked = {false};
    return () -> {
      if (asked[0]) {
        return then.get();
      }
      asked[0] = true;
      return first;
    };
  }
}
