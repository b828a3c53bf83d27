package dev.turnup.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.standalone.stage.Offer;
import dev.turnup.standalone.stage.OnRealServer;
import dev.turnup.standalone.stage.Operation;
import dev.turnup.standalone.stage.Stage;
import dev.turnup.workflows.operation.OutcomeCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the SM-DP+ tells of devices, and operations that wait for it. */
@OnRealServer
@Execution(ExecutionMode.CONCURRENT)
class EsimInstallationIT {

  private final Stage stage;

  EsimInstallationIT(Stage stage) {
    this.stage = stage;
  }

  @ParameterizedTest
  @CsvSource({
    "APPLEWATCH, installed",
    "APPLEWATCH, installed-early",
    "MULTISIM, installed-late",
    "MULTISIM, installed-doubled",
    "APPLEWATCH, installed-unordered"
  })
  void aServiceIsDoneWhenItsProfileIsInstalledHoweverThatIsTold(Offer offer, String what) {
    Operation operation = stage.partner().creates(offer.service(what + " device").inPatience());

    operation.createsTheService(installed(offer.madeForService()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aProfileThatTheUserRefusesIsTakenBackWithAllThatWasDoneForIt(boolean localFirst) {
    Operation operation =
        stage
            .partner(localFirst)
            .creates(Offer.APPLEWATCH.service("install-failed device").inPatience());

    operation.failsAndLeavesNothing(OutcomeCode.PROVISIONING_ROLLED_BACK);
  }

  @Test
  void aProfileThatNobodyInstallsIsWaitedForAndCanBeCancelled() {
    Operation operation =
        stage.partner().creates(Offer.MULTISIM.service().inPatience()).awaitWaitingFor("WORLD");
    assertThat(operation.status().path("jeopardy").asBoolean()).isFalse();

    stage.partner().cancelsInTime(operation);

    operation.isCancelledAndLeavesNothing();
  }

  @Test
  void aProfileThatIsOnItsDeviceCannotBeCancelledAnyMore() {
    Operation operation =
        stage
            .partner()
            .creates(Offer.APPLEWATCH.service("downloaded device").inPatience())
            .awaitNotCancellable();

    stage.partner().cancelsTooLate(operation);

    operation.awaitWaitingFor("WORLD");
  }

  @ParameterizedTest
  @CsvSource({"MOBILE, installed-late", "APPLEWATCH, installed", "MULTISIM, installed-early"})
  void theOldSimIsRetiredWhenTheNewProfileIsInstalled(Offer offer, String what) {
    Operation operation =
        stage.partner().changesTheDevice(offer.device(what + " device").inPatience());

    operation.changesTheDevice(installed(offer.madeForDevice()));
  }

  @Test
  void theOldSimWorksWhileTheNewProfileIsWaitedForAndGoesOnIfTheUserRefusesIt() {
    Offer offer = Offer.MOBILE;
    Operation waiting =
        stage.partner().changesTheDevice(offer.device().inPatience()).awaitWaitingFor("WORLD");
    assertThat(waiting.calls())
        .contains("release-profile")
        .doesNotContain("switch-sim", "retire-sim");
    Operation refused =
        stage.partner().changesTheDevice(offer.device("install-failed device").inPatience());

    refused.failsAndLeavesNothing(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(refused.calls()).doesNotContain("switch-sim", "retire-sim");
    stage.partner().cancelsInTime(waiting);
    waiting.isCancelledAndLeavesNothing();
  }

  private static List<String> installed(List<String> made) {
    return made.stream()
        .map(thing -> thing.equals("profile Released") ? "profile Installed" : thing)
        .toList();
  }
}
