package dev.turnup.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnup.standalone.stage.Offer;
import dev.turnup.standalone.stage.OnRealServer;
import dev.turnup.standalone.stage.Operation;
import dev.turnup.standalone.stage.Partner;
import dev.turnup.standalone.stage.Stage;
import dev.turnup.workflows.operation.OutcomeCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that never came, that came too early, and that are not what they seem. */
@OnRealServer
@Execution(ExecutionMode.CONCURRENT)
class AmbiguityIT {

  private static final Duration UNTIL_IT_IS_LAID = Duration.ofSeconds(6);
  private static final Duration UNTIL_WE_GAVE_IT_UP = Duration.ofMillis(2500);

  private final Stage stage;

  AmbiguityIT(Stage stage) {
    this.stage = stage;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPolicyOfWhichNobodyHeardIsFoundAndNotIssuedTwice(boolean localFirst) {
    Offer offer = Offer.DEVICEINSURANCE;
    Operation operation =
        stage.partner(localFirst).creates(offer.service("lost issue-policy").withoutServiceId());

    operation.createsTheService(offer.madeForService());
    assertThat(operation.calls("issue-policy")).isEqualTo(1);
    assertThat(operation.serviceId()).as("the policy's number").matches("35[0-9]{14}");
  }

  @Test
  void aPolicyOfWhichNobodyHeardIsFoundAndCancelledAsOfADate() {
    Instant before = Instant.now();
    Operation operation =
        stage
            .partner()
            .creates(Offer.DEVICEINSURANCE.service("lost issue-policy and refuse start-charging"));

    operation.failsAndLeavesNothing(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(operation.calls("issue-policy")).isEqualTo(1);
    assertThat(operation.calls("cancel-policy")).isEqualTo(1);
    assertThat(operation.policies())
        .singleElement()
        .satisfies(
            policy -> {
              assertThat(policy.path("state").asString()).isEqualTo("CANCELLED");
              assertThat(Instant.parse(policy.path("effective_date").asString()))
                  .isBetween(before, Instant.now());
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"reset issue-policy", "garbage issue-policy", "flaky issue-policy"})
  void aPolicyThatIsNotFoundIsIssued(String trouble) {
    Offer offer = Offer.DEVICEINSURANCE;
    Operation operation = stage.partner().creates(offer.service(trouble));

    operation.createsTheService(offer.madeForService());
  }

  @ParameterizedTest
  @CsvSource({
    "lost download-order, true",
    "lost download-order, false",
    "lost confirm-order, true",
    "lost confirm-order, false",
    "lost release-profile, true",
    "lost release-profile, false",
    "lost download-order and flaky profile-status, true",
    "lost confirm-order and flaky profile-status, false"
  })
  void aProfileIsReadBackAndNothingIsAskedForTwice(String trouble, boolean localFirst) {
    Offer offer = Offer.APPLEWATCH;
    Operation operation = stage.partner(localFirst).creates(offer.service(trouble));

    operation.createsTheService(offer.madeForService());
    assertThat(operation.calls())
        .containsOnlyOnce("download-order", "confirm-order", "release-profile");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aProfileThatSomebodyElseHoldsIsNotMistakenForOurs(boolean localFirst) {
    Operation operation =
        stage.partner(localFirst).creates(Offer.APPLEWATCH.service("taken download-order"));

    operation.failsAndLeavesNothing(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(operation.calls()).doesNotContain("cancel-order");
  }

  @Test
  void aCancellationOfWhichNobodyHeardIsNoTrouble() {
    Operation operation =
        stage
            .partner()
            .creates(Offer.APPLEWATCH.service("refuse start-charging and lost cancel-order"));

    operation.failsAndLeavesNothing(OutcomeCode.PROVISIONING_ROLLED_BACK);
    // Whoever knows the profiles is asked again, and says that the order is gone.
    assertThat(operation.calls("cancel-order")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "MOBILE, lost add-subscriber, true",
    "MOBILE, lost add-voice, false",
    "DATASHARING, lost create-group, true",
    "MULTISIM, lost attach-to-plan, true",
    "MOBILE, garbage add-subscriber, true",
    "MOBILE, reset set-barrings, false"
  })
  void anActivationOfWhichNobodyHeardIsMadeOnce(Offer offer, String trouble, boolean localFirst) {
    Operation operation = stage.partner(localFirst).creates(offer.service(trouble));

    operation.createsTheService(offer.madeForService());
    String action = trouble.substring(trouble.indexOf(' ') + 1);
    assertThat(operation.calls(action)).isEqualTo(trouble.startsWith("lost") ? 1 : 2);
  }

  @Test
  void anActivationAndItsUndoOfWhichNobodyHeardLeaveNothing() {
    Operation operation =
        stage
            .partner()
            .creates(
                Offer.MOBILE.service(
                    "lost add-subscriber and lost remove-subscriber and refuse start-charging"));

    operation.failsAndLeavesNothing(OutcomeCode.PROVISIONING_ROLLED_BACK);
  }

  /** A web page with status 200, as somebody's proxy answers, says nothing of the system. */
  @ParameterizedTest
  @CsvSource({
    "release-sim, true",
    "remove-voice, true",
    "release-sim, false",
    "remove-voice, false"
  })
  void anUndoThatSomebodyElseAnsweredIsAskedForAgain(String undo, boolean localFirst) {
    Operation operation =
        stage
            .partner(localFirst)
            .creates(Offer.MOBILE.service("garbage " + undo + " and refuse start-charging"));

    operation.failsAndLeavesNothing(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(operation.calls(undo)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSwitchOfWhichNobodyHeardIsMadeOnce(boolean localFirst) {
    Offer offer = Offer.MOBILE;
    Operation operation =
        stage.partner(localFirst).changesTheDevice(offer.device("lost switch-sim"));

    operation.changesTheDevice(offer.madeForDevice());
    assertThat(operation.calls("switch-sim")).isEqualTo(1);
  }

  @Test
  void aSwitchOfWhichNobodyHeardIsSwitchedBackByAnOperatorAsNobodyKnowsWhatItWas() {
    Operation operation =
        stage
            .partner()
            .changesTheDevice(Offer.MOBILE.device("lost switch-sim and refuse retire-sim"))
            .awaitHeld();

    stage.operator().givesUp(operation);

    operation.leavesBehind(List.of("Switch the line to the new SIM"), List.of("changed service"));
  }

  @ParameterizedTest
  @CsvSource({
    "MOBILE, pending add-subscriber, true",
    "MOBILE, pending open-account, false",
    "APPLEWATCH, pending add-secondary-sim, true",
    "DATASHARING, pending create-group, true",
    "TV, pending add-products, true",
    "SECURITY, pending send-activation-link, false",
    "DEVICEINSURANCE, pending start-charging, true",
    "DEVICEINSURANCE, pending issue-policy, true",
    "DEVICEINSURANCE, pending issue-policy, false",
    "MOBILE, pending reserve-number and pending add-voice and pending start-charging, true"
  })
  void workThatTakesItsTimeIsWaitedFor(Offer offer, String trouble, boolean localFirst) {
    Operation operation = stage.partner(localFirst).creates(offer.service(trouble));

    operation.createsTheService(offer.madeForService());
  }

  /** A courier who neither knows keys nor is asked for parcels has said all that he will say. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void workThatCanNeitherBeAskedForAgainNorLookedUpIsLeftToItsSystem(boolean localFirst) {
    Offer offer = Offer.MULTISIM_BY_POST;
    Operation operation = stage.partner(localFirst).creates(offer.service("pending ship-sim"));
    operation.awaitSuccess();

    operation.awaitDone("ship").createsTheService(offer.madeForService());
    assertThat(operation.calls("ship-sim")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "TV, pending open-account, true",
    "TV, pending add-products, true",
    "DEVICEINSURANCE, pending issue-policy, true",
    "DEVICEINSURANCE, pending issue-policy, false"
  })
  void workThatIsCancelledBeforeItIsDoneIsTakenBackAfterThat(
      Offer offer, String trouble, boolean localFirst) {
    Partner partner = stage.partner(localFirst);
    Operation operation =
        partner.creates(offer.service(trouble)).awaitCall(OutcomesIT.action(trouble));

    partner.cancelsInTime(operation);

    operation.isCancelledAndLeavesNothing();
    assertThat(operation.deeds()).containsValue("UNDONE");
  }

  /** By itself it would be asked about after a minute. */
  @ParameterizedTest
  @CsvSource({
    "MOBILE, pending add-subscriber, subscriber, true",
    "MOBILE, pending add-voice, voice, false",
    "APPLEWATCH, pending add-secondary-sim, network, true"
  })
  void workIsAskedAboutAsSoonAsItsSystemReportsThatItsMonitorHasChanged(
      Offer offer, String trouble, String step, boolean localFirst) {
    Operation operation = stage.partner(localFirst).creates(offer.service(trouble).inLeisure());

    operation.createsTheService(offer.madeForService());
    assertThat(operation.wasAskedAboutOnNewsOf(step)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "MOBILE, pending remove-voice and refuse start-charging",
    "TV, pending close-account and refuse start-charging",
    "DEVICEINSURANCE, pending cancel-policy and refuse start-charging"
  })
  void anUndoThatTakesItsTimeIsWaitedFor(Offer offer, String trouble) {
    Operation operation = stage.partner().creates(offer.service(trouble));

    operation.failsAndLeavesNothing(OutcomeCode.PROVISIONING_ROLLED_BACK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pending switch-sim", "pending add-sim and pending switch-sim"})
  void aSwitchThatTakesItsTimeIsWaitedFor(String trouble) {
    Offer offer = Offer.DATASHARING;
    Operation operation = stage.partner().changesTheDevice(offer.device(trouble));

    operation.changesTheDevice(offer.madeForDevice());
  }

  @Test
  void aSwitchThatTookItsTimeIsSwitchedBack() {
    Operation operation =
        stage
            .partner()
            .changesTheDevice(
                Offer.MOBILE.device(
                    "pending switch-sim and pending switch-back and refuse retire-sim"));

    operation.failsAndLeavesNothing(OutcomeCode.PROVISIONING_ROLLED_BACK);
  }

  @ParameterizedTest
  @CsvSource({
    "MOBILE, inerror add-subscriber",
    "MOBILE, inerror add-voice",
    "MULTISIM_BY_POST, inerror add-secondary-sim",
    "DATASHARING, inerror refresh-policy"
  })
  void workThatWasTakenAndFailedIsUndone(Offer offer, String trouble) {
    Operation operation = stage.partner().creates(offer.service(trouble));

    operation.failsAndLeavesNothing(OutcomeCode.PROVISIONING_ROLLED_BACK);
  }

  @Test
  void workThatWasTakenIsUndoneWhenThePartnerCancels() {
    Operation operation =
        stage
            .partner()
            .creates(Offer.MOBILE.service("pending add-voice and dead start-charging"))
            .awaitCall("add-voice");

    stage.partner().cancelsInTime(operation);

    operation.isCancelledAndLeavesNothing();
  }

  /** We give up after two seconds, and the system does it after five: the undo has to wait. */
  @ParameterizedTest
  @CsvSource({
    "MOBILE, add-subscriber, remove-subscriber",
    "APPLEWATCH, download-order, cancel-order",
    "DEVICEINSURANCE, issue-policy, cancel-policy"
  })
  void aDeedThatComesAfterTheCancellationIsUndone(Offer offer, String deed, String undo) {
    Operation operation = stage.partner().creates(offer.service("slow " + deed)).awaitCall(deed);
    await().pollDelay(UNTIL_WE_GAVE_IT_UP).until(() -> true);

    stage.partner().cancelsInTime(operation);

    operation.isCancelledAndLeavesNothing();
    assertThat(operation.calls(deed)).isEqualTo(1);
    assertThat(operation.calls(undo)).as("it came, and was found").isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void workWithoutAMonitorIsLookedFor(boolean localFirst) {
    Offer offer = Offer.MOBILE;
    Operation operation = stage.partner(localFirst).creates(offer.service("silent add-subscriber"));

    operation.createsTheService(offer.madeForService());
    assertThat(operation.wasAskedAboutOnNewsOf("subscriber")).isFalse();
    assertThat(operation.duration()).isGreaterThan(Duration.ofSeconds(5));
  }

  /**
   * Nobody hears that it was taken back. Asked again, the system looks as if it had not done it
   * yet: an attempt that does not know that it was seen done would wait for it, for a day.
   */
  @Test
  void workWithoutAMonitorIsWaitedForByItsUndoAndNotOnceMoreWhenThatIsUnheardOf() {
    Operation operation =
        stage
            .partner()
            .creates(
                Offer.MOBILE.service(
                    "silent add-voice and lost remove-voice and dead start-charging"))
            .awaitCall("add-voice");

    stage.partner().cancelsInTime(operation);

    operation.isCancelledAndLeavesNothing();
  }

  @Test
  void aFibreThatIsLaidMeanwhileIsAskedForAsSoonAsThereIsNews() {
    Offer offer = Offer.TV;
    Operation operation =
        stage
            .partner()
            .creates(offer.service("pending await-fibre").with("ftth_work_order_id", "FTTH-17"))
            .awaitWaitingFor("WORLD");
    assertThat(operation.status().path("jeopardy").asBoolean()).isFalse();
    await().pollDelay(UNTIL_IT_IS_LAID).until(() -> true);

    operation.run().signal("SystemNews", Map.of("step", "fibre"));

    operation.createsTheService(offer.madeForService());
    // By itself it would have been asked again after a minute.
    assertThat(operation.duration()).isLessThan(Duration.ofSeconds(50));
  }
}
