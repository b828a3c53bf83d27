package dev.turnup.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.Answer;
import dev.turnup.api.ApiTest;
import dev.turnup.api.Body;
import dev.turnup.api.Call;
import dev.turnup.api.Desk;
import dev.turnup.api.RawHttp;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ApiTest
@ExtendWith(OutputCaptureExtension.class)
class ProblemsTest {

  private final Desk desk;

  ProblemsTest(Desk desk) {
    this.desk = desk;
  }

  @Test
  void saysInDetailWhatTheFirstFaultIs() {
    Answer answer = desk.post("/v3/tv/").with(Body.createService().with("service_id", " ")).send();

    assertThat(answer.json().path("detail").asString())
        .isEqualTo("service_id: must be 1 to 255 printable characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "[{}]",
        "\"text\"",
        "42",
        "{",
        "{\"service_id\":}",
        "{'service_id':'x'}",
        "{} {}",
        "{}x",
        "{\"service_id\":\"a\",\"service_id\":\"b\"}",
        "{\"service_details\":{\"a\":1,\"a\":2}}",
        "{\"service_id\":\"a\u0000b\"}"
      })
  void answers400NamingTheBodyFor(String body) {
    desk.post("/v3/tv/").withBody(body).send().isBadRequestNaming("body");
    desk.patch("/v3/tv/1/devices/2").withBody(body).send().isBadRequestNaming("body");
  }

  @Test
  void answers400ForABodyThatIsNotUtf8() {
    desk.post("/v3/tv/")
        .withBody("{\"service_id\":\"ø\"}".getBytes(StandardCharsets.ISO_8859_1))
        .send()
        .isBadRequestNaming("body");
  }

  @Test
  void answers400ForABodyThatIsNestedTooDeeply() {
    String deep = "[".repeat(5000) + "]".repeat(5000);

    Answer answer =
        desk.post("/v3/tv/")
            .withBody("{\"service_details\":{\"a\":" + deep + "}}")
            .send()
            .isBadRequestNaming("service_details.a");

    assertThat(answer.body()).contains("no more than 500 levels");
  }

  @Test
  void doesNotQuoteTheBody() {
    Answer answer = desk.post("/v3/tv/").withBody("{\"service_id\":612123456,\"x\":tomato}").send();

    assertThat(answer.body()).doesNotContain("612123456", "tomato", "java", "jackson");
  }

  @Test
  void answers404ForAnUnknownPath() {
    desk.get("/no/such/path").send().isProblem(404, "NOT_FOUND", "Resource not found");
    desk.post("/v3/tv/1/2/3/4").send().isProblem(404, "NOT_FOUND", "Resource not found");
    desk.get("/error").send().isProblem(404, "NOT_FOUND", "Resource not found");
    desk.get("/").send().isProblem(404, "NOT_FOUND", "Resource not found");
  }

  @Test
  void answers405NamingTheMethodsThatAreAllowed() {
    Answer create =
        desk.get("/v3/tv/").send().isProblem(405, "METHOD_NOT_ALLOWED", "Method not allowed");
    Answer update =
        desk.call("DELETE", "/v3/tv/1/devices/2")
            .send()
            .isProblem(405, "METHOD_NOT_ALLOWED", "Method not allowed");
    Answer status =
        desk.post("/v3/operations/4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b11")
            .send()
            .isProblem(405, "METHOD_NOT_ALLOWED", "Method not allowed");

    assertThat(create.header("Allow")).isEqualTo("POST");
    assertThat(update.header("Allow")).isIn("PATCH, PUT", "PUT, PATCH");
    assertThat(status.header("Allow")).contains("GET");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/xml", "image/*"})
  void answers406IfTheCallerAcceptsNoJson(String accept) {
    Answer answer = desk.post("/v3/tv/").header("Accept", accept).send();

    answer.isProblem(406, "NOT_ACCEPTABLE", "No acceptable media type");
    desk.post("/v3/tv/").withId(answer.id()).header("Accept", "*/*").send().isAccepted();
  }

  @Test
  void answersInItsOwnMediaTypeWhateverTheCallerAccepts() {
    desk.post("/v3/tv/")
        .with(Body.createService().without("callback_error_url"))
        .header("Accept", "application/json")
        .send()
        .isProblem(400, "BAD_REQUEST", "MISSING CALLBACK URL");
    desk.get("/no/such/path")
        .header("Accept", "text/html")
        .send()
        .isProblem(404, "NOT_FOUND", "Resource not found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "multipart/mixed",
        "?"
      })
  void answers415IfTheBodyIsSaidToBeSomethingElseThanJson(String type) {
    for (Call call : List.of(desk.post("/v3/tv/"), desk.patch("/v3/tv/1/devices/2"))) {
      call.header("Content-Type", type)
          .send()
          .isProblem(415, "UNSUPPORTED_MEDIA_TYPE", "Unsupported media type");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void answers4xxForAFormThatIsMalformed(String method) {
    Answer answer =
        desk.call(method, "/v3/tv/1/devices/2")
            .withBody("a=%zz")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .send();

    assertThat(answer.status()).isIn(405, 415);
  }

  @Test
  void logsNoPathThatNobodyAnswers(CapturedOutput output) {
    desk.patch("/v3/mobile/612345987/nothing").send();
    RawHttp.send(desk, "GET /v3/mobile/612345987|x HTTP/1.1", "Host: x", "Connection: close");

    assertThat(output).doesNotContain("612345987");
  }

  @Test
  void answers415IfTheBodyIsNotSaidToBeAnything() {
    desk.post("/v3/tv/")
        .without("Content-Type")
        .send()
        .isProblem(415, "UNSUPPORTED_MEDIA_TYPE", "Unsupported media type");
  }

  @Test
  void takesJsonWithACharset() {
    desk.post("/v3/tv/")
        .header("Content-Type", "application/json; charset=utf-8")
        .send()
        .isAccepted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/test/exception", "/test/error", "/test/filter"})
  void answers500WithoutAWordOnTheFaultAt(String path) {
    Answer answer =
        desk.get(path)
            .send()
            .isProblem(500, "INTERNAL_SERVER_ERROR", "Server is not working due to some error");

    assertThat(answer.json().propertyNames())
        .containsExactlyInAnyOrder("code", "title", "status", "type");
    assertThat(answer.body()).doesNotContain("swordfish", "Exception", "dev.turnup");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/test/exception", "/test/error", "/test/filter"})
  void logsTheFaultWithTheIdOfTheOperationAt(String path, CapturedOutput output) {
    Answer answer = desk.get(path).send();

    assertThat(output.getAll().lines())
        .anyMatch(line -> line.contains(" ERROR ") && line.contains(answer.id()));
  }
}
