package dev.turnup.api.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.ApiTest;
import dev.turnup.api.Desk;
import dev.turnup.workflows.operation.WaitingFor;
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
    JsonNode operation = document.path("paths").path(path).path(method);

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

  @Test
  void describesTheStatus() {
    JsonNode operation = document.path("paths").path("/v3/operations/{correlation_id}").path("get");

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
    JsonNode operation =
        document.path("paths").path("/v3/operations/{correlation_id}/cancellations").path("post");

    assertThat(operation.path("responses").propertyNames())
        .contains("202", "404", "409", "503")
        .doesNotContain("200");
    assertThat(operation.at("/responses/409/description").asString())
        .isEqualTo("TOO_LATE_TO_CANCEL");
    assertThat(operation.at("/responses/202/content/application~1json/schema/$ref").asString(""))
        .isEqualTo("#/components/schemas/OperationAccepted");
  }

  @Test
  void describesTheCatalogue() {
    JsonNode operation = document.path("paths").path("/v3/codes").path("get");

    assertThat(operation.at("/responses/200/content/application~1json/schema/$ref").asString(""))
        .isEqualTo("#/components/schemas/Catalogue");
    assertThat(document.at("/components/schemas/Catalogue/properties").propertyNames())
        .containsExactly("refusals", "outcomes");
    assertThat(document.at("/components/schemas/Ending/properties").propertyNames())
        .containsExactlyInAnyOrder("event", "class", "code", "title", "next");
  }

  @Test
  void describesWhereTheSchemasAre() {
    JsonNode operation = document.path("paths").path("/v3/schemas/{service_type}").path("get");

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
