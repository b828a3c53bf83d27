package dev.turnup.api.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.Answer;
import dev.turnup.api.ApiTest;
import dev.turnup.api.Body;
import dev.turnup.api.Desk;
import dev.turnup.workflows.operation.CreateServiceOrder;
import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.operation.TaskQueues;
import dev.turnup.workflows.payload.DurableJson;
import dev.turnup.workflows.provisioning.PlanStep;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@ApiTest
class CreateServiceTest {

  private static final String PATH = "/v3/applewatch/";

  private final Desk desk;
  private final WorkflowClient temporal;

  CreateServiceTest(Desk desk, WorkflowClient temporal) {
    this.desk = desk;
    this.temporal = temporal;
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
  void answers202ForEveryServiceTypeWithAndWithoutTheTrailingSlash(String serviceType) {
    desk.post("/v3/" + serviceType + "/").send().isAccepted();
    desk.post("/v3/" + serviceType).send().isAccepted();
  }

  @Test
  void hasStartedTheWorkflowWhenItAnswers202() {
    Answer answer = desk.post(PATH).send().isAccepted();

    WorkflowExecutionDescription run = describe(answer.id());
    assertThat(run.getStatus())
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
    assertThat(run.getWorkflowType()).isEqualTo("CreateService");
    assertThat(run.getTaskQueue()).isEqualTo(TaskQueues.PROVISIONING);
  }

  /** Nobody works here: see {@link OperationStatusTest} for what comes after. */
  @Test
  void canBeLookedUpAtOnceAndIsAcknowledged() {
    String id = desk.post(PATH).send().isAccepted().id();

    Answer status = desk.get("/v3/operations/" + id).send();

    assertThat(status.status()).as(status.body()).isEqualTo(200);
    assertThat(status.json().propertyNames())
        .containsExactlyInAnyOrder(
            "correlation_id",
            "operation",
            "service_type",
            "state",
            "jeopardy",
            "cancellable",
            "accepted_at");
    assertThat(status.json().path("correlation_id").asString()).isEqualTo(id);
    assertThat(status.json().path("operation").asString()).isEqualTo("CREATE_SERVICE");
    assertThat(status.json().path("service_type").asString()).isEqualTo("applewatch");
    assertThat(status.json().path("state").asString()).isEqualTo("acknowledged");
    assertThat(status.json().path("jeopardy").asBoolean()).isFalse();
    assertThat(status.json().path("cancellable").asBoolean()).isTrue();
    assertThat(Instant.parse(status.json().path("accepted_at").asString()))
        .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
  }

  @Test
  void tellsOperatorsWhatWasAskedAndByWhom() {
    WorkflowExecutionDescription run = describe(desk.post(PATH).send().isAccepted().id());

    assertThat(run.getTypedSearchAttributes().get(OperationAttributes.SERVICE_TYPE))
        .isEqualTo("applewatch");
    assertThat(run.getTypedSearchAttributes().get(OperationAttributes.OPERATION))
        .isEqualTo("CREATE_SERVICE");
    assertThat(run.getTypedSearchAttributes().get(OperationAttributes.PARTNER)).isEqualTo("acme");
    assertThat(run.getMemo(OperationMemo.PARTNER, String.class)).isEqualTo("acme");
    assertThat((String) run.getMemo(OperationMemo.FINGERPRINT, String.class))
        .matches("[0-9a-f]{64}");
    assertThat(run.getStaticSummary()).isEqualTo("Create applewatch for acme");
    assertThat(run.getStaticDetails())
        .contains(
            "Check that the primary line may have a companion (entitlement/check-eligibility,")
        .contains("check-eligibility, changes nothing)")
        .contains(
            "Order the profile at the SM-DP+ (sm-dp-plus/download-order, undone by cancel-order)")
        .contains("Confirm the profile order (sm-dp-plus/confirm-order, undone with order-profile)")
        .contains(
            "Start the billing of the service (billing/start-charging, undone by stop-charging)");
  }

  @Test
  void showsOperatorsNothingPersonal() {
    WorkflowExecutionDescription run = describe(desk.post(PATH).send().isAccepted().id());

    assertThat(run.getRawDescription().toString() + run.getStaticSummary() + run.getStaticDetails())
        .contains("acme")
        .doesNotContain("612123456", Body.ICCID, Body.EID, "partner.example");
  }

  @Test
  void handsTheWorkflowTheWholeOrder() {
    CreateServiceOrder order = order(desk.post(PATH).send().isAccepted().id());

    assertThat(order.partner()).isEqualTo("acme");
    assertThat(order.serviceType().name()).isEqualTo("applewatch");
    assertThat(order.serviceId()).isEqualTo("612123456");
    assertThat(order.serviceDetails())
        .isEqualTo(Map.of("secondary_eid", Body.EID, "secondary_iccid", Body.ICCID));
    assertThat(order.callbacks().success()).hasToString("https://partner.example/ok");
    assertThat(order.callbacks().error()).hasToString("https://partner.example/failed");
    assertThat(order.plan().steps().stream().map(PlanStep::name))
        .containsExactly(
            "eligibility",
            "reserve-sim",
            "order-profile",
            "network",
            "charging",
            "confirm-order",
            "release-profile",
            "billing");
    assertThat(order.plan().deadline()).isEqualTo(Duration.ofDays(7));
    assertThat(order.plan().holdFor()).isEqualTo(Duration.ofDays(3));
    assertThat(order.localFirst()).isTrue();
  }

  @Test
  void handsOnWhatItDoesNotKnowOfTheServiceAsItWasSaid() {
    List<Object> list = Arrays.asList("x", 1, null, true);
    Body body =
        Body.createService()
            .with("service_details.colour", "blå")
            .with("service_details.list", list)
            .with("service_details.big", 123456789012345678L)
            .with("service_details.nothing", null);

    Map<String, Object> details =
        order(desk.post(PATH).with(body).send().isAccepted().id()).serviceDetails();

    assertThat(details)
        .containsEntry("colour", "blå")
        .containsEntry("list", list)
        .containsEntry("big", 123456789012345678L)
        .containsEntry("nothing", null);
  }

  @Test
  void leavesTheServiceIdOpenIfThePartnerNamesNone() {
    Body body = Body.createService().without("service_id");

    assertThat(order(desk.post(PATH).with(body).send().isAccepted().id()).serviceId()).isNull();
  }

  static Stream<Arguments> whatIsValid() {
    Body valid = Body.createService();
    return Stream.of(
        Arguments.of("an unknown member", valid.with("something", "else")),
        Arguments.of("no details", valid.with("service_details", Map.of())),
        Arguments.of("a service id of null", valid.with("service_id", null)),
        Arguments.of("the longest service id", valid.with("service_id", "x".repeat(255))),
        Arguments.of("a service id of any script", valid.with("service_id", "名前 Ø-1/2")),
        Arguments.of(
            "a padded ICCID", valid.with("service_details.secondary_iccid", Body.ICCID + "F")),
        Arguments.of(
            "a padded ICCID in lower case",
            valid.with("service_details.secondary_iccid", Body.ICCID + "f")),
        Arguments.of("an IMEI", valid.with("service_details.imei", Body.IMEI)),
        Arguments.of(
            "a callback at an IP address", valid.with("callback_success_url", "https://9.9.9.9")),
        Arguments.of(
            "a callback with port and query",
            valid.with("callback_error_url", "https://partner.example:443/a/b?c=d&e=%20f")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whatIsValid")
  void takes(String what, Body body) {
    desk.post(PATH).with(body).send().isAccepted();
  }

  static Stream<Arguments> whatIsNotValid() {
    Body valid = Body.createService();
    return Stream.of(
        Arguments.of("no details", valid.without("service_details"), "service_details"),
        Arguments.of("details of null", valid.with("service_details", null), "service_details"),
        Arguments.of("a text as details", valid.with("service_details", "x"), "service_details"),
        Arguments.of(
            "an empty text as details", valid.with("service_details", ""), "service_details"),
        Arguments.of(
            "a list as details", valid.with("service_details", List.of()), "service_details"),
        Arguments.of("a number as details", valid.with("service_details", 1), "service_details"),
        Arguments.of("an empty service id", valid.with("service_id", ""), "service_id"),
        Arguments.of("a blank service id", valid.with("service_id", "  "), "service_id"),
        Arguments.of("a number as service id", valid.with("service_id", 612123456), "service_id"),
        Arguments.of("an object as service id", valid.with("service_id", Map.of()), "service_id"),
        Arguments.of("true as service id", valid.with("service_id", true), "service_id"),
        Arguments.of("a long service id", valid.with("service_id", "x".repeat(256)), "service_id"),
        Arguments.of("a control character", valid.with("service_id", "a\nb"), "service_id"),
        Arguments.of(
            "an ICCID with a wrong check digit",
            valid.with("service_details.secondary_iccid", "8934011411551283145"),
            "service_details.secondary_iccid"),
        Arguments.of(
            "an ICCID as a number",
            valid.with("service_details.secondary_iccid", 8934011411551283144L),
            "service_details.secondary_iccid"),
        Arguments.of(
            "an ICCID too short",
            valid.with("service_details.iccid", "893401141155128314"),
            "service_details.iccid"),
        Arguments.of(
            "an EID with wrong check digits",
            valid.with("service_details.secondary_eid", "89049032001234567890123456789058"),
            "service_details.secondary_eid"),
        Arguments.of(
            "an IMEI with a wrong check digit",
            valid.with("service_details.imei", "490154203237519"),
            "service_details.imei"),
        Arguments.of(
            "an IMSI with letters",
            valid.with("service_details.imsi", "21403x"),
            "service_details.imsi"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whatIsNotValid")
  void answers400NamingTheFieldFor(String what, Body body, String field) {
    desk.post(PATH).with(body).send().isBadRequestNaming(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"callback_success_url", "callback_error_url"})
  void answers400UnderItsOwnTitleIfACallbackUrlIsMissing(String url) {
    desk.post(PATH)
        .with(Body.createService().without(url))
        .send()
        .isProblem(400, "BAD_REQUEST", "MISSING CALLBACK URL")
        .names(url);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  "})
  void takesAnEmptyCallbackUrlForAMissingOne(@Nullable String url) {
    desk.post(PATH)
        .with(Body.createService().with("callback_error_url", url))
        .send()
        .isProblem(400, "BAD_REQUEST", "MISSING CALLBACK URL")
        .names("callback_error_url");
  }

  @Test
  void namesBothCallbackUrlsIfBothAreMissing() {
    desk.post(PATH)
        .with(Body.createService().without("callback_success_url").without("callback_error_url"))
        .send()
        .isProblem(400, "BAD_REQUEST", "MISSING CALLBACK URL")
        .names("callback_success_url", "callback_error_url");
  }

  @Test
  void keepsTheTitleOfTheMissingCallbackUrlWhateverElseIsWrong() {
    desk.post("/v3/fax/")
        .with(
            Body.createService()
                .without("callback_success_url")
                .with("callback_error_url", "nowhere")
                .with("service_id", " ")
                .with("service_details.secondary_iccid", "1"))
        .send()
        .isProblem(400, "BAD_REQUEST", "MISSING CALLBACK URL")
        .names(
            "service_type",
            "service_id",
            "service_details.secondary_iccid",
            "callback_success_url",
            "callback_error_url");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nowhere",
        "/path",
        "//partner.example/ok",
        "partner.example/ok",
        "https:/ok",
        "https://",
        "https:///ok",
        "ftp://partner.example/ok",
        "file:///etc/passwd",
        "mailto:x@partner.example",
        "https://user:secret@partner.example/ok",
        "https://partner.example/ok#part",
        "https://partner.example/with space",
        " https://partner.example/ok",
        "https://partner.example:99999/ok",
        "https://partner.example:0/ok",
        "https://partner.example/{id}",
        "https://partner.example/blå",
        "https://partner.example/%zz",
        "http://partner.example/ok",
        "https://partner.example:8443/ok",
        "https://PARTNER.example/ok",
        "https://localhost/ok",
        "https://127.0.0.1/ok",
        "https://127.1/ok",
        "https://2130706433/ok",
        "https://0x7f000001/ok",
        "https://[::1]/ok",
        "https://[::ffff:7f00:1]/ok",
        "https://169.254.169.254/latest/meta-data",
        "https://partner.example\\@127.0.0.1/ok",
        "https://\uff11\uff12\uff17.0.0.1/ok"
      })
  void answers400UnderItsOwnTitleForACallbackUrlLike(String url) {
    for (String field : List.of("callback_success_url", "callback_error_url")) {
      desk.post(PATH)
          .with(Body.createService().with(field, url))
          .send()
          .isProblem(400, "BAD_REQUEST", "CALLBACK URL NOT ALLOWED")
          .names(field);
    }
  }

  @Test
  void answers400ForACallbackUrlThatIsTooLong() {
    String longest = "https://partner.example/" + "x".repeat(2048 - 24);

    desk.post(PATH)
        .with(Body.createService().with("callback_error_url", longest))
        .send()
        .isAccepted();
    desk.post(PATH)
        .with(Body.createService().with("callback_error_url", longest + "x"))
        .send()
        .isProblem(400, "BAD_REQUEST", "CALLBACK URL NOT ALLOWED")
        .names("callback_error_url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fax", "MOBILE", "Tv", "operations", "%20", "mobile%20"})
  void answers400ForAServiceTypeThatIsNotOffered(String serviceType) {
    Answer answer = desk.post("/v3/" + serviceType + "/").send().isBadRequestNaming("service_type");

    assertThat(answer.body()).contains("applewatch, datasharing, deviceinsurance, mobile");
  }

  @Test
  void startsNothingForARequestThatIsNotValid() {
    Answer answer = desk.post(PATH).with(Body.createService().with("service_id", "")).send();

    desk.get("/v3/operations/" + answer.id())
        .send()
        .isProblem(404, "NOT_FOUND", "Resource not found");
    desk.post(PATH).withId(answer.id()).send().isAccepted();
  }

  private WorkflowExecutionDescription describe(String id) {
    return temporal.newUntypedWorkflowStub(id).describe();
  }

  private CreateServiceOrder order(String id) {
    Payloads input =
        temporal
            .fetchHistory(id)
            .getEvents()
            .getFirst()
            .getWorkflowExecutionStartedEventAttributes()
            .getInput();
    return DurableJson.dataConverter()
        .fromPayloads(0, Optional.of(input), CreateServiceOrder.class, CreateServiceOrder.class);
  }
}
