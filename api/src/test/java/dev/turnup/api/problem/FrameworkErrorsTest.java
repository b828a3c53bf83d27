package dev.turnup.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.Answer;
import dev.turnup.api.ApiTest;
import dev.turnup.api.Call;
import dev.turnup.api.Desk;
import dev.turnup.api.RawHttp;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Spring's firewall and Tomcat refuse before any of our code sees it. */
@ApiTest
class FrameworkErrorsTest {

  private final Desk desk;

  FrameworkErrorsTest(Desk desk) {
    this.desk = desk;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//v3/tv/",
        "/v3//tv/",
        "/v3/tv;a=b/",
        "/v3/../tv/",
        "/v3/./tv/",
        "/v3/tv/a%2Fb/devices/1",
        "/v3/tv/a%3Bb/devices/1",
        "/v3/tv/a%25b/devices/1",
        "/v3/tv/a%0Ab/devices/1",
        "/v3/tv/a%00b/devices/1",
        "/v3/tv/a%5Cb/devices/1",
        "/v3/tv/a%5cb/devices/1",
        "/v3/x/..%2F..%2Factuator",
        "/v3/x/%2E%2E/%2E%2E/actuator"
      })
  void answers400SayingWhatAPathMayNotHaveForOneLike(String path) {
    for (Call call : List.of(desk.post(path), desk.patch(path).withoutToken())) {
      Answer answer = call.send().isProblem(400, "BAD_REQUEST", "Request not valid");

      assertThat(answer.json().path("detail").asString(""))
          .startsWith("path: must have no empty, . or .. segments")
          .contains("/ \\ ; %");
    }
  }

  @Test
  void answers400ForAnUnknownMethod() {
    Answer answer =
        desk.call("BREW", "/v3/tv/").send().isProblem(400, "BAD_REQUEST", "Request not valid");

    assertThat(answer.json().has("detail")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GARBAGE",
        "GET",
        "G@T / HTTP/1.1",
        "GET /v3/<tv> HTTP/1.1",
        "GET /v3/{tv} HTTP/1.1",
        "GET /v3/t v HTTP/1.1",
        "GET /v3/tv|x HTTP/1.1",
        "GET /v3/%zz HTTP/1.1",
        "GET /v3/\u00ff HTTP/1.1",
        "GET /v3/tv HTTP/9.9"
      })
  void answers400ForARequestLineLike(String requestLine) {
    RawHttp.send(desk, requestLine, "Host: localhost", "Connection: close")
        .isProblem(400, "BAD_REQUEST", "Request not valid");
  }

  @Test
  void answers400ForARequestWithoutAHost() {
    RawHttp.send(desk, "GET /v3/tv HTTP/1.1", "Connection: close")
        .isProblem(400, "BAD_REQUEST", "Request not valid");
  }

  @Test
  void answers400ForHeadersThatAreTooLong() {
    RawHttp.send(
            desk,
            "GET /v3/tv HTTP/1.1",
            "Host: localhost",
            "Connection: close",
            "X: " + "y".repeat(20_000))
        .isProblem(400, "BAD_REQUEST", "Request not valid");
  }

  @Test
  void answers400ForATransferEncodingThatNobodyKnows() {
    RawHttp.send(
            desk,
            "POST /v3/tv HTTP/1.1",
            "Host: localhost",
            "Connection: close",
            "Transfer-Encoding: pigeon")
        .isProblem(400, "BAD_REQUEST", "Request not valid");
  }

  @Test
  void answers400ForABodyOfTwoLengths() {
    RawHttp.send(
            desk,
            "POST /v3/tv HTTP/1.1",
            "Host: localhost",
            "Connection: close",
            "Content-Length: 1",
            "Content-Length: 2")
        .isProblem(400, "BAD_REQUEST", "Request not valid");
  }

  @Test
  void answers405ForTrace() {
    RawHttp.send(desk, "TRACE /v3/tv HTTP/1.1", "Host: localhost", "Connection: close")
        .isProblem(405, "METHOD_NOT_ALLOWED", "Method not allowed");
  }

  @Test
  void echoesTheIdWhereTomcatGotToReadIt() {
    String id = UUID.randomUUID().toString();

    Answer answer =
        RawHttp.send(
            desk,
            "GET /v3/%zz HTTP/1.1",
            "Host: localhost",
            "Connection: close",
            "Request-Correlation-Id: " + id);

    assertThat(answer.id()).isEqualTo(id);
  }

  @Test
  void saysNothingOfTheServerItRunsOn() {
    Answer answer = RawHttp.send(desk, "GET /<> HTTP/1.1", "Host: localhost", "Connection: close");

    assertThat(answer.header("Server")).isNull();
    assertThat(answer.body()).doesNotContain("Tomcat", "Apache", "html");
  }
}
