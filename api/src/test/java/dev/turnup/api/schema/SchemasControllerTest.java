package dev.turnup.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.Answer;
import dev.turnup.api.ApiTest;
import dev.turnup.api.Desk;
import dev.turnup.api.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ApiTest
class SchemasControllerTest {

  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

  private final Desk desk;

  SchemasControllerTest(Desk desk) {
    this.desk = desk;
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
  void showsTheSchemasOfTheServiceType(String serviceType) {
    Answer answer = desk.get("/v3/schemas/" + serviceType).send();

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.json().propertyNames())
        .containsExactly("service_details", "new_service_device_details");
    assertThat(answer.json().at("/service_details/$schema").asString()).isEqualTo(DRAFT);
    assertThat(answer.json().at("/service_details/title").asString()).contains(serviceType);
    assertThat(answer.json().at("/new_service_device_details/any/$schema").asString())
        .isEqualTo(DRAFT);
  }

  @Test
  void showsTheCategoriesThatDiffer() {
    assertThat(
            desk.get("/v3/schemas/mobile")
                .send()
                .json()
                .path("new_service_device_details")
                .propertyNames())
        .containsExactlyInAnyOrder("any", "SIM", "eSIM", "STB", "ROUTER", "WIFI_EXTENDER");
  }

  @Test
  void answers400ForAServiceTypeThatIsNotOffered() {
    Answer answer = desk.get("/v3/schemas/fax").send().isBadRequestNaming("service_type");

    assertThat(answer.body()).contains("applewatch, datasharing");
  }

  @Test
  void answersToAnyValidTokenAndToNoneElse() {
    assertThat(desk.get("/v3/schemas/tv").as(Token.valid().withScope("")).send().status())
        .isEqualTo(200);
    assertThat(desk.call("HEAD", "/v3/schemas/tv").as(Token.valid().withScope("")).send().status())
        .isEqualTo(200);
    desk.get("/v3/schemas/tv")
        .withoutToken()
        .send()
        .isProblem(401, "UNAUTHORIZED_REQUEST", "Missing credentials");
  }

  /** The path has the form of one for services, and asks for their scope if it is written to. */
  @Test
  void takesNoWrites() {
    desk.post("/v3/schemas/")
        .as(Token.valid().withScope("operations:read"))
        .send()
        .isProblem(403, "FORBIDDEN_RESOURCE", "Request forbidden by administrative rules");
    desk.post("/v3/schemas/").send().isBadRequestNaming("service_type");
    desk.post("/v3/schemas/tv").send().isProblem(405, "METHOD_NOT_ALLOWED", "Method not allowed");
  }
}
