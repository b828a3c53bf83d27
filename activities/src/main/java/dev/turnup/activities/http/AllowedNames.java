package dev.turnup.activities.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Names with those of their addresses that the caller may dial. It sits in the resolver so that the
 * address that was judged is the one that is dialled, whatever the name is said to be a moment
 * later.
 *
 * <p>Of several addresses all are tried, and the last one's failure is the one that is told. On a
 * machine without IPv6 that would be the same of every receiver that has both, whatever its IPv4
 * address did; so those that we could not dial are left out where there are others.
 *
 * @param hasIpv6 whether this machine can dial IPv6
 */
record AllowedNames(HostNames names, BooleanSupplier hasIpv6) implements DnsResolver {

  AllowedNames(HostNames names) {
    this(names, Ipv6::isThere);
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    Course course = Course.OF_THIS_THREAD.get();
    if (course == null) {
      throw new IllegalStateException("a name is resolved outside of a call");
    }
    course.itsTurn = true;
    InetAddress[] all = names.addressesOf(host);
    InetAddress[] allowed =
        Arrays.stream(all).filter(course.caller.mayCall()).toArray(InetAddress[]::new);
    if (allowed.length == 0) {
      throw all.length == 0 ? new UnknownHostException() : new ForbiddenAddressException();
    }
    InetAddress[] dialled = withoutUseless(allowed);
    course.dialled = dialled[dialled.length - 1];
    return dialled;
  }

  private InetAddress[] withoutUseless(InetAddress[] allowed) {
    InetAddress[] others =
        Arrays.stream(allowed)
            .filter(address -> !(address instanceof Inet6Address) || address.isLoopbackAddress())
            .toArray(InetAddress[]::new);
    return others.length == 0 || others.length == allowed.length || hasIpv6.getAsBoolean()
        ? allowed
        : others;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
