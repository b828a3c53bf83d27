package dev.turnup.api.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.Answer;
import dev.turnup.api.ApiTest;
import dev.turnup.api.Desk;
import dev.turnup.api.Token;
import dev.turnup.api.problem.ProblemCode;
import dev.turnup.workflows.operation.OutcomeClass;
import dev.turnup.workflows.operation.OutcomeCode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ApiTest
class CatalogueTest {

  private static final String PATH = "/v3/codes";

  private final Desk desk;

  CatalogueTest(Desk desk) {
    this.desk = desk;
  }

  @ParameterizedTest
  @EnumSource
  void hasTheRefusal(ProblemCode code) {
    JsonNode entry = entry("refusals", code.name());

    assertThat(entry.propertyNames()).containsExactlyInAnyOrder("status", "code", "title", "next");
    assertThat(entry.path("status").asInt()).isEqualTo(code.status().value()).isBetween(400, 599);
    assertThat(entry.path("title").asString()).isEqualTo(code.title()).isNotBlank();
    assertThat(entry.path("next").asString()).isEqualTo(code.next()).endsWith(".");
  }

  @ParameterizedTest
  @EnumSource
  void hasTheOutcome(OutcomeCode code) {
    JsonNode entry = entry("outcomes", code.name());

    assertThat(entry.propertyNames())
        .containsExactlyInAnyOrder("event", "class", "code", "title", "next");
    assertThat(entry.path("event").asString())
        .isEqualTo(code.isSuccess() ? "success_event" : "error_event");
    assertThat(entry.path("class").asString()).isEqualTo(code.kind().name());
    assertThat(entry.path("title").asString()).isEqualTo(code.title()).isNotBlank();
    assertThat(entry.path("next").asString()).isEqualTo(code.next()).endsWith(".");
  }

  @Test
  void hasNothingElse() {
    assertThat(values("refusals", "code")).containsExactlyElementsOf(names(ProblemCode.values()));
    assertThat(values("outcomes", "code")).containsExactlyElementsOf(names(OutcomeCode.values()));
  }

  @Test
  void hasAnOutcomeOfEachClass() {
    assertThat(values("outcomes", "class")).containsAll(names(OutcomeClass.values()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "metrics:read", "services:write"})
  void isShownToEverybodyWithAToken(String scope) {
    Answer answer = desk.get(PATH).as(Token.valid().withScope(scope)).send();

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(desk.call("HEAD", PATH).as(Token.valid().withScope(scope)).send().status())
        .isEqualTo(200);
  }

  @Test
  void isNotShownToStrangers() {
    desk.get(PATH)
        .withoutToken()
        .send()
        .isProblem(401, "UNAUTHORIZED_REQUEST", "Missing credentials");
  }

  /** The path is one that a service type of this name would have, too. */
  @Test
  void cannotBeWrittenToWithoutTheScopeToOrderServices() {
    desk.post(PATH)
        .as(Token.valid().withScope("operations:read"))
        .send()
        .isProblem(403, "FORBIDDEN_RESOURCE", "Request forbidden by administrative rules");
    desk.post(PATH).send().isBadRequestNaming("service_type");
  }

  private JsonNode entry(String list, String code) {
    List<JsonNode> entries =
        desk.get(PATH)
            .send()
            .json()
            .path(list)
            .valueStream()
            .filter(entry -> entry.path("code").asString().equals(code))
            .toList();
    assertThat(entries).hasSize(1);
    return entries.getFirst();
  }

  private List<String> values(String list, String member) {
    return desk.get(PATH)
        .send()
        .json()
        .path(list)
        .valueStream()
        .map(entry -> entry.path(member).asString())
        .toList();
  }

  private static List<String> names(Enum<?>[] constants) {
    return Stream.of(constants).map(Enum::name).toList();
  }
}
