package dev.turnup.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnup.standalone.stage.Offer;
import dev.turnup.standalone.stage.OnRealServer;
import dev.turnup.standalone.stage.Operation;
import dev.turnup.standalone.stage.Partner;
import dev.turnup.standalone.stage.Stage;
import dev.turnup.standalone.stage.Wish;
import dev.turnup.workflows.operation.OutcomeCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A parcel in the post, a link that was sent, an old SIM that is dead. */
@OnRealServer
@Execution(ExecutionMode.CONCURRENT)
class PointOfNoReturnIT {

  private static final Duration LONGER_THAN_THE_DEADLINE = Duration.ofSeconds(22);

  private static final Duration UNTIL_IT_HAS_ARRIVED = Duration.ofSeconds(6);

  private final Stage stage;

  PointOfNoReturnIT(Stage stage) {
    this.stage = stage;
  }

  @ParameterizedTest
  @CsvSource({
    "MULTISIM_BY_POST, expired start-charging",
    "SECURITY, expired send-activation-link",
    "SECURITY, empty start-charging"
  })
  void aServiceThatFailsThereIsHeldAndCompletedByARetry(Offer offer, String trouble) {
    Operation operation = stage.partner().creates(offer.service(trouble)).awaitHeld();
    assertThat(operation.status().path("cancellable").asBoolean()).isFalse();
    stage.partner().cancelsTooLate(operation);

    stage.operator().retries(operation);

    operation.createsTheService(offer.madeForService());
  }

  @Test
  void aParcelThatSurelyWasNotSentCanBeCancelledAndIsSentByARetry() {
    Offer offer = Offer.MULTISIM_BY_POST;
    Operation operation = stage.partner().creates(offer.service("expired ship-sim")).awaitHeld();
    assertThat(operation.status().path("cancellable").asBoolean()).isTrue();

    stage.operator().retries(operation);

    operation.createsTheService(offer.madeForService());
  }

  @Test
  void aParcelThatSurelyWasNotSentIsCancelledAndAllBeforeItUndone() {
    Partner partner = stage.partner();
    Operation operation =
        partner.creates(Offer.MULTISIM_BY_POST.service("expired ship-sim")).awaitHeld();

    partner.cancelsInTime(operation);

    operation.isCancelledAndLeavesNothing();
  }

  @Test
  void aParcelThatSurelyWasNotSentIsGivenUpAtTheDeadline() {
    Operation operation =
        stage.partner().creates(Offer.MULTISIM_BY_POST.service("expired ship-sim").inBrief());

    operation.failsAndLeavesNothing(OutcomeCode.TIMED_OUT);
  }

  @ParameterizedTest
  @CsvSource({
    "APPLEWATCH, expired retire-sim",
    "MULTISIM_BY_POST, empty retire-sim",
    "MOBILE, expired retire-sim",
    "DATASHARING, empty retire-sim",
    "TV, expired remove-old-box"
  })
  void aChangeOfDeviceThatFailsThereIsHeldAndCompletedByARetry(Offer offer, String trouble) {
    Operation operation = stage.partner().changesTheDevice(offer.device(trouble)).awaitHeld();
    assertThat(operation.status().path("cancellable").asBoolean()).isFalse();
    stage.partner().cancelsTooLate(operation);

    stage.operator().retries(operation);

    operation.changesTheDevice(offer.madeForDevice());
  }

  @ParameterizedTest
  @CsvSource({
    "MULTISIM, refuse switch-sim",
    "MULTISIM, refuse retire-sim",
    "MOBILE, refuse release-profile",
    "DATASHARING, refuse retire-sim",
    "TV, refuse remove-old-box"
  })
  void aChangeOfDeviceThatIsRefusedThereOrBeforeIsUndone(Offer offer, String trouble) {
    Operation operation = stage.partner().changesTheDevice(offer.device(trouble));

    operation.failsAndLeavesNothing(OutcomeCode.PROVISIONING_ROLLED_BACK);
  }

  /** Another phone, router or tablet is no reason to kill the SIM, or to take the box away. */
  @ParameterizedTest
  @CsvSource({
    "MOBILE, SMARTPHONE",
    "MULTISIM, TABLET",
    "DATASHARING, TABLET",
    "APPLEWATCH, OTHER",
    "TV, ROUTER",
    "TV, SMARTPHONE"
  })
  void aDeviceThatIsNeitherSimNorBoxIsPutDownAndNothingElseIsTouched(Offer offer, String category) {
    Wish wish = offer.device().ofCategory(category);
    // A first attempt in the workflow task has two seconds, which a busy machine may take.
    Operation done = stage.partner(false).changesTheDevice(wish);
    Operation refused =
        stage
            .partner()
            .changesTheDevice(offer.device("refuse replace-device").ofCategory(category));

    done.changesTheDevice(List.of("replacedDevices"));
    assertThat(done.calls()).containsExactly("replace-device");
    refused.failsAndLeavesNothing(OutcomeCode.PROVISIONING_REJECTED);
  }

  @Test
  void theOldSimWorksUntilTheNewCardHasArrived() {
    Offer offer = Offer.MULTISIM_BY_POST;
    Operation operation =
        stage
            .partner()
            .changesTheDevice(offer.device("pending await-delivery"))
            .awaitWaitingFor("WORLD");
    assertThat(operation.calls()).contains("ship-sim").doesNotContain("switch-sim", "retire-sim");
    await().pollDelay(UNTIL_IT_HAS_ARRIVED).until(() -> true);

    operation.run().signal("SystemNews", Map.of("step", "delivery"));

    operation.changesTheDevice(offer.madeForDevice());
  }

  @ParameterizedTest
  @ValueSource(strings = {"refuse await-delivery", "refuse switch-sim", "refuse retire-sim"})
  void aChangeThatIsRefusedWhenTheNewCardIsInThePostLeavesNothingButTheCard(String trouble) {
    Operation operation = stage.partner().changesTheDevice(Offer.MULTISIM_BY_POST.device(trouble));

    operation.leavesBehind(List.of("Ship the SIM card"), List.of("shipments"));
  }

  @Test
  void aChangeThatIsCancelledWhileTheNewCardIsInThePostLeavesNothingButTheCard() {
    Partner partner = stage.partner();
    Operation operation =
        partner
            .changesTheDevice(Offer.MULTISIM_BY_POST.device("pending await-delivery"))
            .awaitWaitingFor("WORLD");

    partner.cancelsInTime(operation);

    operation.isCancelledAndLeavesBehind(List.of("Ship the SIM card"), List.of("shipments"));
  }

  @Test
  void aSimThatIsAskedForAsAProfileIsNeverPosted() {
    Operation operation =
        stage.partner().creates(Offer.MULTISIM_BY_POST.service().with("sim_type", "eSIM"));

    operation.createsTheService(Offer.MULTISIM.madeForService());
    assertThat(operation.calls()).contains("release-profile").doesNotContain("ship-sim");
  }

  @ParameterizedTest
  @CsvSource({"MULTISIM_BY_POST", "SECURITY"})
  void aRefusalAfterItIsNotUndoneButHeldAgainAndAgainUntilItIsLeftOut(Offer offer) {
    Operation operation =
        stage.partner().creates(offer.service("refuse start-charging")).awaitHeld();

    stage.operator().retries(operation);
    operation.awaitCalls("start-charging", 2).awaitHeld();
    stage.operator().skips(operation, Map.of());

    operation.createsTheService(
        offer.madeForService().stream().filter(made -> !made.equals("charges")).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "MULTISIM_BY_POST, Ship the SIM card, shipments",
    "SECURITY, Send the activation link, activationLinks"
  })
  void whoeverGivesUpAfterItIsToldWhatIsLeftBehind(Offer offer, String step, String left) {
    Operation operation =
        stage.partner().creates(offer.service("refuse start-charging")).awaitHeld();

    stage.operator().givesUp(operation);

    operation.leavesBehind(List.of(step), List.of(left));
  }

  @Test
  void aParcelOfWhichNobodyHeardIsNotSentTwiceButLookedForByAnOperator() {
    Offer offer = Offer.MULTISIM_BY_POST;
    Operation operation = stage.partner().creates(offer.service("lost ship-sim")).awaitHeld();
    assertThat(operation.calls("ship-sim")).isEqualTo(1);

    stage.operator().skips(operation, Map.of("shipment_id", "parcel-found-by-hand"));

    operation.createsTheService(offer.madeForService());
    assertThat(operation.calls("ship-sim")).isEqualTo(1);
  }

  @Test
  void aParcelThatAnOperatorFindsUnsentIsSentOnce() {
    Offer offer = Offer.MULTISIM_BY_POST;
    Operation operation = stage.partner().creates(offer.service("reset ship-sim")).awaitHeld();
    assertThat(operation.atTheBackEnds()).doesNotContain("shipments");

    stage.operator().retries(operation);

    operation.createsTheService(offer.madeForService());
  }

  @ParameterizedTest
  @CsvSource({"flaky ship-sim", "busy ship-sim"})
  void aParcelThatWasSurelyNotSentIsTriedAgainWithoutAnOperator(String trouble) {
    Offer offer = Offer.MULTISIM_BY_POST;
    Operation operation = stage.partner().creates(offer.service(trouble));

    operation.createsTheService(offer.madeForService());
    assertThat(operation.calls("ship-sim")).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"lost send-activation-link", "garbage send-activation-link"})
  void aLinkOfWhichNobodyHeardIsAskedForAgainAndSentOnce(String trouble) {
    Operation operation = stage.partner().creates(Offer.SECURITY.service(trouble));

    operation.createsTheService(Offer.SECURITY.madeForService());
    assertThat(operation.calls("send-activation-link")).isEqualTo(2);
  }

  @Test
  void theDeadlineCountsNoMoreAfterIt() {
    Offer offer = Offer.SECURITY;
    Operation operation =
        stage.partner().creates(offer.service("expired start-charging").inBrief()).awaitHeld();

    await()
        .during(LONGER_THAN_THE_DEADLINE)
        .atMost(LONGER_THAN_THE_DEADLINE.multipliedBy(2))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> operation.status().path("state").asString().equals("held"));
    stage.operator().retries(operation);

    operation.createsTheService(offer.madeForService());
  }
}
