package dev.turnup.activities.provisioning;

import dev.turnup.activities.http.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the systems are that plans name.
 *
 * @param systems the back ends by the name that plans use
 */
@ConfigurationProperties(value = "turnup.provisioning", ignoreUnknownFields = false)
public record ProvisioningSettings(@DefaultValue Map<String, BackEnd> systems) {

  private static final int LARGEST_PORT = 65535;

  public ProvisioningSettings {
    systems = Map.copyOf(systems);
  }

  /**
   * One back end.
   *
   * @param baseUrl http or https; actions are appended to its path
   * @param timeout for one attempt as a whole; local attempts take less
   * @param maxConnections how many calls may be under way at once
   * @param credentials what to send with each call; null for nothing
   */
  public record BackEnd(
      URI baseUrl,
      @DefaultValue("20s") Duration timeout,
      @DefaultValue("64") int maxConnections,
      @Nullable Credentials credentials) {

    /**
     * @throws IllegalArgumentException if the address is missing or no action can be appended to
     *     it, it carries a user, or a number is not positive
     */
    public BackEnd {
      if (baseUrl == null) {
        throw new IllegalArgumentException("base-url is missing");
      }
      if (baseUrl.getRawAuthority() != null && baseUrl.getRawAuthority().contains("@")) {
        // Not quoted: there may be a password in it.
        throw new IllegalArgumentException(
            "base-url must not carry a user (set credentials.value instead)");
      }
      if (!canBeAppendedTo(baseUrl)) {
        throw new IllegalArgumentException(
            "base-url: '%s' (expected: an http or https address without query and fragment)"
                .formatted(baseUrl));
      }
      if (!timeout.isPositive() || maxConnections < 1) {
        throw new IllegalArgumentException(
            "timeout and max-connections of %s must be positive".formatted(baseUrl));
      }
    }

    private static boolean canBeAppendedTo(URI address) {
      return ("http".equalsIgnoreCase(address.getScheme())
              || "https".equalsIgnoreCase(address.getScheme()))
          && address.getRawAuthority() != null
          && address.getPort() <= LARGEST_PORT
          && address.getRawQuery() == null
          && address.getRawFragment() == null;
    }
  }

  /**
   * How we prove who we are.
   *
   * @param header the header that carries the secret
   * @param value the header's whole value, such as {@code Bearer …}
   */
  public record Credentials(@DefaultValue("Authorization") String header, Secret value) {

    /**
     * @throws IllegalArgumentException if one of them is missing
     */
    public Credentials {
      if (header.isBlank()) {
        throw new IllegalArgumentException("credentials.header is blank");
      }
      if (value == null || value.value().isBlank()) {
        throw new IllegalArgumentException("credentials.value is missing");
      }
    }
  }
}
