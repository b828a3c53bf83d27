package dev.turnup.activities.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Names with those of their addresses that the caller may dial. It sits in the resolver so that the
 * address that was judged is the one that is dialled, whatever the name is said to be a moment
 * later.
 */
record AllowedNames(HostNames names) implements DnsResolver {

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
    course.dialled = allowed[allowed.length - 1];
    return allowed;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
