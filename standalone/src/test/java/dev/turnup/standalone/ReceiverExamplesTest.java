package dev.turnup.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import dev.turnup.standalone.stage.ReceiverExample;
import dev.turnup.standalone.stage.RunningReceiver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the examples for receivers do with what may arrive, signed by the reference library. */
class ReceiverExamplesTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String ANOTHER_SECRET = "whsec_bm90LXRoZS1zZWNyZXQtb2YtdGhpcy1wYXJ0bmVy";
  private static final String BODY =
      "{\"code\":\"SERVICE_CREATED\",\"title\":\"Línea lista\",\"service_id\":\"612123456\"}";
  private static final int TOO_LARGE = 64 * 1024 + 1;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String id = "msg_" + UUID.randomUUID().toString().replace("-", "");
  private final String operation = UUID.randomUUID().toString();

  @ParameterizedTest
  @EnumSource
  void anEventIsTakenOnceHoweverOftenItComes(ReceiverExample example) throws Exception {
    try (RunningReceiver receiver = example.start(SECRET)) {
      assertThat(post(receiver.successUrl(), signed(), BODY)).isEqualTo(204);
      assertThat(post(receiver.successUrl(), signed(), BODY)).isEqualTo(204);

      assertThat(receiver.printed())
          .containsExactly("success_event %s %s %s".formatted(operation, id, BODY));
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneGoodSignatureByOneLiveSecretIsEnough(ReceiverExample example) throws Exception {
    try (RunningReceiver receiver = example.start(ANOTHER_SECRET + " " + SECRET)) {
      Map<String, String> headers = signed();
      String good = headers.get("webhook-signature");
      headers.put("webhook-signature", "v1a,bm90IG91cnM= v1,bm90IG91cnM= " + good);

      assertThat(post(receiver.errorUrl(), headers, BODY)).isEqualTo(204);
      assertThat(receiver.printed()).singleElement().asString().startsWith("error_event ");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotSignedAsItShouldBeIsRefused(ReceiverExample example) throws Exception {
    try (RunningReceiver receiver = example.start(SECRET)) {
      String url = receiver.successUrl();
      for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
        Map<String, String> headers = signed();
        headers.remove(name);
        assertThat(post(url, headers, BODY)).as("without " + name).isEqualTo(401);
      }
      for (String signature :
          List.of("v1", "v1,", "nonsense", "v1,***", "v1a,AAAA", "v2,AAAA", ",")) {
        Map<String, String> headers = signed();
        headers.put("webhook-signature", signature);
        assertThat(post(url, headers, BODY)).as(signature).isEqualTo(401);
      }
      Map<String, String> elsewhere = signed();
      elsewhere.put("webhook-id", "msg_another");
      assertThat(post(url, elsewhere, BODY)).isEqualTo(401);
      assertThat(post(url, signed(), BODY + " ")).isEqualTo(401);
      assertThat(post(url, signedBy(ANOTHER_SECRET, Duration.ZERO), BODY)).isEqualTo(401);
      assertThat(post(url, signedBy(SECRET, Duration.ofSeconds(310)), BODY)).isEqualTo(401);
      assertThat(post(url, signedBy(SECRET, Duration.ofSeconds(-310)), BODY)).isEqualTo(401);

      assertThat(receiver.printed()).isEmpty();
      assertThat(post(url, signed(), BODY)).isEqualTo(204);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsTooLargeForACallbackIsRefused(ReceiverExample example) throws Exception {
    try (RunningReceiver receiver = example.start(SECRET)) {
      // It hangs up on the rest of the body, and its answer may be lost with that.
      await()
          .ignoreException(IOException.class)
          .until(
              () -> post(receiver.successUrl(), signed(), "x".repeat(TOO_LARGE)),
              status -> status == 413);
      assertThat(receiver.printed()).isEmpty();
    }
  }

  private Map<String, String> signed() throws WebhookSigningException, EmptyWebhookSecretException {
    return signedBy(SECRET, Duration.ZERO);
  }

  private Map<String, String> signedBy(String secret, Duration ahead)
      throws WebhookSigningException, EmptyWebhookSecretException {
    long timestamp = Instant.now().plus(ahead).getEpochSecond();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("Request-Correlation-Id", operation);
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", String.valueOf(timestamp));
    headers.put("webhook-signature", new Webhook(secret).sign(id, timestamp, BODY));
    return headers;
  }

  private int post(String url, Map<String, String> headers, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(30))
            .POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    return response.statusCode();
  }
}
