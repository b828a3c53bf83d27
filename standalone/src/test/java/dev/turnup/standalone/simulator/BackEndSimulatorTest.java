package dev.turnup.standalone.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackEndSimulatorTest {

  @Test
  void theWorkerIsToldWhereSystemsAreAndWhatTheySpeak() throws Exception {
    try (BackEndSimulator simulator = BackEndSimulator.start(Pace.REAL)) {
      assertThat(simulator.properties())
          .containsEntry("turnup.provisioning.systems.billing.protocol", "http-json")
          .containsEntry(
              "turnup.provisioning.systems.billing.base-url", simulator.address() + "/billing")
          .containsEntry("turnup.provisioning.systems.network.protocol", "tmf640")
          .containsEntry(
              "turnup.provisioning.systems.network.base-url",
              simulator.address() + "/network/tmf-api/ServiceActivationAndConfiguration/v4")
          .containsEntry("turnup.provisioning.systems.sm-dp-plus.protocol", "es2plus")
          .containsEntry(
              "turnup.provisioning.systems.sm-dp-plus.base-url",
              simulator.address() + "/sm-dp-plus")
          .containsEntry(
              "turnup.provisioning.systems.network.tmf640.actions.switch-sim.operation", "modify")
          .hasSize(24);
    }
  }
}
