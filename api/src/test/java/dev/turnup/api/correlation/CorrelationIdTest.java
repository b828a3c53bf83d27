package dev.turnup.api.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.Answer;
import dev.turnup.api.ApiTest;
import dev.turnup.api.Desk;
import dev.turnup.api.RawHttp;
import dev.turnup.api.Token;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ApiTest
class CorrelationIdTest {

  private static final String HEADER = "Request-Correlation-Id";
  private static final String ID = "4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b11";

  private final Desk desk;

  CorrelationIdTest(Desk desk) {
    this.desk = desk;
  }

  @Test
  void mintsAnIdIfTheCallerSendsNone() {
    Answer one = desk.post("/v3/tv/").withoutId().send().isAccepted();
    Answer other = desk.post("/v3/tv/").withoutId().send().isAccepted();

    assertThat(one.id()).isNotEqualTo(other.id());
  }

  @Test
  void takesAnIdInUpperCaseForTheSameInLowerCase() {
    Answer answer =
        desk.post("/v3/tv/").withId("ABCDEF01-2345-4789-ABCD-EF0123456789").send().isAccepted();

    assertThat(answer.id()).isEqualTo("abcdef01-2345-4789-abcd-ef0123456789");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "42",
        "4f9c2f9c1c3d4b0e9d532f1d7c0a9b11",
        "{4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b11}",
        "urn:uuid:4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b11",
        "4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b1",
        "4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b1g",
        "4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b11, 4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b11"
      })
  void answers400UnderAnIdOfItsOwnForAMalformedId(String malformed) {
    Answer answer = desk.post("/v3/tv/").withId(malformed).send().isBadRequestNaming(HEADER);

    assertThat(answer.id()).isNotEqualTo(malformed);
    desk.get("/v3/operations/" + answer.id())
        .send()
        .isProblem(404, "NOT_FOUND", "Resource not found");
  }

  @Test
  void answers400ForAnEmptyId() {
    RawHttp.send(
            desk,
            "GET /v3/operations/" + ID + " HTTP/1.1",
            "Host: localhost",
            "Connection: close",
            "Authorization: Bearer " + Token.valid(),
            HEADER + ":")
        .isBadRequestNaming(HEADER);
  }

  @Test
  void answers400ForTwoIds() {
    desk.post("/v3/tv/")
        .withId(UUID.randomUUID().toString(), UUID.randomUUID().toString())
        .send()
        .isBadRequestNaming(HEADER);
    desk.post("/v3/tv/").withId(ID, ID).send().isBadRequestNaming(HEADER);
  }

  @Test
  void answers400ForAMalformedIdOnALookUpToo() {
    desk.get("/v3/operations/" + ID).withId("42").send().isBadRequestNaming(HEADER);
  }

  @Test
  void looksAtTheTokenBeforeTheId() {
    desk.post("/v3/tv/")
        .withId("42")
        .withoutToken()
        .send()
        .isProblem(401, "UNAUTHORIZED_REQUEST", "Missing credentials");
  }

  @Test
  void echoesTheIdOnLookUpsAndHealth() {
    assertThat(desk.get("/actuator/health").withId(ID).send().id()).isEqualTo(ID);
    assertThat(desk.get("/openapi").withId(ID).send().id()).isEqualTo(ID);
  }
}
