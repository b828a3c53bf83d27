package dev.turnup.activities.callback;

import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The headers of Standard Webhooks 1.0. */
final class SignedHeaders {

  static final String ID = "webhook-id";
  static final String TIMESTAMP = "webhook-timestamp";
  static final String SIGNATURE = "webhook-signature";

  private SignedHeaders() {}

  /**
   * What proves a body to be ours.
   *
   * @param at when it is sent
   * @param keys each signs; none leaves the signature out
   */
  static Map<String, String> of(String webhookId, Instant at, String body, List<SigningKey> keys) {
    String timestamp = String.valueOf(at.getEpochSecond());
    if (keys.isEmpty()) {
      return Map.of(ID, webhookId, TIMESTAMP, timestamp);
    }
    byte[] content = (webhookId + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
    String signatures = keys.stream().map(key -> key.signature(content)).collect(joining(" "));
    return Map.of(ID, webhookId, TIMESTAMP, timestamp, SIGNATURE, signatures);
  }
}
