package dev.turnup.workflows.callback;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * By what receivers know an event that they have had already ({@code webhook-id} of Standard
 * Webhooks 1.0). Made from the correlation id but not the same, as the partner chooses that;
 * without dots, as the signed content is joined by dots. Whoever makes it again makes the same.
 */
public final class WebhookId {

  private static final String PREFIX = "msg_";
  private static final String DOMAIN = "turnup callback ";
  private static final int BYTES = 16;

  private WebhookId() {}

  /** The id of the one event of an operation. */
  public static String of(String correlationId) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((DOMAIN + correlationId).getBytes(StandardCharsets.UTF_8));
      return PREFIX + HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
