package dev.turnup.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnup.standalone.stage.Offer;
import dev.turnup.standalone.stage.OnRealServer;
import dev.turnup.standalone.stage.Operation;
import dev.turnup.standalone.stage.Partner;
import dev.turnup.standalone.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the 202 to the callback, for everything that is offered. */
@OnRealServer
@Execution(ExecutionMode.CONCURRENT)
class WholePathIT {

  private final Stage stage;

  WholePathIT(Stage stage) {
    this.stage = stage;
  }

  @ParameterizedTest
  @EnumSource
  void everyServiceIsGivenAnIdAndThenAnotherDevice(Offer offer) {
    Partner partner = stage.partner();

    Operation creation = partner.creates(offer.service().withoutServiceId());
    creation.createsTheService(offer.madeForService());
    String serviceId = creation.serviceId();
    assertThat(serviceId).isNotBlank();

    Operation change = partner.changesTheDevice(offer.device().forService(serviceId));
    change.changesTheDevice(offer.madeForDevice());
  }

  @ParameterizedTest
  @EnumSource
  void everyServiceAndDeviceIsMadeWithoutLocalAttemptsToo(Offer offer) {
    Partner partner = stage.partner(false);

    Operation creation = partner.creates(offer.service());
    Operation change = partner.changesTheDevice(offer.device());

    creation.createsTheService(offer.madeForService());
    change.changesTheDevice(offer.madeForDevice());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aNumberIsAssignedToALine(boolean localFirst) {
    Operation operation =
        stage.partner(localFirst).creates(Offer.MOBILE.service().withoutServiceId());

    operation.createsTheService(Offer.MOBILE.madeForService());
    assertThat(operation.serviceId()).matches("6[0-9]{8}");
  }

  @Test
  void aServiceTypeThatIsOnlyConfiguredIsOfferedLikeTheOthers() {
    // A first attempt in the workflow task has two seconds, which a busy machine may take.
    Partner partner = stage.partner(false);
    Operation creation = partner.creates("rehearsal", "service-1");
    Operation change = partner.changesTheDeviceOf("rehearsal", "service-1");

    creation.createsTheService();
    change.changesTheDevice();
    assertThat(creation.calls()).containsExactly("reserve", "activate", "start");
    assertThat(change.calls()).containsExactly("reserve-device", "switch-device");
  }

  @ParameterizedTest
  @CsvSource({
    "Partner = 'demo-partner'",
    "ServiceType = 'tv'",
    "Operation = 'CREATE_SERVICE'",
    "Outcome = 'SERVICE_CREATED'",
    "CallbackState = 'DELIVERED'"
  })
  void operatorsFindRunsByWhatTheyWant(String query) {
    Operation operation = stage.partner().creates(Offer.TV.service());
    operation.createsTheService(Offer.TV.madeForService());

    await().until(() -> operation.found(query) == 1);
    assertThat(operation.found(query.replace("= '", "= 'not-"))).isZero();
  }

  @Test
  void nobodyElseSeesAnOperation() {
    Operation operation = stage.partner().creates("rehearsal", "service-1");

    assertThat(stage.anotherPartner().looksUp(operation.id()).status()).isEqualTo(404);
    assertThat(stage.anotherPartner().cancels(operation).status()).isEqualTo(404);
    operation.createsTheService();
  }
}
