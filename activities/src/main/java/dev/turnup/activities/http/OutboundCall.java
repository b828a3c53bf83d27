package dev.turnup.activities.http;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to send.
 *
 * @param method such as POST
 * @param address http or https
 * @param headers beside those that HTTP itself needs
 * @param contentType of the body; ignored without one
 * @param body the text to send, as UTF-8; null for none
 */
public record OutboundCall(
    String method,
    URI address,
    Map<String, String> headers,
    String contentType,
    @Nullable String body) {

  /** Without a charset: JSON has none (RFC 8259, section 11). */
  private static final String JSON = "application/json";

  /** POSTs JSON. */
  public static OutboundCall json(URI address, Map<String, String> headers, String json) {
    return new OutboundCall("POST", address, headers, JSON, json);
  }

  /** The same with one more header, or another value for it. */
  public OutboundCall with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new OutboundCall(method, address, more, contentType, body);
  }

  /** Without all that may be secret or personal. */
  @Override
  public String toString() {
    return "OutboundCall[" + method + "]";
  }
}
