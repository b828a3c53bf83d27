package dev.turnup.standalone.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import dev.turnup.standalone.access.SigningSecret;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockHttpServletRequest;

class InboxControllerTest {

  private static final String BODY = "{\"code\":\"SERVICE_CREATED\"}";

  @TempDir Path home;

  @Test
  void showsWhatIsSigned() throws Exception {
    assertThat(signed(BODY, request(BODY))).isEqualTo("yes");
  }

  @Test
  void showsWhatWasChangedOnTheWay() throws Exception {
    assertThat(signed(BODY + " ", request(BODY))).isEqualTo("no");
  }

  @Test
  void showsWhatIsNotSigned() throws Exception {
    assertThat(signed(BODY, new MockHttpServletRequest())).isEqualTo("no");
  }

  private String signed(String body, MockHttpServletRequest request) throws Exception {
    InboxController inbox = new InboxController(SigningSecret.in(home));
    inbox.receive("success", 0, 200, body, request);
    return inbox.callbacks().getFirst().signed();
  }

  private MockHttpServletRequest request(String body) throws Exception {
    long now = Instant.now().getEpochSecond();
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.addHeader("webhook-id", "msg_1");
    request.addHeader("webhook-timestamp", now);
    request.addHeader(
        "webhook-signature", new Webhook(SigningSecret.in(home).value()).sign("msg_1", now, body));
    return request;
  }
}
