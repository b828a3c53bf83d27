package dev.turnup.activities.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.concurrent.TimeUnit;

/** Whether this machine has an IPv6 address with which it could reach others. */
final class Ipv6 {

  /** A look costs some system calls, and addresses seldom come and go. */
  private static final long REMEMBERED = TimeUnit.MINUTES.toNanos(1);

  private volatile Finding last = new Finding(true, System.nanoTime() - REMEMBERED);

  private record Finding(boolean there, long at) {}

  /** As it was found a minute ago at most. */
  boolean isThere() {
    Finding known = last;
    if (System.nanoTime() - known.at() >= REMEMBERED) {
      known = new Finding(look(), System.nanoTime());
      last = known;
    }
    return known.there();
  }

  private static boolean look() {
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
