package dev.turnup.workflows.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import dev.turnup.workflows.callback.CallbackAddresses;
import dev.turnup.workflows.callback.CallbackNotice;
import dev.turnup.workflows.operation.CreateServiceOrder;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.operation.UpdateServiceDeviceOrder;
import dev.turnup.workflows.provisioning.Patience;
import dev.turnup.workflows.provisioning.Plan;
import dev.turnup.workflows.provisioning.PlanStep;
import dev.turnup.workflows.provisioning.ServiceType;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files under {@code durable} are what lies in histories. A change of one breaks operations
 * under way: add a member that may be missing, and a new file, rather than change what is there.
 */
class DurableJsonTest {

  private static final DataConverter CONVERTER = DurableJson.dataConverter();
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final CallbackAddresses CALLBACKS =
      new CallbackAddresses(
          URI.create("https://partner.example/ok?a=b"),
          URI.create("https://partner.example/failed"));
  private static final Plan PLAN =
      new Plan(
          List.of(
              new PlanStep(
                  "reserve",
                  "Reserve the SIM",
                  "inventory",
                  "reserve",
                  "release",
                  true,
                  Patience.SECONDS),
              new PlanStep("notify", "Tell", "crm", "notify", null, false, Patience.DAYS)));

  static Stream<Arguments> durable() {
    return Stream.of(
        Arguments.of(
            "create-service-order",
            new CreateServiceOrder(
                "acme",
                new ServiceType("applewatch"),
                "612123456",
                details(),
                CALLBACKS,
                PLAN,
                true)),
        Arguments.of(
            "create-service-order-without-service-id",
            new CreateServiceOrder(
                "acme", new ServiceType("tv"), null, Map.of(), CALLBACKS, PLAN, false)),
        Arguments.of(
            "update-service-device-order",
            new UpdateServiceDeviceOrder(
                "acme",
                new ServiceType("tv"),
                "tv-1",
                "stb-1",
                "eSIM",
                Map.of("serial_number", "S1"),
                CALLBACKS,
                PLAN,
                true)),
        Arguments.of("outcome-success", Outcome.success(OutcomeCode.SERVICE_CREATED, "612123456")),
        Arguments.of(
            "outcome-undo-incomplete",
            new Outcome(
                OutcomeCode.UNDO_INCOMPLETE, "", "Activate the service", List.of("Reserve"))),
        Arguments.of(
            "step-request",
            new StepRequest(
                "4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b11",
                "acme",
                new ServiceType("tv"),
                "reserve",
                "inventory",
                "reserve",
                "key-1",
                null,
                Map.of("service_id", "tv-1"),
                Map.of("check", Map.of("port", 7)))),
        Arguments.of(
            "step-request-undo",
            new StepRequest(
                "4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b11",
                "acme",
                new ServiceType("tv"),
                "reserve",
                "inventory",
                "release",
                "key-2",
                "key-1",
                Map.of(),
                Map.of())),
        Arguments.of("step-result", new StepResult(Map.of("service_id", "tv-1"))),
        Arguments.of(
            "callback-notice",
            new CallbackNotice(
                "4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b11",
                URI.create("https://partner.example/ok"),
                "SERVICE_CREATED",
                "Service created",
                "612123456",
                1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("durable")
  void writesWhatLiesInHistories(String file, Object value) throws IOException {
    Payload payload = payloadOf(value);

    assertThat(payload.getMetadataOrThrow("encoding").toStringUtf8()).isEqualTo("json/plain");
    assertThat(JSON.readTree(payload.getData().toStringUtf8())).isEqualTo(fixture(file));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("durable")
  void readsWhatLiesInHistories(String file, Object value) throws IOException {
    assertThat((Object) read(fixture(file), value.getClass())).isEqualTo(value);
  }

  /** A newer api may have written them while this worker still runs. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("durable")
  void passesOverMembersThatItDoesNotKnow(String file, Object value) throws IOException {
    assertThat((Object) read(withUnknownMembers(fixture(file)), value.getClass())).isEqualTo(value);
  }

  @Test
  void keepsTheValuesThatPartnersSentAsTheyWere() {
    Map<String, Object> details = details();

    CreateServiceOrder order =
        CONVERTER.fromPayload(
            payloadOf(
                new CreateServiceOrder(
                    "acme", new ServiceType("tv"), null, details, CALLBACKS, PLAN, true)),
            CreateServiceOrder.class,
            CreateServiceOrder.class);

    assertThat(order.serviceDetails()).isEqualTo(details);
    assertThat(order.serviceDetails().keySet()).containsExactlyElementsOf(details.keySet());
  }

  private static Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("secondary_iccid", "8934011411551283144");
    details.put("colour", "blå");
    details.put("size", 41);
    details.put("weight", 0.5);
    details.put("gift", true);
    details.put("engraving", null);
    details.put("straps", Arrays.asList("red", null, Map.of("colour", "white")));
    return details;
  }

  private static Payload payloadOf(Object value) {
    return CONVERTER.toPayload(value).orElseThrow();
  }

  private static <T> T read(JsonNode json, Class<T> type) {
    Payload written = payloadOf("any JSON");
    Payload payload = written.toBuilder().setData(ByteString.copyFromUtf8(json.toString())).build();
    return CONVERTER.fromPayload(payload, type, type);
  }

  private static JsonNode fixture(String name) throws IOException {
    @Nullable InputStream file =
        DurableJsonTest.class.getResourceAsStream("/durable/" + name + ".json");
    try (InputStream open = Objects.requireNonNull(file, name)) {
      return JSON.readTree(open);
    }
  }

  /** Into every object of ours; not into those that belong to partners and back ends. */
  private static JsonNode withUnknownMembers(JsonNode json) {
    ObjectNode changed = json.deepCopy();
    changed.put("addedLater", "x");
    changed.path("plan").path("steps").forEach(step -> ((ObjectNode) step).put("addedLater", 1));
    if (changed.path("callbacks") instanceof ObjectNode callbacks) {
      callbacks.putObject("addedLater");
    }
    return changed;
  }
}
