package dev.turnup.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.standalone.simulator.ScriptedIccid;
import dev.turnup.standalone.stage.Http;
import dev.turnup.standalone.stage.Offer;
import dev.turnup.standalone.stage.OnRealServer;
import dev.turnup.standalone.stage.Operation;
import dev.turnup.standalone.stage.Operator;
import dev.turnup.standalone.stage.Partner;
import dev.turnup.standalone.stage.Stage;
import dev.turnup.workflows.operation.OutcomeCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every way in which an operation can end, for every service that is offered: what the partner
 * hears, and what is left at the back ends. The tests are named after the classes of outcomes.
 */
@OnRealServer
@Execution(ExecutionMode.CONCURRENT)
class OutcomesIT {

  /** One for each offer, as {@link OutcomesTest} sees to. */
  static final Map<Offer, String> DEAD_FOR_TOO_LONG =
      Map.of(
          Offer.APPLEWATCH, "dead download-order",
          Offer.MULTISIM, "dead add-secondary-sim",
          Offer.MULTISIM_BY_POST, "dead attach-to-plan",
          Offer.MOBILE, "dead set-barrings",
          Offer.TV, "dead start-charging",
          Offer.DATASHARING, "dead create-group",
          Offer.SECURITY, "dead create-licence",
          Offer.DEVICEINSURANCE, "dead issue-policy");

  private final Stage stage;

  OutcomesIT(Stage stage) {
    this.stage = stage;
  }

  @ParameterizedTest
  @EnumSource
  void done(Offer offer) {
    Operation operation = stage.partner().creates(offer.service());

    operation.createsTheService(offer.madeForService());
    assertThat(operation.deeds()).containsValue("DONE").doesNotContainValue("UNDONE");
  }

  @ParameterizedTest
  @CsvSource({
    "APPLEWATCH, refuse check-eligibility",
    "MULTISIM, refuse check-line",
    "MULTISIM_BY_POST, refuse check-line",
    "MOBILE, refuse reserve-number",
    "TV, refuse open-account",
    "DATASHARING, refuse check-members",
    "SECURITY, refuse check-entitlement",
    "DEVICEINSURANCE, refuse check-feasibility"
  })
  void permanent_whoeverIsRefusedAtOnceFindsNothingChanged(Offer offer, String trouble) {
    Operation operation = stage.partner().creates(offer.service(trouble));

    operation.failsAndLeavesNothing(OutcomeCode.PROVISIONING_REJECTED);
    assertThat(operation.deeds()).doesNotContainValue("UNDONE");
  }

  @Test
  void permanent_whatIsNeededAndNobodyTellsIsNamed() {
    Operation operation =
        stage
            .partner()
            .creates(Offer.APPLEWATCH.service("empty reserve-sim").without("secondary_iccid"))
            .awaitHeld();

    // Not what the inventory would have answered, and so nobody knows which profile to order.
    stage.operator().skips(operation, Map.of("imsi", "214030000000001"));

    operation.failsAsItIsNotToldAndLeavesNothing("iccid");
  }

  @ParameterizedTest
  @CsvSource({
    "APPLEWATCH, refuse start-charging",
    "MULTISIM, refuse release-profile",
    "MULTISIM_BY_POST, refuse ship-sim",
    "MOBILE, refuse start-charging",
    "TV, refuse start-charging",
    "DATASHARING, refuse refresh-policy",
    "SECURITY, refuse send-activation-link",
    "DEVICEINSURANCE, refuse start-charging"
  })
  void compensated_whatWasDoneBeforeARefusalIsUndone(Offer offer, String trouble) {
    Operation operation = stage.partner().creates(offer.service(trouble));

    operation.failsAndLeavesNothing(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(operation.deeds()).containsValue("UNDONE");
  }

  /** Two minutes each, and so at once. */
  @Test
  void transientExhausted_whatIsDeadForLongerThanAStepIsTriedLeavesNothing() {
    Partner partner = stage.partner();
    List<Operation> operations =
        DEAD_FOR_TOO_LONG.entrySet().stream()
            .map(dead -> partner.creates(dead.getKey().service(dead.getValue()).inHaste()))
            .toList();

    operations.forEach(
        operation -> operation.failsAndLeavesNothing(OutcomeCode.PROVISIONING_UNAVAILABLE));
  }

  @ParameterizedTest
  @CsvSource({
    "APPLEWATCH, empty download-order",
    "MULTISIM, expired attach-to-plan",
    "MULTISIM_BY_POST, empty reserve-sim",
    "MOBILE, empty reserve-number",
    "TV, empty assign-box",
    "DATASHARING, empty create-group",
    "SECURITY, expired create-licence",
    "DEVICEINSURANCE, expired issue-policy"
  })
  void needsOperator_whoSeesToItAndHasTheStepTriedAgain(Offer offer, String trouble) {
    Operation operation = stage.partner().creates(offer.service(trouble)).awaitHeld();

    assertThat(stage.operator().retries(operation)).contains("tries again");

    operation.createsTheService(offer.madeForService());
  }

  @Test
  void needsOperator_whoHasNothingButTheCommandLine() {
    Operator operator = stage.operatorAtTheCommandLine();
    Operation mended =
        stage.partner().creates(Offer.MOBILE.service("empty reserve-number")).awaitHeld();
    Operation skipped =
        stage.partner().creates(Offer.MOBILE.service("contradictory set-barrings")).awaitHeld();
    Operation hopeless =
        stage.partner().creates(Offer.MOBILE.service("contradictory add-voice")).awaitHeld();

    assertThat(operator.retries(mended)).contains("tries again");
    assertThat(operator.skips(skipped, Map.of())).contains("skips");
    assertThat(operator.givesUp(hopeless)).contains("gives up");

    mended.createsTheService(Offer.MOBILE.madeForService());
    skipped.createsTheService(
        Offer.MOBILE.madeForService().stream()
            .filter(made -> !made.equals("set-barrings active"))
            .toList());
    hopeless.failsAndLeavesNothing(OutcomeCode.OPERATOR_NEEDED);
  }

  @Test
  void needsOperator_whoCorrectsWhatThePartnerTold() {
    Offer offer = Offer.APPLEWATCH;
    Operator operator = stage.operatorAtTheCommandLine();
    Operation operation = stage.partner().creates(offer.service("empty reserve-sim")).awaitHeld();
    String iccid = ScriptedIccid.ordinary();

    operator.changes(operation, "service_details.secondary_iccid", iccid);
    operator.retries(operation);
    // With another ICCID it is another deed, and the inventory as empty as it was for the first.
    operation.awaitCalls("reserve-sim", 2).awaitHeld();
    operator.retries(operation);

    operation.createsTheService(offer.madeForService());
    assertThat(operation.profiles()).containsExactly(iccid);
    assertThat(operation.acts())
        .containsExactly(
            "ChangeOrder by night-shift: seen to",
            "RetryStep by night-shift: seen to",
            "RetryStep by night-shift: seen to");
  }

  @ParameterizedTest
  @CsvSource({
    "APPLEWATCH, contradictory start-charging",
    "MULTISIM, contradictory add-secondary-sim",
    "MULTISIM_BY_POST, contradictory attach-to-plan",
    "MOBILE, contradictory open-account",
    "TV, contradictory add-products",
    "DATASHARING, contradictory refresh-policy",
    "SECURITY, contradictory create-licence",
    "DEVICEINSURANCE, contradictory start-charging"
  })
  void needsOperator_whoGivesUp(Offer offer, String trouble) {
    Operation operation = stage.partner().creates(offer.service(trouble)).awaitHeld();

    stage.operator().givesUp(operation);

    operation.failsAndLeavesNothing(OutcomeCode.OPERATOR_NEEDED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "APPLEWATCH | refuse start-charging and downloaded device"
            + " | Order the profile at the SM-DP+, Let the second SIM use the primary line's plan,"
            + " Add the second SIM under the primary number, Reserve the SIM profile and its IMSI"
            + " | profile Downloaded, sims, add-secondary-sim active, attach-to-plan active",
        "MULTISIM | refuse start-charging and refuse cancel-order"
            + " | Order the profile at the SM-DP+, Let the second SIM use the primary line's plan,"
            + " Add the second SIM under the primary number, Reserve the SIM profile and its IMSI"
            + " | profile Released, sims, add-secondary-sim active, attach-to-plan active",
        "MULTISIM_BY_POST | refuse ship-sim and refuse detach-from-plan"
            + " | Let the second SIM use the primary line's plan | attach-to-plan active",
        "MOBILE | refuse start-charging and refuse remove-subscriber"
            + " | Create the subscriber in the network | add-subscriber active",
        "TV | refuse start-charging and refuse close-account"
            + " | Open the account at the TV platform | accounts, products",
        "DATASHARING | refuse start-charging and refuse remove-group"
            + " | Create the sharing group | create-group active",
        "SECURITY | refuse send-activation-link and refuse cancel-licence"
            + " | Create the licence at the vendor | licences",
        "DEVICEINSURANCE | refuse start-charging and refuse cancel-policy"
            + " | Issue the policy | policies"
      })
  void compensationFailed_whatCannotBeUndoneIsNamed(
      Offer offer, String trouble, String steps, String left) {
    Operation operation = stage.partner().creates(offer.service(trouble));

    operation.leavesBehind(List.of(steps.split(", ", -1)), List.of(left.split(", ", -1)));
  }

  @ParameterizedTest
  @CsvSource({
    "APPLEWATCH, dead release-profile",
    "MULTISIM, dead add-secondary-sim",
    "MULTISIM_BY_POST, dead attach-to-plan",
    "MOBILE, dead add-voice",
    "TV, dead assign-box",
    "DATASHARING, dead start-charging",
    "SECURITY, dead create-licence",
    "DEVICEINSURANCE, dead start-charging"
  })
  void cancelled_whatWasDoneBeforeIsUndone(Offer offer, String trouble) {
    Partner partner = stage.partner();
    Operation operation = partner.creates(offer.service(trouble)).awaitCall(action(trouble));
    assertThat(operation.status().path("cancellable").asBoolean()).isTrue();

    Http.Answer answer = partner.cancelsInTime(operation);

    assertThat(answer.header("Location")).contains("/v3/operations/" + operation.id());
    operation.isCancelledAndLeavesNothing();
  }

  @Test
  void cancelled_byAnOperatorAndThenByThePartnerToo() {
    Partner partner = stage.partner();
    Operation operation =
        partner
            .creates(Offer.MOBILE.service("pending remove-voice and dead start-charging"))
            .awaitCall("start-charging");
    operation.run().cancel();
    operation.awaitCall("remove-voice");
    assertThat(operation.status().path("cancellable").asBoolean()).isTrue();

    partner.cancelsInTime(operation);

    operation.isCancelledAndLeavesNothing();
  }

  @ParameterizedTest
  @EnumSource
  void cancelled_butNotOnceItIsDone(Offer offer) {
    Operation operation = stage.partner().creates(offer.service());
    operation.createsTheService(offer.madeForService());

    stage.partner().cancelsTooLate(operation);

    operation.createsTheService(offer.madeForService());
  }

  @ParameterizedTest
  @CsvSource({
    "MULTISIM_BY_POST, pending start-charging",
    "SECURITY, pending start-charging",
    "SECURITY, slow send-activation-link"
  })
  void cancelled_butNotFromThePointOfNoReturnOn(Offer offer, String trouble) {
    Operation operation =
        stage.partner().creates(offer.service(trouble)).awaitCall(action(trouble));

    stage.partner().cancelsTooLate(operation);

    assertThat(operation.status().path("cancellable").asBoolean()).isFalse();
    operation.createsTheService(offer.madeForService());
  }

  @ParameterizedTest
  @CsvSource({
    "APPLEWATCH, dead download-order",
    "MULTISIM, dead add-secondary-sim",
    "MULTISIM_BY_POST, contradictory attach-to-plan",
    "MOBILE, dead add-voice",
    "TV, dead add-products",
    "DATASHARING, dead refresh-policy",
    "SECURITY, dead create-licence",
    "DEVICEINSURANCE, expired start-charging"
  })
  void timedOut_whatIsNotDoneByItsDeadlineIsUndone(Offer offer, String trouble) {
    Operation operation = stage.partner().creates(offer.service(trouble).inBrief());

    operation.failsAndLeavesNothing(OutcomeCode.TIMED_OUT);
    assertThat(operation.calls()).contains(action(trouble));
  }

  /** What goes wrong first, as in {@code dead add-voice and refuse remove-subscriber}. */
  static String action(String trouble) {
    return trouble.split(" ", -1)[1];
  }
}
