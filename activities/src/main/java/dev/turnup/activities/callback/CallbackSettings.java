package dev.turnup.activities.callback;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How callbacks are sent.
 *
 * @param timeout for one attempt as a whole, getting a token included; a local attempt takes less
 * @param maxConnections how many callbacks may be under way at once, to all receivers; as many as
 *     the worker has places for attempts, local and plain ones, so that none waits for a connection
 * @param maxConnectionsPerReceiver how many to one host and port
 * @param egressCheck {@code host:port} of something on our way out that always listens, such as a
 *     proxy or firewall: if it cannot be connected to either, a receiver that seems away is not to
 *     blame. By its name, as an address says nothing of our DNS. {@code none} for none on purpose,
 *     null if nothing is said
 * @param partners by the name that tokens have for them
 * @param fallback for partners that are not named
 */
@ConfigurationProperties(value = "turnup.callback", ignoreUnknownFields = false)
public record CallbackSettings(
    @DefaultValue("15s") Duration timeout,
    @DefaultValue("400") int maxConnections,
    @DefaultValue("32") int maxConnectionsPerReceiver,
    @Nullable String egressCheck,
    @DefaultValue Map<String, PartnerSettings> partners,
    @DefaultValue PartnerSettings fallback) {

  private static final Pattern HOST_AND_PORT =
      Pattern.compile("\\[?([^\\s\\[\\]/@]+)\\]?:(\\d{1,5})");
  private static final String NONE = "none";
  private static final int LARGEST_PORT = 65_535;

  /**
   * @throws IllegalArgumentException if a number is not positive, or egress-check no host and port
   */
  public CallbackSettings {
    if (!timeout.isPositive() || maxConnections < 1 || maxConnectionsPerReceiver < 1) {
      throw new IllegalArgumentException("turnup.callback: all values must be positive");
    }
    if (egressCheck != null && !egressCheck.equals(NONE)) {
      hostAndPort(egressCheck);
    }
    partners = Map.copyOf(partners);
  }

  /** Not looked up yet; null if there is none. */
  @Nullable InetSocketAddress egress() {
    return egressCheck == null || egressCheck.equals(NONE) ? null : hostAndPort(egressCheck);
  }

  private static InetSocketAddress hostAndPort(String text) {
    Matcher parts = HOST_AND_PORT.matcher(text);
    if (parts.matches()) {
      int port = Integer.parseInt(parts.group(2));
      if (port > 0 && port <= LARGEST_PORT) {
        return InetSocketAddress.createUnresolved(parts.group(1), port);
      }
    }
    throw new IllegalArgumentException(
        "turnup.callback.egress-check: '%s' (expected: host:port, or none)".formatted(text));
  }
}
