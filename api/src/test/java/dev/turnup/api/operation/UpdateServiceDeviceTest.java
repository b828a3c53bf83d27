package dev.turnup.api.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.Answer;
import dev.turnup.api.ApiTest;
import dev.turnup.api.Body;
import dev.turnup.api.Desk;
import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.operation.UpdateServiceDeviceOrder;
import dev.turnup.workflows.payload.DurableJson;
import dev.turnup.workflows.provisioning.PlanStep;
import io.temporal.api.common.v1.Payloads;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ApiTest
class UpdateServiceDeviceTest {

  private static final String PATH = "/v3/mobile/612123456/devices/old-device";

  private final Desk desk;
  private final WorkflowClient temporal;

  UpdateServiceDeviceTest(Desk desk, WorkflowClient temporal) {
    this.desk = desk;
    this.temporal = temporal;
  }

  @ParameterizedTest
  @ValueSource(strings = {"PATCH", "PUT"})
  void answers202AndHasStartedTheWorkflow(String method) {
    Answer answer = desk.call(method, PATH).with(Body.updateDevice()).send().isAccepted();

    WorkflowExecutionDescription run = temporal.newUntypedWorkflowStub(answer.id()).describe();
    assertThat(run.getWorkflowType()).isEqualTo("UpdateServiceDevice");
    assertThat(run.getTypedSearchAttributes().get(OperationAttributes.SERVICE_TYPE))
        .isEqualTo("mobile");
    assertThat(run.getTypedSearchAttributes().get(OperationAttributes.OPERATION))
        .isEqualTo("UPDATE_SERVICE_DEVICE");
    assertThat(run.getTypedSearchAttributes().get(OperationAttributes.PARTNER)).isEqualTo("acme");
    assertThat(run.getMemo(OperationMemo.PARTNER, String.class)).isEqualTo("acme");
    assertThat(run.getStaticSummary()).isEqualTo("Change the device of mobile for acme");
  }

  @Test
  void showsOperatorsNothingPersonal() {
    String id = desk.patch(PATH).send().isAccepted().id();

    WorkflowExecutionDescription run = temporal.newUntypedWorkflowStub(id).describe();
    assertThat(run.getRawDescription().toString() + run.getStaticSummary() + run.getStaticDetails())
        .contains("acme")
        .doesNotContain("612123456", "old-device", Body.ICCID, Body.EID, Body.IMEI);
  }

  @Test
  void handsTheWorkflowTheWholeOrder() {
    UpdateServiceDeviceOrder order =
        order(desk.patch("/v3/tv/tv%201/devices/st%C3%A5").send().isAccepted().id());

    assertThat(order.partner()).isEqualTo("acme");
    assertThat(order.serviceType().name()).isEqualTo("tv");
    assertThat(order.serviceId()).isEqualTo("tv 1");
    assertThat(order.deviceId()).isEqualTo("stå");
    assertThat(order.category()).isEqualTo("eSIM");
    assertThat(order.newServiceDeviceDetails()).containsEntry("iccid", Body.ICCID).hasSize(4);
    assertThat(order.callbacks().error()).hasToString("https://partner.example/failed");
    assertThat(order.plan().steps().stream().map(PlanStep::name)).containsExactly("replace-device");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STB",
        "SMARTWATCH",
        "TABLET",
        "ROUTER",
        "PBX",
        "SMARTPHONE",
        "WIFI_EXTENDER",
        "OTHER",
        "SIM",
        "eSIM"
      })
  void takesTheCategory(String category) {
    desk.patch(PATH).with(Body.updateDevice().with("category", category)).send().isAccepted();
  }

  static Stream<Arguments> whatIsNotValid() {
    Body valid = Body.updateDevice();
    String details = "new_service_device_details";
    return Stream.of(
        Arguments.of("no category", valid.without("category"), "category"),
        Arguments.of("a category of null", valid.with("category", null), "category"),
        Arguments.of("eSIM in lower case", valid.with("category", "esim"), "category"),
        Arguments.of("eSIM in upper case", valid.with("category", "ESIM"), "category"),
        Arguments.of("an unknown category", valid.with("category", "FAX"), "category"),
        Arguments.of("a number as category", valid.with("category", 1), "category"),
        Arguments.of("no details", valid.without(details), details),
        Arguments.of("a text as details", valid.with(details, "x"), details),
        Arguments.of("a list as details", valid.with(details, List.of()), details),
        Arguments.of(
            "a wrong ICCID",
            valid.with(details + ".iccid", "8934011411551283145"),
            details + ".iccid"),
        Arguments.of("a wrong EID", valid.with(details + ".eid", "1"), details + ".eid"),
        Arguments.of(
            "a wrong IMEI", valid.with(details + ".imei", "490154203237519"), details + ".imei"),
        Arguments.of(
            "an IMEI as a number",
            valid.with(details + ".imei", 490154203237518L),
            details + ".imei"),
        Arguments.of("a wrong IMSI", valid.with(details + ".imsi", "12345"), details + ".imsi"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whatIsNotValid")
  void answers400NamingTheFieldFor(String what, Body body, String field) {
    desk.patch(PATH).with(body).send().isBadRequestNaming(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"callback_success_url", "callback_error_url"})
  void answers400UnderItsOwnTitleIfACallbackUrlIsMissing(String url) {
    desk.patch(PATH)
        .with(Body.updateDevice().without(url).with("category", "esim"))
        .send()
        .isProblem(400, "BAD_REQUEST", "MISSING CALLBACK URL")
        .names(url, "category");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "https://10.0.0.1/ok", "http://partner.example/ok"})
  void answers400UnderItsOwnTitleIfACallbackUrlIsNotAllowed(String url) {
    desk.patch(PATH)
        .with(Body.updateDevice().with("callback_error_url", url).with("category", "esim"))
        .send()
        .isProblem(400, "BAD_REQUEST", "CALLBACK URL NOT ALLOWED")
        .names("callback_error_url", "category");
  }

  @Test
  void answers400ForABlankIdInThePath() {
    desk.patch("/v3/mobile/%20/devices/1").send().isBadRequestNaming("service_id");
    desk.patch("/v3/mobile/1/devices/%20").send().isBadRequestNaming("device_id");
    desk.patch("/v3/mobile/1/devices/" + "x".repeat(256)).send().isBadRequestNaming("device_id");
  }

  @Test
  void answers400ForAServiceTypeThatIsNotOffered() {
    desk.patch("/v3/fax/1/devices/2").send().isBadRequestNaming("service_type");
  }

  private UpdateServiceDeviceOrder order(String id) {
    Payloads input =
        temporal
            .fetchHistory(id)
            .getEvents()
            .getFirst()
            .getWorkflowExecutionStartedEventAttributes()
            .getInput();
    return DurableJson.dataConverter()
        .fromPayloads(
            0, Optional.of(input), UpdateServiceDeviceOrder.class, UpdateServiceDeviceOrder.class);
  }
}
