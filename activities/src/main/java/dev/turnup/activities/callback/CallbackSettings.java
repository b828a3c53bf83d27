package dev.turnup.activities.callback;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How callbacks are sent.
 *
 * @param timeout for one attempt as a whole; a local attempt takes less
 * @param maxConnections how many callbacks may be under way at once, to all receivers
 * @param maxConnectionsPerReceiver how many to one host and port
 */
@ConfigurationProperties(value = "turnup.callback", ignoreUnknownFields = false)
public record CallbackSettings(
    @DefaultValue("15s") Duration timeout,
    @DefaultValue("200") int maxConnections,
    @DefaultValue("32") int maxConnectionsPerReceiver) {

  /**
   * @throws IllegalArgumentException if a number is not positive
   */
  public CallbackSettings {
    if (!timeout.isPositive() || maxConnections < 1 || maxConnectionsPerReceiver < 1) {
      throw new IllegalArgumentException("turnup.callback: all values must be positive");
    }
  }
}
