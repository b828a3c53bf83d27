package dev.turnup.receivers;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom callbacks may be sent to.
 *
 * @param allowHttp whether they may travel unencrypted; for labs
 * @param allowPrivate whether addresses that are not public, names that no public DNS knows and any
 *     port will do; for labs
 * @param ports those that are allowed, 1 to 65535; port 80 is besides, for http where that is
 *     allowed
 * @param hosts those that are allowed, for partners that have no list of their own: names as {@code
 *     callbacks.partner.example}, or {@code *.partner.example} for all that end so, or IP
 *     addresses; empty for all
 * @param forbiddenNetworks addresses that are public and yet nobody's to call, such as the
 *     operator's own, in CIDR notation
 * @param resolveAtDoor whether the addresses of a name are looked at when a request is taken; they
 *     are in any case when a callback is sent
 * @param partners what is different for single partners, by name
 */
@ConfigurationProperties(value = "turnup.receivers", ignoreUnknownFields = false)
public record ReceiverSettings(
    @DefaultValue("false") boolean allowHttp,
    @DefaultValue("false") boolean allowPrivate,
    @DefaultValue("443") Set<Integer> ports,
    @DefaultValue List<String> hosts,
    @DefaultValue List<String> forbiddenNetworks,
    @DefaultValue("true") boolean resolveAtDoor,
    @DefaultValue Map<String, Partner> partners) {

  private static final int HIGHEST_PORT = 65_535;

  /**
   * A partner's own rules.
   *
   * @param hosts those that are allowed, written as the ones for everybody; empty for the same as
   *     everybody's
   * @param networks where it is reached although it is not public, as over a private line, in CIDR
   *     notation
   */
  public record Partner(@DefaultValue List<String> hosts, @DefaultValue List<String> networks) {

    public Partner {
      hosts = List.copyOf(hosts);
      networks = List.copyOf(networks);
    }
  }

  /**
   * @throws IllegalArgumentException if no port is allowed, or one that there is not
   */
  public ReceiverSettings {
    if (ports.isEmpty() || ports.stream().anyMatch(port -> port < 1 || port > HIGHEST_PORT)) {
      throw new IllegalArgumentException(
          "turnup.receivers.ports: %s (expected: one or more of 1 to %d)"
              .formatted(ports, HIGHEST_PORT));
    }
    ports = Set.copyOf(ports);
    hosts = List.copyOf(hosts);
    forbiddenNetworks = List.copyOf(forbiddenNetworks);
    partners = Map.copyOf(partners);
  }

  /** As they are without configuration: every public address, over https, on port 443. */
  public static ReceiverSettings defaults() {
    return new ReceiverSettings(false, false, Set.of(443), List.of(), List.of(), true, Map.of());
  }

  /** Any address, http too. */
  public static ReceiverSettings forLabs() {
    return new ReceiverSettings(true, true, Set.of(443), List.of(), List.of(), false, Map.of());
  }
}
