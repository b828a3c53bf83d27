package dev.turnup.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnup.standalone.stage.OnRealServer;
import dev.turnup.standalone.stage.Operation;
import dev.turnup.standalone.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  @ValueSource(
      strings = {
        "multisim",
        "security",
        "tv",
        "datasharing",
        "mobile",
        "applewatch",
        "deviceinsurance"
      })
  void everyServiceTypeIsCreatedAndItsDeviceChanged(String serviceType) {
    Operation creation = stage.partner().creates(serviceType, "policy-1");
    Operation change = stage.partner().changesTheDeviceOf(serviceType, "policy-1");

    creation.createsTheService("policy-1");
    change.changesTheDevice("policy-1");
    assertThat(creation.calls()).containsExactly("reserve", "activate", "start");
    assertThat(change.calls()).containsExactly("reserve-device", "switch-device");
    assertThat(creation.callbacks()).hasSize(1);
    assertThat(change.callbacks()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aServiceWithoutAnIdIsGivenOneThatTheCallbackTells(boolean localFirst) {
    Operation operation = stage.partner(localFirst).creates("mobile");

    operation.awaitCallbackState("DELIVERED");
    String assigned = operation.status().path("outcome").path("service_id").asString();
    assertThat(assigned).matches("6[0-9]{8}");
    operation.createsTheService(assigned);
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
    Operation operation = stage.partner().creates("tv", "tv-1");
    operation.createsTheService("tv-1");

    await().until(() -> operation.found(query) == 1);
    assertThat(operation.found(query.replace("= '", "= 'not-"))).isZero();
  }

  @Test
  void nobodyElseSeesAnOperation() {
    Operation operation = stage.partner().creates("tv", "tv-1");

    assertThat(stage.anotherPartner().looksUp(operation.id()).status()).isEqualTo(404);
    operation.createsTheService("tv-1");
  }
}
