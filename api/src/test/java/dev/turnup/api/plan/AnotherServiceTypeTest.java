package dev.turnup.api.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.Answer;
import dev.turnup.api.ApiTest;
import dev.turnup.api.Body;
import dev.turnup.api.Desk;
import io.temporal.client.WorkflowClient;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** An operator who offers one thing more: a YAML file and a schema beside ours, and no Java. */
@ApiTest
@TestPropertySource(properties = "spring.config.additional-location=classpath:fax/fax.yml")
class AnotherServiceTypeTest {

  private static final Body VALID =
      Body.createService().with("service_details", Map.of("paper_size", "A4"));

  private final Desk desk;
  private final WorkflowClient temporal;

  AnotherServiceTypeTest(Desk desk, WorkflowClient temporal) {
    this.desk = desk;
    this.temporal = temporal;
  }

  @Test
  void canBeOrdered() {
    Answer answer = desk.post("/v3/fax/").with(VALID).send().isAccepted();

    assertThat(temporal.newUntypedWorkflowStub(answer.id()).describe().getStaticDetails())
        .contains("Install the line (network/add-fax-line, undone by remove-fax-line)")
        .contains("Send the fax machine (logistics/ship-fax, **point of no return**)");
    assertThat(
            desk.get("/v3/operations/" + answer.id()).send().json().path("service_type").asString())
        .isEqualTo("fax");
  }

  @Test
  void hasItsOwnSchema() {
    desk.post("/v3/fax/")
        .with(VALID.with("service_details.paper_size", "A0"))
        .send()
        .isBadRequestNaming("service_details.paper_size");
    assertThat(
            desk.get("/v3/schemas/fax").send().json().at("/service_details/required/0").asString())
        .isEqualTo("paper_size");
  }

  @Test
  void hasTheDevicesThatItHasAPlanFor() {
    Body box = Body.updateDevice().with("category", "OTHER");

    desk.patch("/v3/fax/1/devices/2").with(box).send().isAccepted();
    desk.patch("/v3/fax/1/devices/2")
        .with(box.with("category", "eSIM"))
        .send()
        .isBadRequestNaming("category");
  }

  /** What is in the path is told, too. */
  @Test
  void knowsTheServiceAndTheDeviceWhenItChoosesTheSteps() {
    Body box = Body.updateDevice().with("category", "OTHER");

    Answer answer = desk.patch("/v3/fax/1/devices/2").with(box).send().isAccepted();

    assertThat(temporal.newUntypedWorkflowStub(answer.id()).describe().getStaticDetails())
        .contains("Collect the old fax machine")
        .doesNotContain("Find out the number");
  }

  @Test
  void leavesTheOthersAsTheyAre() {
    desk.post("/v3/tv/").send().isAccepted();
    Answer unknown = desk.post("/v3/telex/").send().isBadRequestNaming("service_type");

    assertThat(unknown.body()).contains("datasharing, deviceinsurance, fax, mobile");
  }
}
