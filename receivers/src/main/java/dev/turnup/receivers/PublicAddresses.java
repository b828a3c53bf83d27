package dev.turnup.receivers;

import java.net.InetAddress;
import java.util.List;
import org.springframework.boot.http.client.InetAddressFilter;

/** Which addresses belong to the public internet. */
final class PublicAddresses {

  /**
   * What Spring Boot's filter lets through and is no place for a receiver: documentation (RFC
   * 9637), AS112 (RFC 7534, 7535) and AMT (RFC 7450). Besides, the one public address behind which
   * a cloud hides its control plane from outside and shows it to the machines within: Azure's.
   */
  private static final String[] NO_RECEIVERS = {
    "3fff::/20",
    "192.31.196.0/24",
    "192.175.48.0/24",
    "2620:4f:8000::/48",
    "192.52.193.0/24",
    "168.63.129.16/32"
  };

  /**
   * Of IPv6, only what has been allotted as global unicast (RFC 4291, section 2.4, and IANA's
   * registry): without {@code ::/96}, {@code 64:ff9b:1::/48}, {@code 100:0:0:1::/64}, {@code
   * 5f00::/16} and whatever will be thought of outside of it. All of IPv4 in two halves, as the
   * filter takes a mask of no bits for IPv6 as well.
   */
  private static final InetAddressFilter GLOBAL_UNICAST =
      InetAddressFilter.of("0.0.0.0/1", "128.0.0.0/1", "2000::/3");

  private final InetAddressFilter filter;

  /**
   * @param forbiddenNetworks more that is not to be called, in CIDR notation
   */
  PublicAddresses(List<String> forbiddenNetworks) {
    InetAddressFilter known =
        InetAddressFilter.externalAddresses().and(GLOBAL_UNICAST).andNot(NO_RECEIVERS);
    filter =
        forbiddenNetworks.isEmpty()
            ? known
            : known.andNot(forbiddenNetworks.toArray(String[]::new));
  }

  boolean contain(InetAddress address) {
    return filter.matches(address);
  }
}
