package dev.turnup.workflows.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import dev.turnup.workflows.callback.AddressClass;
import dev.turnup.workflows.callback.CallbackAddresses;
import dev.turnup.workflows.callback.CallbackAttempt;
import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.callback.CallbackNotice;
import dev.turnup.workflows.callback.CallbackReport;
import dev.turnup.workflows.callback.CallbackState;
import dev.turnup.workflows.esim.DownloadProgress;
import dev.turnup.workflows.esim.InstallationLetters;
import dev.turnup.workflows.esim.InstallationWatch;
import dev.turnup.workflows.operation.CallbackSending;
import dev.turnup.workflows.operation.CreateServiceOrder;
import dev.turnup.workflows.operation.GivingUp;
import dev.turnup.workflows.operation.InstallationEnded;
import dev.turnup.workflows.operation.OperatorAct;
import dev.turnup.workflows.operation.OrderChange;
import dev.turnup.workflows.operation.Orders;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.operation.StepSkip;
import dev.turnup.workflows.operation.SystemNews;
import dev.turnup.workflows.operation.UpdateServiceDeviceOrder;
import dev.turnup.workflows.provisioning.LostAnswer;
import dev.turnup.workflows.provisioning.Patience;
import dev.turnup.workflows.provisioning.Plan;
import dev.turnup.workflows.provisioning.PlanStep;
import dev.turnup.workflows.provisioning.ReadBack;
import dev.turnup.workflows.provisioning.ServiceType;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import dev.turnup.workflows.provisioning.WaitsFor;
import dev.turnup.workflows.redelivery.CallbackTestOrder;
import dev.turnup.workflows.redelivery.CallbackTestReport;
import dev.turnup.workflows.redelivery.ReceiverOrder;
import dev.turnup.workflows.redelivery.ReceiverState;
import dev.turnup.workflows.redelivery.RedeliveriesOrder;
import dev.turnup.workflows.redelivery.RedeliveriesProgress;
import dev.turnup.workflows.redelivery.RedeliveryOrder;
import dev.turnup.workflows.redelivery.UndeliveredPage;
import dev.turnup.workflows.redelivery.UndeliveredQuery;
import dev.turnup.workflows.trace.Trace;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
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

  private static final CallbackNotice NOTICE =
      new CallbackNotice(
          "4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b11",
          "msg_0d6e4c1f9b0f4d2e8a7c5b3a1f0e9d8c",
          "acme",
          URI.create("https://partner.example/ok"),
          "SERVICE_CREATED",
          "Service created",
          "612123456");
  private static final CallbackAttempt FAILED =
      new CallbackAttempt(
          Instant.parse("2026-11-25T02:11:05Z"),
          AddressClass.PUBLIC_IPV4,
          503,
          12,
          CallbackError.STATUS,
          "later");
  private static final CallbackAttempt NOT_CALLED =
      CallbackAttempt.withoutWord(Instant.parse("2026-11-25T02:11:10Z"), 3, CallbackError.DNS);
  private static final CallbackAttempt TAKEN =
      new CallbackAttempt(
          Instant.parse("2026-11-25T02:16:10Z"), AddressClass.PUBLIC_IPV6, 204, 9, null, null);

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
                  List.of("iccid"),
                  "release",
                  null,
                  false,
                  false,
                  LostAnswer.READ_BACK,
                  new ReadBack("network", "find"),
                  true,
                  Patience.SECONDS,
                  null),
              new PlanStep(
                  "look",
                  "Look",
                  "crm",
                  "look",
                  List.of(),
                  null,
                  null,
                  true,
                  false,
                  LostAnswer.REPEAT,
                  null,
                  true,
                  Patience.HOURS,
                  null),
              new PlanStep(
                  "notify",
                  "Tell",
                  "crm",
                  "notify",
                  List.of(),
                  null,
                  null,
                  false,
                  true,
                  LostAnswer.HOLD,
                  null,
                  false,
                  Patience.DAYS,
                  null)),
          Duration.ofDays(7),
          Duration.ofHours(36));

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
        Arguments.of(
            "plan-step-that-waits",
            new PlanStep(
                "installation",
                "Wait until the profile is installed",
                "sm-dp-plus",
                "await-installation",
                List.of("iccid", "eid"),
                null,
                null,
                true,
                false,
                LostAnswer.REPEAT,
                null,
                false,
                Patience.DAYS,
                WaitsFor.ESIM_INSTALLATION)),
        Arguments.of(
            "download-progress",
            new DownloadProgress(1, false, "8.8.5", "3.8", Instant.parse("2026-11-23T09:30:47Z"))),
        Arguments.of(
            "installation-letters",
            new InstallationLetters(
                List.of(
                    new InstallationWatch(
                        "4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b11",
                        "installation",
                        Instant.parse("2026-11-23T09:00:00.123Z"))),
                List.of(
                    new DownloadProgress(
                        3, true, null, null, Instant.parse("2026-11-23T09:30:47Z"))),
                false,
                new DownloadProgress(
                    1, false, "8.8.5", "3.8", Instant.parse("2026-11-23T09:20:47Z")))),
        Arguments.of(
            "installation-watch",
            new InstallationWatch(
                "4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b11",
                "installation",
                Instant.parse("2026-11-23T09:00:00.123Z"))),
        Arguments.of(
            "installation-ended", new InstallationEnded("installation", false, "8.8.5/3.8")),
        Arguments.of("installation-ended-well", new InstallationEnded("installation", true, null)),
        Arguments.of("outcome-success", Outcome.success(OutcomeCode.SERVICE_CREATED, "612123456")),
        Arguments.of(
            "outcome-undo-incomplete",
            new Outcome(
                OutcomeCode.UNDO_INCOMPLETE,
                "",
                OutcomeCode.CANCELLED,
                "Activate the service",
                List.of("eid"),
                List.of("Reserve"))),
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
                null,
                null,
                LostAnswer.READ_BACK,
                new ReadBack("network", "find"),
                "monitor-1",
                null,
                Map.of("service_id", "tv-1"),
                Map.of("check", Map.of("port", 7)))),
        Arguments.of(
            "step-request-unseen",
            new StepRequest(
                "4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b11",
                "acme",
                new ServiceType("deviceinsurance"),
                "policy",
                "insurer",
                "issue-policy",
                "key-1",
                null,
                null,
                null,
                LostAnswer.READ_BACK,
                new ReadBack("insurer", "find-policy"),
                null,
                Instant.parse("2026-11-28T00:50:30.123Z"),
                Map.of(),
                Map.of())),
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
                "reserve",
                null,
                LostAnswer.REPEAT,
                null,
                null,
                null,
                Map.of(),
                Map.of())),
        Arguments.of(
            "step-request-undo-with-date",
            new StepRequest(
                "4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b11",
                "acme",
                new ServiceType("deviceinsurance"),
                "policy",
                "insurer",
                "cancel-policy",
                "key-2",
                "key-1",
                "issue-policy",
                Instant.parse("2026-11-23T09:30:47.123Z"),
                LostAnswer.READ_BACK,
                new ReadBack("insurer", "find-policy"),
                null,
                null,
                Map.of(),
                Map.of())),
        Arguments.of("step-result", StepResult.done(Map.of("service_id", "tv-1"))),
        Arguments.of("step-result-pending", StepResult.pending("monitor-1")),
        Arguments.of("operator-act", new OperatorAct("anna", "ticket 4711")),
        Arguments.of("giving-up", new GivingUp("anna", "ticket 4711", true)),
        Arguments.of("giving-up-told-nothing", new GivingUp("anna", "ticket 4711", null)),
        Arguments.of(
            "step-skip", new StepSkip("anna", "ticket 4711", Map.of("service_id", "612123456"))),
        Arguments.of("step-skip-without-result", new StepSkip("anna", "ticket 4711", null)),
        Arguments.of(
            "order-change", new OrderChange("anna", "ticket 4711", "service_details.eid", "8904")),
        Arguments.of(
            "order-change-to-an-object",
            new OrderChange(
                "anna", "ticket 4711", "service_details.stb", Map.of("ports", List.of(1)))),
        Arguments.of("system-news", new SystemNews("activate")),
        Arguments.of("callback-notice", NOTICE),
        Arguments.of(
            "callback-notice-sample",
            new CallbackNotice(
                NOTICE.correlationId(),
                NOTICE.webhookId(),
                NOTICE.partner(),
                NOTICE.address(),
                NOTICE.code(),
                "Sample: Service created",
                "sample",
                true)),
        Arguments.of("callback-attempt", FAILED),
        Arguments.of("callback-attempt-without-answer", NOT_CALLED),
        Arguments.of("callback-attempt-delivered", TAKEN),
        Arguments.of(
            "callback-report",
            new CallbackReport(
                CallbackState.PENDING,
                NOTICE,
                2,
                List.of(FAILED, NOT_CALLED),
                Instant.parse("2026-11-25T02:16:10Z"),
                List.of("anna has it sent at once: ticket 4711"),
                null)),
        Arguments.of(
            "callback-report-in-trace",
            new CallbackReport(
                CallbackState.DELIVERED,
                NOTICE,
                1,
                List.of(TAKEN),
                null,
                List.of(),
                new Trace(
                    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                    "congo=t61rcWkgMzE"))),
        Arguments.of(
            "callback-sending",
            new CallbackSending("anna", "ticket 4711", "https://partner.example/new")),
        Arguments.of(
            "redelivery-order",
            new RedeliveryOrder(
                NOTICE.correlationId(),
                "anna",
                "ticket 4711",
                "https://partner.example/new",
                false)),
        Arguments.of(
            "redeliveries-order",
            new RedeliveriesOrder(
                "anna",
                "ticket 4711",
                "acme",
                "partner.example",
                Instant.parse("2026-11-25T00:00:00Z"),
                5,
                null,
                new RedeliveriesProgress(Instant.parse("2026-11-25T02:00:00Z"), 7, 1, "cGFnZQ=="))),
        Arguments.of(
            "redeliveries-order-except-final",
            new RedeliveriesOrder(
                "turnup",
                "the receiver is well again",
                null,
                "partner.example",
                Instant.parse("2026-11-25T00:00:00Z"),
                null,
                true,
                null)),
        Arguments.of(
            "undelivered-query",
            new UndeliveredQuery(
                "acme",
                "partner.example",
                Instant.parse("2026-11-25T00:00:00Z"),
                Instant.parse("2026-11-25T02:00:00Z"),
                null,
                "cGFnZQ==")),
        Arguments.of(
            "undelivered-query-except-final",
            new UndeliveredQuery(
                null,
                "partner.example",
                Instant.parse("2026-11-25T00:00:00Z"),
                Instant.parse("2026-11-25T02:00:00Z"),
                true,
                null)),
        Arguments.of(
            "undelivered-page",
            new UndeliveredPage(
                List.of(NOTICE.correlationId()),
                List.of("0d6e4c1f-9b0f-4d2e-8a7c-5b3a1f0e9d8c"),
                "cGFnZQ==",
                null)),
        Arguments.of(
            "undelivered-page-redelivered",
            new UndeliveredPage(
                List.of(),
                List.of("0d6e4c1f-9b0f-4d2e-8a7c-5b3a1f0e9d8c"),
                null,
                Map.of("0d6e4c1f-9b0f-4d2e-8a7c-5b3a1f0e9d8c", "https://moved.example/callback"))),
        Arguments.of(
            "callback-test-order",
            new CallbackTestOrder(NOTICE.correlationId(), "acme", Orders.CALLBACKS)),
        Arguments.of("callback-test-report", new CallbackTestReport(TAKEN, FAILED)),
        Arguments.of(
            "receiver-order",
            new ReceiverOrder(
                "partner.example",
                Duration.ofHours(24),
                10,
                Duration.ofHours(1),
                new ReceiverState(
                    Instant.parse("2026-11-24T00:00:00Z"),
                    12,
                    Instant.parse("2026-11-25T03:00:00Z")))));
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
