package dev.turnup.receivers;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The one way to write a host. There are many to write 127.0.0.1, and those who read a URL do not
 * agree on them; what is refused here cannot be read in two ways.
 */
final class HostForm {

  private static final int LONGEST_NAME = 253;

  /** RFC 1123, section 2.1; international names are written as their xn-- form. */
  private static final Pattern NAME =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /** Whatever ends like this, some parsers take for an IPv4 address (WHATWG URL, section 3.5). */
  private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");

  private HostForm() {}

  /** A name or an IP address in canonical form. */
  static boolean isHost(String host) {
    return isName(host) || literal(host).isPresent();
  }

  static boolean isName(String host) {
    return host.length() <= LONGEST_NAME
        && NAME.matcher(host).matches()
        && !ENDS_IN_A_NUMBER.matcher(host).matches();
  }

  /**
   * The IP address that a host is; empty if it is none, or is not written in the canonical form:
   * four decimal numbers, or by RFC 5952 in brackets and without a zone.
   */
  static Optional<InetAddress> literal(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String address = bracketed ? host.substring(1, host.length() - 1) : host;
    if (address.indexOf('%') >= 0
        || bracketed != (address.indexOf(':') >= 0)
        || !InetAddresses.isInetAddress(address)) {
      return Optional.empty();
    }
    InetAddress parsed = InetAddresses.forString(address);
    return InetAddresses.toAddrString(parsed).equals(address)
        ? Optional.of(parsed)
        : Optional.empty();
  }
}
