package dev.turnup.activities.es2plus;

import static dev.turnup.activities.es2plus.Es2PlusSteps.EID;
import static dev.turnup.activities.es2plus.Es2PlusSteps.ICCID;
import static dev.turnup.activities.es2plus.Es2PlusSteps.MATCHING_ID;
import static dev.turnup.activities.es2plus.Es2PlusSteps.OTHER_EID;
import static dev.turnup.activities.es2plus.Es2PlusSteps.PROFILE_TYPE;
import static dev.turnup.activities.es2plus.Es2PlusSteps.STEP;
import static dev.turnup.activities.es2plus.Es2PlusSteps.deed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.activities.es2plus.FakeSmDpPlus.State;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Against an SM-DP+ that keeps profiles, loses answers and sees devices fetch profiles. */
@ExtendWith(OutputCaptureExtension.class)
class Es2PlusLifeCycleTest {

  private static final String OTHER_ICCID = "8934011411551283151";

  private final FakeSmDpPlus smDpPlus = new FakeSmDpPlus().stock(ICCID, PROFILE_TYPE);
  private final LoopbackConnection connection = new LoopbackConnection(smDpPlus.address());
  private final Es2PlusSystem system = connection.system();

  @AfterEach
  void saysNothingPersonal(CapturedOutput output) {
    connection.close();
    smDpPlus.close();
    Failures.assertSilent(output.getAll());
  }

  // Forward

  @Test
  void walksAProfileFromTheInventoryToItsRelease() {
    assertThat(perform(deed("download-order"))).isEqualTo(Map.of("iccid", ICCID));
    assertThat(smDpPlus.state(ICCID)).isEqualTo(State.LINKED);
    assertThat(perform(deed("confirm-order")))
        .isEqualTo(
            Map.of("matching_id", MATCHING_ID, "smdp_address", FakeSmDpPlus.ADDRESS, "eid", EID));
    assertThat(smDpPlus.state(ICCID)).isEqualTo(State.CONFIRMED);
    assertThat(perform(deed("release-profile"))).isEmpty();
    assertThat(smDpPlus.state(ICCID)).isEqualTo(State.RELEASED);
  }

  @Test
  void allocatesAProfileAsLongAsNoEidIsKnown() {
    perform(deed("download-order").without("secondary_eid"));
    assertThat(smDpPlus.state(ICCID)).isEqualTo(State.ALLOCATED);
    assertThat(perform(deed("confirm-order").without("secondary_eid"))).doesNotContainKey("eid");
    assertThat(smDpPlus.state(ICCID)).isEqualTo(State.CONFIRMED);
  }

  @Test
  void ordersAnyProfileOfATypeAndGoesOnWithTheOneThatWasReserved() {
    smDpPlus.stock(OTHER_ICCID, "P1");
    Es2PlusSteps byType =
        deed("download-order").without("secondary_iccid").with("profile_type", "P1");
    Map<String, Object> reserved = perform(byType);
    assertThat(reserved).isEqualTo(Map.of("iccid", OTHER_ICCID));
    perform(deed("confirm-order").after("reserve", reserved));
    assertThat(smDpPlus.state(OTHER_ICCID)).isEqualTo(State.CONFIRMED);
  }

  @Test
  void releasesWithTheConfirmationIfThatIsTold() {
    perform(deed("download-order"));
    perform(deed("confirm-order").with("release_at_confirm", "true"));
    assertThat(smDpPlus.state(ICCID)).isEqualTo(State.RELEASED);
  }

  @Test
  void needsAnOperatorWhenNoProfileOfTheTypeIsLeftAndGoesOnOnceThereIs() {
    Es2PlusSteps byType =
        deed("download-order").without("secondary_iccid").with("profile_type", PROFILE_TYPE);
    perform(byType);
    Failures failure = Failures.of(() -> perform(byType));
    assertThat(failure.kind()).isEqualTo("NEEDS_OPERATOR");
    assertThat(failure.message())
        .isEqualTo(
            "sm-dp-plus/download-order failed with 8.2.5/3.7: no profile of this type is left"
                + " (SGP.22, table 24)");
    smDpPlus.stock(OTHER_ICCID, PROFILE_TYPE);
    assertThat(perform(byType)).isEqualTo(Map.of("iccid", OTHER_ICCID));
  }

  // Answers that are lost

  @Test
  void doesNotTakeTheEchoOfALostOrderForARefusal() {
    smDpPlus.loseNextAnswer();
    assertThat(Failures.of(() -> perform(deed("download-order"))).kind()).isEqualTo("UNCERTAIN");
    assertThat(smDpPlus.state(ICCID)).isEqualTo(State.LINKED);
    assertThat(Failures.of(() -> perform(deed("download-order"))).kind()).isEqualTo("AMBIGUOUS");
  }

  @Test
  void doesNotTakeTheEchoOfALostConfirmationForARefusal() {
    perform(deed("download-order"));
    smDpPlus.loseNextAnswer();
    assertThat(Failures.of(() -> perform(deed("confirm-order"))).kind()).isEqualTo("UNCERTAIN");
    assertThat(smDpPlus.state(ICCID)).isEqualTo(State.CONFIRMED);
    assertThat(Failures.of(() -> perform(deed("confirm-order"))).kind()).isEqualTo("AMBIGUOUS");
  }

  @Test
  void releasesAgainWhenTheAnswerIsLost() {
    walkTo(State.CONFIRMED);
    smDpPlus.loseNextAnswer();
    assertThat(Failures.of(() -> perform(deed("release-profile"))).kind()).isEqualTo("UNCERTAIN");
    perform(deed("release-profile"));
    assertThat(smDpPlus.state(ICCID)).isEqualTo(State.RELEASED);
  }

  @Test
  void doesNotTakeItForARefusalIfADeviceWasFasterThanTheSecondRelease() {
    walkTo(State.CONFIRMED);
    smDpPlus.loseNextAnswer();
    Failures.of(() -> perform(deed("release-profile")));
    smDpPlus.download(ICCID);
    assertThat(Failures.of(() -> perform(deed("release-profile"))).kind()).isEqualTo("AMBIGUOUS");
  }

  // Back

  @ParameterizedTest
  @CsvSource({"ALLOCATED", "LINKED", "CONFIRMED", "RELEASED"})
  void returnsTheProfileToTheInventory(State state) {
    Es2PlusSteps undo = walkTo(state);
    assertThat(undo(undo)).isEmpty();
    assertThat(smDpPlus.state(ICCID)).isEqualTo(State.AVAILABLE);
    assertThat(smDpPlus.lastCall().path("finalProfileStatusIndicator").asText())
        .isEqualTo("Available");
  }

  @Test
  void leavesADownloadedProfileBehind() {
    Es2PlusSteps undo = walkTo(State.RELEASED);
    smDpPlus.download(ICCID);
    Failures failure = Failures.of(() -> undo(undo));
    assertThat(failure.kind()).isEqualTo("REJECTED");
    assertThat(failure.message())
        .isEqualTo(
            "sm-dp-plus/cancel-order failed with 8.2.1/3.3: the profile is downloaded (SGP.22,"
                + " table 30)");
    assertThat(smDpPlus.state(ICCID)).isEqualTo(State.DOWNLOADED);
  }

  @Test
  void cancelsAnOrderWhoseAnswerWasLost() {
    smDpPlus.loseNextAnswer();
    Failures.of(() -> perform(deed("download-order")));
    undo(Es2PlusSteps.undo());
    assertThat(smDpPlus.state(ICCID)).isEqualTo(State.AVAILABLE);
  }

  @Test
  void cannotCancelAnOrderWhoseMatchingIdWasLostAndSaysSo() {
    perform(deed("download-order"));
    smDpPlus.loseNextAnswer();
    Failures.of(() -> perform(deed("confirm-order")));
    assertThat(Failures.of(() -> undo(Es2PlusSteps.undo())))
        .isEqualTo(
            new Failures(
                "REJECTED",
                "sm-dp-plus/cancel-order failed with 8.2.6/3.10: the order has another matching"
                    + " id (SGP.22, table 30)"));
    assertThat(smDpPlus.state(ICCID)).isEqualTo(State.CONFIRMED);
  }

  @Test
  void canCancelItIfTheMatchingIdIsOurs() {
    perform(deed("download-order"));
    smDpPlus.loseNextAnswer();
    Failures.of(() -> perform(deed("confirm-order").with("matching_id", "OURS-1")));
    undo(Es2PlusSteps.undo().with("matching_id", "OURS-1"));
    assertThat(smDpPlus.state(ICCID)).isEqualTo(State.AVAILABLE);
  }

  @Test
  void doesNotCancelTheOrderOfSomebodyElse() {
    perform(deed("download-order").with("secondary_eid", OTHER_EID));
    assertThat(Failures.of(() -> undo(Es2PlusSteps.undo())).kind()).isEqualTo("REJECTED");
    assertThat(smDpPlus.state(ICCID)).isEqualTo(State.LINKED);
  }

  /** There is no code for it: an alarm too many, and never one too few. */
  @Test
  void raisesAnAlarmIfACancellationWasDoneButItsAnswerLost() {
    Es2PlusSteps undo = walkTo(State.LINKED);
    smDpPlus.loseNextAnswer();
    assertThat(Failures.of(() -> undo(undo)).kind()).isEqualTo("UNCERTAIN");
    assertThat(smDpPlus.state(ICCID)).isEqualTo(State.AVAILABLE);
    assertThat(Failures.of(() -> undo(undo)).kind()).isEqualTo("REJECTED");
  }

  @Test
  void hasNothingToUndoIfTheSmDpPlusDoesNotKnowTheProfile() {
    assertThat(undo(Es2PlusSteps.undo().with("secondary_iccid", OTHER_ICCID))).isEmpty();
    assertThat(smDpPlus.calls()).hasSize(1);
  }

  @Test
  void needsAnOperatorIfTheSmDpPlusNoLongerKnowsTheProfileThatItReserved() {
    Failures failure =
        Failures.of(() -> undo(Es2PlusSteps.undo().after(STEP, Map.of("iccid", OTHER_ICCID))));
    assertThat(failure.kind()).isEqualTo("NEEDS_OPERATOR");
    assertThat(failure.message())
        .isEqualTo(
            "sm-dp-plus/cancel-order failed with 8.2.1/3.9: the ICCID is unknown (SGP.22, table"
                + " 30), although the order was placed");
  }

  @Test
  void hasNothingToUndoAndNothingToSayIfNothingCouldBeOrdered() {
    assertThat(undo(Es2PlusSteps.undo().without("secondary_iccid"))).isEmpty();
    assertThat(undo(Es2PlusSteps.undo().with("secondary_iccid", "0815"))).isEmpty();
    assertThat(undo(Es2PlusSteps.undo().with("secondary_eid", "0815"))).isEmpty();
    assertThat(smDpPlus.calls()).isEmpty();
  }

  @Test
  void leavesBehindWhatMayBeReservedUnderAnIccidThatNobodyKnows() {
    Es2PlusSteps undo =
        Es2PlusSteps.undo().without("secondary_iccid").with("profile_type", PROFILE_TYPE);
    assertThat(Failures.of(() -> undo(undo)))
        .isEqualTo(
            new Failures(
                "REJECTED", "sm-dp-plus/cancel-order was not sent: the fact 'iccid' is not known"));
  }

  @Test
  void isRefusedIfADeedIsToCancelAnOrderThatNobodyKnows() {
    Es2PlusSteps cancel = deed("cancel-order").with("secondary_iccid", OTHER_ICCID);
    assertThat(Failures.of(() -> perform(cancel)).kind()).isEqualTo("REJECTED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"F", ""})
  void namesTheSameProfileWithAndWithoutPadding(String padding) {
    assertThat(perform(deed("download-order").with("secondary_iccid", ICCID + padding)))
        .isEqualTo(Map.of("iccid", ICCID));
    assertThat(smDpPlus.lastCall().path("iccid").asText()).isEqualTo(ICCID);
  }

  /** Performs what leads there, and returns what takes it back. */
  private Es2PlusSteps walkTo(State state) {
    Es2PlusSteps download = deed("download-order");
    if (state == State.ALLOCATED) {
      return Es2PlusSteps.undo().after(STEP, perform(download.without("secondary_eid")));
    }
    Es2PlusSteps undo = Es2PlusSteps.undo().after(STEP, perform(download));
    if (state != State.LINKED) {
      undo = undo.after("confirm", perform(deed("confirm-order")));
    }
    if (state == State.RELEASED) {
      perform(deed("release-profile"));
    }
    assertThat(smDpPlus.state(ICCID)).isEqualTo(state);
    return undo;
  }

  private Map<String, Object> perform(Es2PlusSteps step) {
    return system.perform(step.toRequest()).answer();
  }

  private Map<String, Object> undo(Es2PlusSteps step) {
    return system.undo(step.toRequest()).answer();
  }
}
