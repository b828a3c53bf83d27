package dev.turnup.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.Answer;
import dev.turnup.api.ApiTest;
import dev.turnup.api.Body;
import dev.turnup.api.Desk;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** An operator who wants to know more than the published API does. */
@ApiTest
@TestPropertySource(
    properties = {
      "turnup.schemas.multisim.service-details=classpath:tightened/multisim.json",
      "turnup.schemas.mobile.new-service-device-details.SIM=classpath:tightened/sim.json"
    })
class TightenedSchemasTest {

  private static final String PATH = "/v3/multisim/";
  private static final Body VALID =
      Body.createService().with("service_details.primary_service_id", "612123456");

  private final Desk desk;

  TightenedSchemasTest(Desk desk) {
    this.desk = desk;
  }

  @Test
  void takeWhatTheyAskFor() {
    desk.post(PATH).with(VALID).send().isAccepted();
  }

  @Test
  void nameTheMemberThatIsMissing() {
    Answer answer =
        desk.post(PATH)
            .with(VALID.without("service_details.primary_service_id"))
            .send()
            .isBadRequestNaming("service_details.primary_service_id");

    assertThat(answer.json().at("/errors/0/message").asString()).isEqualTo("is required");
    assertThat(answer.json().path("detail").asString())
        .isEqualTo("service_details.primary_service_id: is required");
  }

  @Test
  void nameTheMemberThatDoesNotMatch() {
    Answer answer =
        desk.post(PATH)
            .with(VALID.with("service_details.primary_service_id", "912123456"))
            .send()
            .isBadRequestNaming("service_details.primary_service_id");

    assertThat(answer.json().at("/errors/0/message").asString())
        .isEqualTo("must match the pattern ^6[0-9]{8}$");
    assertThat(answer.body()).doesNotContain("912123456");
  }

  @Test
  void nameMembersOfMembers() {
    desk.post(PATH)
        .with(VALID.with("service_details.delivery", Map.of("floor", 1)))
        .send()
        .isBadRequestNaming(
            "service_details.delivery.floor", "service_details.delivery.postal_code");
  }

  @Test
  void askMoreOfAnIdentifierThanItsCheckDigit() {
    String foreign = "8944011411551283143";

    desk.post("/v3/applewatch/")
        .with(Body.createService().with("service_details.secondary_iccid", foreign))
        .send()
        .isAccepted();
    desk.post(PATH)
        .with(VALID.with("service_details.secondary_iccid", foreign))
        .send()
        .isBadRequestNaming("service_details.secondary_iccid");
  }

  @Test
  void holdForTheirServiceTypeAndCategoryOnly() {
    Body sim = Body.updateDevice().with("category", "SIM");

    desk.post("/v3/applewatch/").send().isAccepted();
    desk.patch("/v3/mobile/1/devices/2").send().isAccepted();
    desk.patch("/v3/tv/1/devices/2").with(sim).send().isAccepted();
    desk.patch("/v3/mobile/1/devices/2")
        .with(sim)
        .send()
        .isBadRequestNaming("new_service_device_details.reason");
    desk.patch("/v3/mobile/1/devices/2")
        .with(sim.with("new_service_device_details.reason", "LOST"))
        .send()
        .isAccepted();
  }

  @Test
  void areShownToPartners() {
    assertThat(
            desk.get("/v3/schemas/multisim")
                .send()
                .json()
                .at("/service_details/required/0")
                .asString())
        .isEqualTo("primary_service_id");
    assertThat(
            desk.get("/v3/schemas/mobile")
                .send()
                .json()
                .at("/new_service_device_details/SIM/properties/reason/enum")
                .size())
        .isEqualTo(3);
  }
}
