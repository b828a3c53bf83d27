package dev.turnup.api.receiver;

import dev.turnup.receivers.ReceiverRules;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges the callback URLs of requests. Only the sender can keep a callback from a wrong address,
 * as names change theirs; here a mistake is told while there is somebody to tell it to. So whatever
 * cannot be found out now passes.
 */
public final class CallbackUrls {

  private final ReceiverRules rules;
  private final @Nullable KnownAddresses addresses;

  /**
   * @param addresses what names resolve to; null to judge them by their text alone
   */
  CallbackUrls(ReceiverRules rules, @Nullable KnownAddresses addresses) {
    this.rules = rules;
    this.addresses = addresses;
  }

  /**
   * What is wrong with a URL of this partner's, and what is expected; empty if nothing is, and then
   * it is a {@link URI}. Quotes nothing of it.
   */
  public Optional<String> complaint(String partner, String url) {
    URI address;
    try {
      address = new URI(url);
    } catch (URISyntaxException e) {
      return Optional.of("must be a URL such as https://callbacks.partner.example/ok, in ASCII");
    }
    return rules.complaint(partner, address).or(() -> complaintAboutAddresses(partner, address));
  }

  private Optional<String> complaintAboutAddresses(String partner, URI address) {
    if (addresses == null) {
      return Optional.empty();
    }
    List<InetAddress> found = addresses.of(address.getHost());
    return found.isEmpty() || found.stream().anyMatch(each -> rules.allows(partner, each))
        ? Optional.empty()
        : Optional.of("must be at a host with a public IP address");
  }
}
