package dev.turnup.api.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.Answer;
import dev.turnup.api.ApiTest;
import dev.turnup.api.Body;
import dev.turnup.api.Desk;
import dev.turnup.api.Engine;
import dev.turnup.workflows.callback.CallbackState;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeCode;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.Import;

@ApiTest
@Import(Engine.class)
class DuplicateTest {

  private static final String PATH = "/v3/tv/";

  private final Desk desk;
  private final Engine engine;

  DuplicateTest(Desk desk, Engine engine) {
    this.desk = desk;
    this.engine = engine;
  }

  @Test
  void answers406ForASecondRequestWithTheSameIdWhileTheFirstRuns() {
    String id = desk.post(PATH).send().isAccepted().id();

    Answer second = isDuplicate(desk.post(PATH).withId(id).send());

    assertThat(second.header("Location")).isEqualTo("/v3/operations/" + id);
    assertThat(second.json().path("detail").asString()).contains("the same body");
  }

  @ParameterizedTest
  @EnumSource(
      value = OutcomeCode.class,
      names = {"SERVICE_CREATED", "PROVISIONING_REJECTED", "CANCELLED"})
  void answers406ForASecondRequestWithTheSameIdAfterTheFirstHasFinished(OutcomeCode how) {
    Outcome outcome = new Outcome(how, "tv-1", null, null, List.of(), List.of());
    Body body = engine.toEndWith(outcome, CallbackState.DELIVERED);
    String id = desk.post(PATH).with(body).send().isAccepted().id();
    engine.await(id);

    Answer second = isDuplicate(desk.post(PATH).withId(id).with(body).send());

    assertThat(second.header("Location")).isEqualTo("/v3/operations/" + id);
    assertThat(second.json().path("detail").asString()).contains("the same body");
  }

  @Test
  void takesTheSameMembersInAnotherOrderForTheSameBody() {
    String id =
        desk.post(PATH)
            .withBody(
                "{\"service_details\":{\"a\":1,\"b\":2},\"callback_success_url\":\"https://p.example\","
                    + "\"callback_error_url\":\"https://q.example\"}")
            .send()
            .isAccepted()
            .id();

    Answer second =
        isDuplicate(
            desk.post(PATH)
                .withId(id)
                .withBody(
                    "{ \"callback_error_url\":\"https://q.example\",\"service_details\":{\"b\":2,\"a\":1},"
                        + "\"callback_success_url\":\"https://p.example\", \"unknown\": 1 }")
                .send());

    assertThat(second.json().path("detail").asString()).contains("the same body");
  }

  @Test
  void tellsIfTheSecondRequestHadAnotherBody() {
    String id = desk.post(PATH).send().isAccepted().id();

    Answer second =
        isDuplicate(
            desk.post(PATH)
                .withId(id)
                .with(Body.createService().with("service_id", "tv-2"))
                .send());

    assertThat(second.header("Location")).isEqualTo("/v3/operations/" + id);
    assertThat(second.json().path("detail").asString()).contains("another body");
  }

  @Test
  void answers406IfTheIdWasUsedForAnotherOperation() {
    String id = desk.post(PATH).send().isAccepted().id();

    Answer second = isDuplicate(desk.patch("/v3/tv/1/devices/2").withId(id).send());

    assertThat(second.json().path("detail").asString()).contains("another body");
  }

  @Test
  void answers406ForTheSameIdInUpperCase() {
    String id = desk.post(PATH).send().isAccepted().id();

    isDuplicate(desk.post(PATH).withId(id.toUpperCase(Locale.ROOT)).send());
  }

  @Test
  void revealsNothingOfAnotherPartnersRequest() {
    String id = desk.post(PATH).send().isAccepted().id();

    Answer second = isDuplicate(desk.post(PATH).withId(id).asPartner("rival").send());

    assertThat(second.header("Location")).isNull();
    assertThat(second.json().propertyNames())
        .containsExactlyInAnyOrder("code", "title", "status", "type");
    assertThat(second.body()).doesNotContain("acme", id);
  }

  private static Answer isDuplicate(Answer answer) {
    return answer.isProblem(406, "DUPLICATE_WORKFLOW_ID", "Duplicate workflow id");
  }
}
