package dev.turnup.api.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import dev.turnup.api.ApiTest;
import dev.turnup.api.Desk;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.operation.WaitingFor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@ApiTest
class OpenApiTest {

  private final JsonNode document;

  OpenApiTest(Desk desk) {
    document = desk.get("/openapi").withoutToken().send().json();
  }

  private JsonNode operation(String method, String path) {
    return document.path("paths").path(path).path(method);
  }

  @Test
  void isOpenApi31() {
    assertThat(document.path("openapi").asString()).startsWith("3.1");
    assertThat(document.path("info").path("title").asString()).isEqualTo("Turnup");
  }

  @ParameterizedTest
  @CsvSource({
    "/v3/{service_type}, post",
    "/v3/{service_type}/, post",
    "'/v3/{service_type}/{service_id}/devices/{device_id}', patch",
    "'/v3/{service_type}/{service_id}/devices/{device_id}', put"
  })
  void describesTheOperationWith202AndTheErrors(String path, String method) {
    JsonNode operation = operation(method, path);

    assertThat(operation.path("responses").propertyNames())
        .contains("202", "400", "401", "403", "406", "413", "415", "500", "503")
        .doesNotContain("200");
    assertThat(operation.at("/responses/202/content/application~1json/schema/$ref").asString(""))
        .isEqualTo("#/components/schemas/OperationAccepted");
    assertThat(
            operation
                .at("/responses/400/content/application~1problem+json/schema/$ref")
                .asString(""))
        .isEqualTo("#/components/schemas/Problem");
    assertThat(operation.path("parameters").valueStream().map(p -> p.path("name").asString()))
        .contains("service_type", "Request-Correlation-Id")
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "/v3/{service_type}, post",
    "/v3/{service_type}/, post",
    "'/v3/{service_type}/{service_id}/devices/{device_id}', patch",
    "'/v3/{service_type}/{service_id}/devices/{device_id}', put"
  })
  void describesBothCallbacksOfAnOperation(String path, String method) {
    JsonNode callbacks = operation(method, path).path("callbacks");

    assertThat(callbacks.propertyNames()).containsExactly("success_event", "error_event");
    assertThat(callbacks.at("/success_event/$ref").asString())
        .isEqualTo("#/components/callbacks/success_event");
    assertThat(callbacks.at("/error_event/$ref").asString())
        .isEqualTo("#/components/callbacks/error_event");
  }

  @Test
  void describesCallbacksWhereTheBodyAsksForThemOnly() {
    assertThat(operation("get", "/v3/operations/{correlation_id}").has("callbacks")).isFalse();
    assertThat(operation("post", "/v3/callback-redeliveries").has("callbacks")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/v3/{service_type}, post, true",
    "/v3/{service_type}/, post, true",
    "'/v3/{service_type}/{service_id}/devices/{device_id}', patch, true",
    "'/v3/{service_type}/{service_id}/devices/{device_id}', put, true",
    "/v3/callback-tests, post, true",
    "/v3/callback-redeliveries, post, false",
    "/v3/operations/{correlation_id}, get, false"
  })
  void saysWhereATraceGoesOn(String path, String method, boolean goesOn) {
    assertThat(
            operation(method, path)
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").asString().equals("header"))
                .filter(parameter -> !parameter.path("required").asBoolean())
                .map(parameter -> parameter.path("name").asString()))
        .containsExactlyInAnyOrderElementsOf(
            goesOn
                ? List.of("Request-Correlation-Id", "traceparent", "tracestate")
                : List.of("Request-Correlation-Id"));
  }

  @ParameterizedTest
  @CsvSource({
    "success_event, callback_success_url, SERVICE_CREATED",
    "error_event, callback_error_url, PROVISIONING_REJECTED"
  })
  void describesWhatAReceiverGets(String event, String url, String code) {
    JsonNode callback = document.at("/components/callbacks/" + event);
    JsonNode post = callback.path("{$request.body#/" + url + "}").path("post");
    JsonNode body = post.at("/requestBody/content/application~1json");

    assertThat(callback.propertyNames()).containsExactly("{$request.body#/" + url + "}");
    assertThat(post.path("security").toString()).isEqualTo("[{},{\"receivers_token\":[]}]");
    assertThat(post.at("/requestBody/required").asBoolean()).isTrue();
    assertThat(body.at("/schema/$ref").asString()).isEqualTo("#/components/schemas/OutcomeEvent");
    assertThat(body.at("/examples/" + code + "/value").propertyNames())
        .containsExactly("code", "title", "service_id");
    assertThat(body.at("/examples/" + code + "/value/code").asString()).isEqualTo(code);
    assertThat(
            post.path("parameters")
                .valueStream()
                .map(p -> p.path("in").asString() + " " + p.path("name").asString()))
        .containsExactly(
            "header Request-Correlation-Id",
            "header webhook-id",
            "header webhook-timestamp",
            "header webhook-signature",
            "header traceparent",
            "header tracestate",
            "header User-Agent");
    assertThat(post.path("responses").propertyNames())
        .containsExactlyInAnyOrder("2XX", "3XX", "4XX", "410", "5XX", "default");
    assertThat(post.at("/responses/410/description").asString()).contains("never sent again");
  }

  @Test
  void everyOutcomeIsAnExampleOfOneEvent() {
    assertThat(
            Stream.of("success", "error")
                .flatMap(
                    event ->
                        document
                            .at("/components/callbacks/" + event + "_event")
                            .path("{$request.body#/callback_" + event + "_url}")
                            .at("/post/requestBody/content/application~1json/examples")
                            .propertyNames()
                            .stream()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(OutcomeCode.values()).map(OutcomeCode::name).toList());
  }

  @Test
  void theBodyOfACallbackIsExactlyThreeStrings() {
    JsonNode event = document.at("/components/schemas/OutcomeEvent");

    assertThat(event.path("type").asString()).isEqualTo("object");
    assertThat(event.path("properties").propertyNames())
        .containsExactly("code", "title", "service_id");
    assertThat(event.path("properties").valueStream().map(p -> p.path("type").asString()))
        .containsOnly("string");
    assertThat(event.path("required").valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrder("code", "title", "service_id");
    assertThat(event.path("additionalProperties").asBoolean(true)).isFalse();
  }

  @Test
  void everyAnswerEchoesTheIdAndEveryRefusalHasExamples() {
    List<String> without = new ArrayList<>();
    document
        .path("paths")
        .propertyStream()
        .forEach(
            path ->
                path.getValue()
                    .propertyStream()
                    .forEach(
                        operation ->
                            operation
                                .getValue()
                                .path("responses")
                                .propertyStream()
                                .filter(answer -> !isWhole(answer.getKey(), answer.getValue()))
                                .forEach(
                                    answer -> without.add(path.getKey() + " " + answer.getKey()))));

    assertThat(without).isEmpty();
  }

  private static boolean isWhole(String status, JsonNode answer) {
    JsonNode headers = answer.path("headers");
    boolean located = !status.equals("202") || headers.has("Location");
    boolean timed = !(status.equals("429") || status.equals("503")) || headers.has("Retry-After");
    boolean challenged =
        !(status.equals("401") || status.equals("403")) || headers.has("WWW-Authenticate");
    JsonNode examples = answer.at("/content/application~1problem+json/examples");
    boolean shown =
        status.startsWith("2")
            || (!examples.isEmpty()
                && examples
                    .valueStream()
                    .allMatch(example -> example.at("/value/status").asString().equals(status)));
    return headers.has("Request-Correlation-Id") && located && timed && challenged && shown;
  }

  @Test
  void showsEachTitleOfA400() {
    JsonNode examples =
        operation("post", "/v3/{service_type}/")
            .at("/responses/400/content/application~1problem+json/examples");

    assertThat(examples.valueStream().map(example -> example.at("/value/title").asString()))
        .containsExactlyInAnyOrder(
            "Request not valid", "MISSING CALLBACK URL", "CALLBACK URL NOT ALLOWED");
  }

  @ParameterizedTest
  @CsvSource({
    "/v3/operations/{correlation_id}, get, Request-Correlation-Id",
    "/v3/operations/{correlation_id}/cancellations, post, Request-Correlation-Id",
    "/v3/codes, get, Request-Correlation-Id",
    "/v3/callback-redeliveries, post, failed_since"
  })
  void showsNoTitleOfA400ThatCannotBe(String path, String method, String field) {
    JsonNode examples =
        operation(method, path).at("/responses/400/content/application~1problem+json/examples");

    assertThat(examples.propertyNames()).containsExactly("BAD_REQUEST");
    assertThat(examples.at("/BAD_REQUEST/value/errors/0/field").asString()).isEqualTo(field);
  }

  @Test
  void showsTheDetailsOfTheRequestInItsA400() {
    JsonNode examples =
        operation("patch", "/v3/{service_type}/{service_id}/devices/{device_id}")
            .at("/responses/400/content/application~1problem+json/examples");

    assertThat(examples.propertyNames())
        .containsExactlyInAnyOrder(
            "BAD_REQUEST", "MISSING_CALLBACK_URL", "CALLBACK_URL_NOT_ALLOWED");
    assertThat(examples.at("/BAD_REQUEST/value/errors/0/field").asString())
        .isEqualTo("new_service_device_details");
  }

  @Test
  void everySchemaIsOneOfTheDraftThatOpenApi31Takes() {
    SchemaRegistry drafts = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    Schema draft = drafts.getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()));

    for (JsonNode schema : document.findValues("schema")) {
      assertThat(draft.validate(schema)).as(schema.toString()).isEmpty();
    }
    document
        .at("/components/schemas")
        .propertyStream()
        .forEach(
            schema -> assertThat(draft.validate(schema.getValue())).as(schema.getKey()).isEmpty());
  }

  @Test
  void saysWhichIdsCannotBeToldInAPath() {
    assertThat(
            operation("patch", "/v3/{service_type}/{service_id}/devices/{device_id}")
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("name").asString().endsWith("e_id"))
                .map(parameter -> parameter.path("description").asString("")))
        .hasSize(2)
        .allMatch(description -> description.contains("is . or .. or holds any of / \\ ; %"));
    assertThat(
            document
                .at("/components/schemas/CreateServiceRequest/properties/service_id/description")
                .asString(""))
        .contains("is . or .. or holds any of / \\ ; %");
  }

  @Test
  void describesTheStatus() {
    JsonNode operation = operation("get", "/v3/operations/{correlation_id}");

    assertThat(operation.path("responses").propertyNames()).contains("200", "404", "503");
  }

  @Test
  void describesWhatAnOperationMayWaitFor() {
    JsonNode view = document.at("/components/schemas/OperationView/properties");

    assertThat(view.propertyNames())
        .containsExactlyInAnyOrder(
            "correlation_id",
            "operation",
            "service_type",
            "state",
            "waiting_for",
            "jeopardy",
            "cancellable",
            "outcome",
            "callback",
            "accepted_at",
            "ended_at");
    assertThat(view.at("/state/enum").valueStream().map(JsonNode::asString))
        .containsExactly("acknowledged", "inProgress", "held", "completed", "failed", "cancelled");
    assertThat(view.at("/waiting_for/enum").valueStream().map(JsonNode::asString))
        .containsExactlyElementsOf(Stream.of(WaitingFor.values()).map(WaitingFor::name).toList());
    assertThat(view.at("/jeopardy/type").asString()).isEqualTo("boolean");
    assertThat(view.at("/cancellable/type").asString()).isEqualTo("boolean");
  }

  @Test
  void describesHowToCancel() {
    JsonNode operation = operation("post", "/v3/operations/{correlation_id}/cancellations");

    assertThat(operation.path("responses").propertyNames())
        .contains("202", "404", "409", "503")
        .doesNotContain("200");
    assertThat(operation.at("/responses/409/description").asString())
        .isEqualTo("TOO_LATE_TO_CANCEL");
    assertThat(operation.at("/responses/202/content/application~1json/schema/$ref").asString(""))
        .isEqualTo("#/components/schemas/OperationAccepted");
  }

  @Test
  void describesHowToHaveACallbackSentAgain() {
    JsonNode responses =
        operation("post", "/v3/operations/{correlation_id}/callback-redeliveries").at("/responses");

    assertThat(responses.propertyNames()).contains("202", "404", "409", "429", "503");
    assertThat(responses.at("/409/description").asString()).isEqualTo("NOTHING_TO_TELL");
    assertThat(responses.at("/429/description").asString()).isEqualTo("TOO_MANY_REQUESTS");
    assertThat(responses.at("/429/headers").propertyNames()).contains("Retry-After");
  }

  @Test
  void describesHowToSeeWhatBecameOfIt() {
    JsonNode responses =
        operation("get", "/v3/operations/{correlation_id}/callback-redeliveries").at("/responses");

    assertThat(responses.propertyNames())
        .contains("200", "401", "403", "404", "503")
        .doesNotContain("202", "409", "429");
  }

  @Test
  void describesHowToHaveAllSentAgain() {
    JsonNode responses = operation("post", "/v3/callback-redeliveries").at("/responses");

    assertThat(responses.propertyNames())
        .contains("202", "400", "406", "413", "415", "429", "503")
        .doesNotContain("409");
    assertThat(responses.at("/406/headers").propertyNames()).contains("Location");
    assertThat(responses.at("/429/description").asString()).isEqualTo("TOO_MANY_REQUESTS");
    assertThat(responses.at("/429/headers").propertyNames()).contains("Retry-After");
  }

  @ParameterizedTest
  @CsvSource({
    "/v3/operations/{correlation_id}/cancellations",
    "/v3/operations/{correlation_id}/callback-redeliveries"
  })
  void saysThatABodyThatNobodyAskedForMayBeTooLarge(String path) {
    JsonNode responses = operation("post", path).at("/responses");

    assertThat(responses.at("/413/description").asString()).isEqualTo("PAYLOAD_TOO_LARGE");
    assertThat(responses.propertyNames()).doesNotContain("415");
  }

  @Test
  void describesTheCatalogue() {
    JsonNode operation = operation("get", "/v3/codes");

    assertThat(operation.at("/responses/200/content/application~1json/schema/$ref").asString(""))
        .isEqualTo("#/components/schemas/Catalogue");
    assertThat(document.at("/components/schemas/Catalogue/properties").propertyNames())
        .containsExactly("refusals", "outcomes");
    assertThat(document.at("/components/schemas/Ending/properties").propertyNames())
        .containsExactlyInAnyOrder("event", "class", "code", "title", "next");
  }

  @Test
  void describesWhereTheSchemasAre() {
    JsonNode operation = operation("get", "/v3/schemas/{service_type}");

    assertThat(operation.path("responses").propertyNames()).contains("200", "400", "401");
    assertThat(document.at("/components/schemas/SchemasView/properties").propertyNames())
        .containsExactly("service_details", "new_service_device_details");
    assertThat(
            document
                .at("/components/schemas/CreateServiceRequest/properties/service_details")
                .path("description")
                .asString())
        .contains("GET /v3/schemas/{service_type}");
  }

  @Test
  void describesTheBodiesInTheNamesOfTheApi() {
    JsonNode schemas = document.at("/components/schemas");

    assertThat(schemas.at("/CreateServiceRequest/properties").propertyNames())
        .containsExactlyInAnyOrder(
            "service_id", "service_details", "callback_success_url", "callback_error_url");
    assertThat(schemas.at("/CreateServiceRequest/required").toString())
        .contains("service_details", "callback_success_url", "callback_error_url")
        .doesNotContain("service_id");
    assertThat(schemas.at("/UpdateServiceDeviceRequest/properties").propertyNames())
        .containsExactlyInAnyOrder(
            "category", "new_service_device_details", "callback_success_url", "callback_error_url");
    assertThat(schemas.at("/OperationAccepted/properties").propertyNames())
        .containsExactly("external_reference_id");
    assertThat(schemas.at("/Problem/properties").propertyNames())
        .contains("code", "title", "status", "type", "detail", "errors");
  }

  @Test
  void asksForABearerToken() {
    assertThat(document.at("/components/securitySchemes/bearer/scheme").asString())
        .isEqualTo("bearer");
  }

  @Test
  void refersOnlyToWhatIsThere() {
    assertThat(document.findValuesAsString("$ref"))
        .isNotEmpty()
        .allSatisfy(
            reference ->
                assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
  }
}
