package dev.turnup.api.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnup.api.callback.Redeliveries;
import dev.turnup.api.problem.Refusal;
import dev.turnup.api.temporal.Admission;
import dev.turnup.workflows.callback.CallbackAddresses;
import dev.turnup.workflows.operation.CorrelationId;
import dev.turnup.workflows.operation.CreateServiceOrder;
import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.payload.DurableJson;
import dev.turnup.workflows.provisioning.ServiceType;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsTest {

  private final CorrelationId id = CorrelationId.of(UUID.randomUUID());

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void makesTheOrderDurableWhetherItStartsEagerlyOrNot(boolean eager) {
    try (TestWorkflowEnvironment temporal = temporal(true);
        Operations operations = operations(temporal, eager)) {
      assertThat(operations.start(id, order("acme"))).isEqualTo(new Admission.Accepted());

      assertThat(operations.find(id, "acme"))
          .hasValueSatisfying(found -> assertThat(found.state()).isEqualTo("acknowledged"));
      assertThat(operations.find(id, "rival")).isEmpty();
      assertThat(operations.start(id, order("acme"))).isEqualTo(new Admission.Duplicate(true));
      assertThat(operations.start(id, order("rival"))).isEqualTo(new Admission.Duplicate(null));
    }
  }

  /** A cancellation is heard by the workflow only, and that needs a worker. */
  @Test
  void cannotCancelWhileNoWorkerIsThere() {
    try (TestWorkflowEnvironment temporal = temporal(true);
        Operations operations = operations(temporal, true);
        Operations impatient = operations(temporal, Duration.ofSeconds(2))) {
      operations.start(id, order("acme"));
      operations.find(id, "acme");

      for (int time = 1; time <= 2; time++) {
        assertThatThrownBy(() -> impatient.cancel(id, "acme"))
            .isInstanceOf(Refusal.class)
            .hasMessage("SERVICE_UNAVAILABLE")
            .hasCauseInstanceOf(WorkflowUpdateTimeoutOrCancelledException.class);
      }
      assertThatThrownBy(() -> impatient.cancel(id, "rival"))
          .isInstanceOf(Refusal.class)
          .hasMessage("NOT_FOUND");
    }
  }

  /** Waiting would not help, so it is no 503. */
  @Test
  void takesAMissingSearchAttributeForAFaultOfOurs() {
    try (TestWorkflowEnvironment temporal = temporal(false);
        Operations operations = operations(temporal, true)) {
      assertThatThrownBy(() -> operations.start(id, order("acme")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("search attributes");
    }
  }

  private static Operations operations(TestWorkflowEnvironment temporal, boolean eager) {
    return operations(temporal, new OperationSettings(true, eager, Duration.ofSeconds(20), true));
  }

  private static Operations operations(TestWorkflowEnvironment temporal, Duration timeout) {
    return operations(temporal, new OperationSettings(true, true, timeout, true));
  }

  private static Operations operations(
      TestWorkflowEnvironment temporal, OperationSettings settings) {
    WorkflowClient client = temporal.getWorkflowClient();
    return new Operations(
        client,
        new Redeliveries(client, InstantSource.system(), settings.temporalTimeout()),
        settings);
  }

  private static TestWorkflowEnvironment temporal(boolean withAttributes) {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setUseTimeskipping(false)
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder()
                    .setDataConverter(DurableJson.dataConverter())
                    .build());
    if (withAttributes) {
      OperationAttributes.ALL.forEach(
          key ->
              options.registerSearchAttribute(
                  key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    }
    return TestWorkflowEnvironment.newInstance(options.build());
  }

  private static CreateServiceOrder order(String partner) {
    return new CreateServiceOrder(
        partner,
        new ServiceType("tv"),
        "tv-1",
        Map.of(),
        new CallbackAddresses(URI.create("https://p.example/ok"), URI.create("https://p.example")),
        OneStep.named("do"),
        true);
  }
}
