package dev.turnup.receivers;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.net.InetAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.InetAddressFilter;

/**
 * Which addresses callbacks may go to. A URL is judged by its text, without looking its host up;
 * what its name resolves to is judged address by address.
 */
public final class ReceiverRules {

  private static final int LONGEST_URL = 2048;
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int HIGHEST_PORT = 65_535;
  private static final Pattern WEB = Pattern.compile("https?", Pattern.CASE_INSENSITIVE);
  private static final Pattern PRINTABLE_ASCII = Pattern.compile("[\\x21-\\x7e]+");

  private final ReceiverSettings settings;
  private final PublicAddresses publicAddresses;
  private final HostList hosts;
  private final Map<String, HostList> hostsOfPartners;
  private final Map<String, InetAddressFilter> networksOfPartners;

  /**
   * @throws IllegalArgumentException if a host or network is not written as the settings want it
   */
  public ReceiverRules(ReceiverSettings settings) {
    this.settings = settings;
    publicAddresses = new PublicAddresses(settings.forbiddenNetworks());
    hosts = new HostList("turnup.receivers.hosts", settings.hosts());
    hostsOfPartners =
        settings.partners().entrySet().stream()
            .filter(partner -> !partner.getValue().hosts().isEmpty())
            .collect(
                toUnmodifiableMap(
                    Map.Entry::getKey,
                    partner ->
                        new HostList(
                            "turnup.receivers.partners." + partner.getKey() + ".hosts",
                            partner.getValue().hosts())));
    networksOfPartners =
        settings.partners().entrySet().stream()
            .filter(partner -> !partner.getValue().networks().isEmpty())
            .collect(
                toUnmodifiableMap(
                    Map.Entry::getKey,
                    partner ->
                        InetAddressFilter.of(
                            partner.getValue().networks().toArray(String[]::new))));
  }

  /** Every public address, over https, on port 443. */
  public static ReceiverRules strict() {
    return new ReceiverRules(ReceiverSettings.defaults());
  }

  /** Any address, http too. */
  public static ReceiverRules forLabs() {
    return new ReceiverRules(ReceiverSettings.forLabs());
  }

  /**
   * What is wrong with a callback URL, and what is expected; empty if nothing is. Quotes nothing of
   * it.
   */
  public Optional<String> complaint(String partner, URI address) {
    return Optional.ofNullable(fault(partner, address));
  }

  private @Nullable String fault(String partner, URI address) {
    String form = faultOfForm(address);
    if (form != null) {
      return form;
    }
    boolean http = "http".equalsIgnoreCase(address.getScheme());
    String host = address.getHost();
    if (http && !settings.allowHttp()) {
      return "must begin with https://";
    }
    if (!isAllowedPort(http, address.getPort())) {
      return "must be on port " + portsInWords();
    }
    HostList allowed = hostsOfPartners.getOrDefault(partner, hosts);
    if (!allowed.isEmpty() && !allowed.names(host)) {
      return "must be at a host that was agreed upon with the operator";
    }
    Optional<InetAddress> literal = HostForm.literal(host);
    if (literal.isPresent()) {
      return allows(partner, literal.get())
          ? null
          : "must not be a private, local or otherwise reserved IP address";
    }
    // A list that names it was written by somebody who knows his network.
    return settings.allowPrivate() || PublicNames.maybe(host) || allowed.names(host)
        ? null
        : "must be at a host of the public DNS, such as callbacks.partner.example";
  }

  private static @Nullable String faultOfForm(URI address) {
    String text = address.toString();
    if (text.length() > LONGEST_URL || !PRINTABLE_ASCII.matcher(text).matches()) {
      return "must be an absolute https URL in ASCII, of at most " + LONGEST_URL + " characters";
    }
    if (!WEB.matcher(String.valueOf(address.getScheme())).matches()
        || address.getRawAuthority() == null) {
      return "must be an absolute https URL, such as https://callbacks.partner.example/ok";
    }
    if (address.getRawAuthority().indexOf('@') >= 0) {
      return "must not have a user or password";
    }
    if (address.getRawFragment() != null) {
      return "must not have a fragment (#)";
    }
    String host = address.getHost();
    if (host == null || !HostForm.isHost(host)) {
      return "must have a host in its plain form: a name in lower case without a dot at its end,"
          + " with international labels as xn--, or an IP address as 198.51.100.7 or"
          + " [2001:db8::7]";
    }
    String plain = address.getPort() == -1 ? host : host + ":" + address.getPort();
    return plain.equals(address.getRawAuthority()) ? null : "must have its port in plain digits";
  }

  private boolean isAllowedPort(boolean http, int port) {
    int effective = port != -1 ? port : http ? HTTP_PORT : HTTPS_PORT;
    if (settings.allowPrivate()) {
      return effective >= 1 && effective <= HIGHEST_PORT;
    }
    return settings.ports().contains(effective) || (http && effective == HTTP_PORT);
  }

  private String portsInWords() {
    return settings.allowPrivate()
        ? "1 to " + HIGHEST_PORT
        : settings.ports().stream().sorted().map(String::valueOf).collect(joining(" or "));
  }

  /**
   * Whether a callback of this partner may be sent to this address. A name may have others beside
   * it; each has to be asked for.
   */
  public boolean allows(String partner, InetAddress address) {
    if (settings.allowPrivate() || isPublic(address)) {
      return true;
    }
    InetAddressFilter networks = networksOfPartners.get(partner);
    return networks != null && networks.matches(address);
  }

  /** Whether it is an address of the public internet that is not forbidden. */
  public boolean isPublic(InetAddress address) {
    return publicAddresses.contain(address);
  }
}
