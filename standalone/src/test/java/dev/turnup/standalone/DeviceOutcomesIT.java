package dev.turnup.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.standalone.stage.Offer;
import dev.turnup.standalone.stage.OnRealServer;
import dev.turnup.standalone.stage.Operation;
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

/**
 * The ways in which a change of device can end, as {@link OutcomesIT} has them for new services;
 * {@link WholePathIT} has those that end well. Of a change that is one step nothing is done when
 * that is refused, but it may have to be undone when it is cancelled.
 */
@OnRealServer
@Execution(ExecutionMode.CONCURRENT)
class DeviceOutcomesIT {

  /** One for each offer. */
  static final Map<Offer, String> DEAD_FOR_TOO_LONG =
      Map.of(
          Offer.APPLEWATCH, "dead download-order",
          Offer.MULTISIM, "dead release-profile",
          Offer.MULTISIM_BY_POST, "dead add-sim",
          Offer.MOBILE, "dead switch-sim",
          Offer.TV, "dead activate-box",
          Offer.DATASHARING, "dead add-sim",
          Offer.SECURITY, "dead move-licence",
          Offer.DEVICEINSURANCE, "dead endorse-policy");

  private final Stage stage;

  DeviceOutcomesIT(Stage stage) {
    this.stage = stage;
  }

  @ParameterizedTest
  @CsvSource({
    "APPLEWATCH, refuse reserve-sim",
    "MULTISIM, refuse reserve-sim",
    "MULTISIM_BY_POST, refuse reserve-sim",
    "MOBILE, refuse reserve-sim",
    "TV, refuse assign-box",
    "DATASHARING, refuse reserve-sim",
    "SECURITY, refuse move-licence",
    "DEVICEINSURANCE, refuse endorse-policy"
  })
  void permanent(Offer offer, String trouble) {
    Operation operation = stage.partner().changesTheDevice(offer.device(trouble));

    operation.failsAndLeavesNothing(OutcomeCode.PROVISIONING_REJECTED);
    assertThat(operation.deeds()).doesNotContainValue("UNDONE");
  }

  @ParameterizedTest
  @CsvSource({
    "APPLEWATCH, refuse confirm-order",
    "MULTISIM, refuse release-profile",
    "MULTISIM_BY_POST, refuse add-sim",
    "MOBILE, refuse switch-sim",
    "TV, refuse activate-box",
    "DATASHARING, refuse switch-sim"
  })
  void compensated(Offer offer, String trouble) {
    Operation operation = stage.partner().changesTheDevice(offer.device(trouble));

    operation.failsAndLeavesNothing(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(operation.deeds()).containsValue("UNDONE");
  }

  /** Two minutes each, and so at once. */
  @Test
  void transientExhausted() {
    Partner partner = stage.partner();
    List<Operation> operations =
        DEAD_FOR_TOO_LONG.entrySet().stream()
            .map(dead -> partner.changesTheDevice(dead.getKey().device(dead.getValue()).inHaste()))
            .toList();

    operations.forEach(
        operation -> operation.failsAndLeavesNothing(OutcomeCode.PROVISIONING_UNAVAILABLE));
  }

  @ParameterizedTest
  @CsvSource({
    "APPLEWATCH, empty download-order",
    "MULTISIM, expired switch-sim",
    "MULTISIM_BY_POST, empty reserve-sim",
    "MOBILE, expired add-sim",
    "TV, empty assign-box",
    "DATASHARING, expired add-sim",
    "SECURITY, expired move-licence",
    "DEVICEINSURANCE, expired endorse-policy"
  })
  void needsOperator_whoSeesToItAndHasTheStepTriedAgain(Offer offer, String trouble) {
    Operation operation = stage.partner().changesTheDevice(offer.device(trouble)).awaitHeld();

    stage.operator().retries(operation);

    operation.changesTheDevice(offer.madeForDevice());
  }

  @ParameterizedTest
  @CsvSource({
    "APPLEWATCH, contradictory add-sim",
    "MULTISIM, contradictory add-sim",
    "MULTISIM_BY_POST, contradictory add-sim",
    "MOBILE, contradictory switch-sim",
    "TV, contradictory activate-box",
    "DATASHARING, contradictory switch-sim",
    "SECURITY, contradictory move-licence",
    "DEVICEINSURANCE, contradictory endorse-policy"
  })
  void needsOperator_whoGivesUp(Offer offer, String trouble) {
    Operation operation = stage.partner().changesTheDevice(offer.device(trouble)).awaitHeld();

    stage.operator().givesUp(operation);

    operation.failsAndLeavesNothing(OutcomeCode.OPERATOR_NEEDED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "APPLEWATCH | refuse confirm-order and refuse remove-sim"
            + " | Add the new SIM to the line | add-sim active",
        "MULTISIM | refuse switch-sim and refuse remove-sim"
            + " | Add the new SIM to the line | add-sim active",
        "MULTISIM_BY_POST | refuse ship-sim and refuse remove-sim"
            + " | Add the new SIM to the line | add-sim active",
        "MOBILE | refuse retire-sim and refuse switch-back"
            + " | Switch the line to the new SIM | changed service",
        "TV | refuse activate-box and refuse release-box" + " | Assign the set-top box | boxes",
        "DATASHARING | refuse switch-sim and refuse remove-sim"
            + " | Add the new SIM to the line | add-sim active"
      })
  void compensationFailed(Offer offer, String trouble, String step, String left) {
    Operation operation = stage.partner().changesTheDevice(offer.device(trouble));

    operation.leavesBehind(List.of(step), List.of(left));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SECURITY | slow move-licence and refuse move-licence-back"
            + " | Move the licence to the new device | licenceMoves",
        "DEVICEINSURANCE | slow endorse-policy and refuse withdraw-endorsement"
            + " | Change the insured device | endorsements"
      })
  void compensationFailed_whereAChangeOfOneStepIsCancelled(
      Offer offer, String trouble, String step, String left) {
    Partner partner = stage.partner();
    Operation operation =
        partner.changesTheDevice(offer.device(trouble)).awaitCall(OutcomesIT.action(trouble));

    partner.cancelsInTime(operation);

    operation.isCancelledAndLeavesBehind(List.of(step), List.of(left));
  }

  @ParameterizedTest
  @CsvSource({
    "APPLEWATCH, dead release-profile",
    "MULTISIM, dead add-sim",
    "MULTISIM_BY_POST, dead add-sim",
    "MOBILE, dead switch-sim",
    "TV, dead activate-box",
    "DATASHARING, dead switch-sim",
    "SECURITY, dead move-licence",
    "DEVICEINSURANCE, dead endorse-policy"
  })
  void cancelled(Offer offer, String trouble) {
    Partner partner = stage.partner();
    Operation operation =
        partner.changesTheDevice(offer.device(trouble)).awaitCall(OutcomesIT.action(trouble));

    partner.cancelsInTime(operation);

    operation.isCancelledAndLeavesNothing();
  }

  @ParameterizedTest
  @CsvSource({
    "APPLEWATCH, dead download-order",
    "MULTISIM, dead add-sim",
    "MULTISIM_BY_POST, dead add-sim",
    "MOBILE, dead add-sim",
    "TV, dead activate-box",
    "DATASHARING, dead add-sim",
    "SECURITY, dead move-licence",
    "DEVICEINSURANCE, expired endorse-policy"
  })
  void timedOut(Offer offer, String trouble) {
    Operation operation = stage.partner().changesTheDevice(offer.device(trouble).inBrief());

    operation.failsAndLeavesNothing(OutcomeCode.TIMED_OUT);
    assertThat(operation.calls()).contains(OutcomesIT.action(trouble));
  }
}
