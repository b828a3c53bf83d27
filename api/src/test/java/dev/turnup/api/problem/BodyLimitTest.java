package dev.turnup.api.problem;

import dev.turnup.api.ApiTest;
import dev.turnup.api.Body;
import dev.turnup.api.Desk;
import dev.turnup.api.RawHttp;
import dev.turnup.api.Token;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@ApiTest
class BodyLimitTest {

  private static final int LIMIT = 256 * 1024;

  private final Desk desk;

  BodyLimitTest(Desk desk) {
    this.desk = desk;
  }

  @Test
  void takesABodyOf256KiB() {
    desk.post("/v3/tv/").withBody(bodyOf(LIMIT)).send().isAccepted();
    desk.post("/v3/tv/").withChunkedBody(bodyOf(LIMIT)).send().isAccepted();
  }

  @Test
  void answers413ForABodyThatIsToldToBeLonger() {
    desk.post("/v3/tv/")
        .withBody(bodyOf(LIMIT + 1))
        .send()
        .isProblem(413, "PAYLOAD_TOO_LARGE", "Request body too large");
  }

  @Test
  void answers413ForABodyThatTurnsOutToBeLonger() {
    desk.post("/v3/tv/")
        .withChunkedBody(bodyOf(LIMIT + 1))
        .send()
        .isProblem(413, "PAYLOAD_TOO_LARGE", "Request body too large");
  }

  @Test
  void answers413WithoutWaitingForTheBody() {
    RawHttp.send(
            desk,
            "POST /v3/tv/ HTTP/1.1",
            "Host: localhost",
            "Authorization: Bearer " + Token.valid(),
            "Content-Type: application/json",
            "Content-Length: 99999999999",
            "Connection: close")
        .isProblem(413, "PAYLOAD_TOO_LARGE", "Request body too large");
  }

  private static byte[] bodyOf(int bytes) {
    int rest = bytes - Body.createService().with("service_details.x", "").toString().length();
    return Body.createService()
        .with("service_details.x", "y".repeat(rest))
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }
}
