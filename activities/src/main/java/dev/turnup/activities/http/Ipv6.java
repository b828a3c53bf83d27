package dev.turnup.activities.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/** Whether this machine has an IPv6 address with which it could reach others. */
final class Ipv6 {

  private Ipv6() {}

  /** As it is now; a look costs less than the connection for which it is made. */
  static boolean isThere() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .anyMatch(Ipv6::reachesOthers);
    } catch (SocketException e) {
      // Then the calls themselves will tell.
      return true;
    }
  }

  private static boolean reachesOthers(InetAddress address) {
    return address instanceof Inet6Address
        && !address.isLoopbackAddress()
        && !address.isLinkLocalAddress();
  }
}
