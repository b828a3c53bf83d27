package dev.turnup.activities.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AllowedNamesTest {

  private static final String IPV4 = "198.51.100.7";
  private static final String IPV6 = "2001:db8::7";

  @AfterEach
  void callIsOver() {
    Course.OF_THIS_THREAD.remove();
  }

  @Test
  void haveAllTheirAddressesWhereThereIsIpv6() throws UnknownHostException {
    assertThat(resolved(true, address -> true, IPV4, IPV6)).containsExactly(IPV4, IPV6);
  }

  @Test
  void haveOnlyThoseThatCanBeDialledWhereThereIsNone() throws UnknownHostException {
    assertThat(resolved(false, address -> true, IPV4, IPV6)).containsExactly(IPV4);
    assertThat(resolved(false, address -> true, IPV6, IPV4)).containsExactly(IPV4);
    assertThat(course().dialled).isEqualTo(InetAddress.getByName(IPV4));
  }

  @Test
  void keepTheirIpv6AddressIfItIsAllThatMayBeDialled() throws UnknownHostException {
    assertThat(resolved(false, address -> true, IPV6)).containsExactly(IPV6);
    assertThat(resolved(false, address -> !(address instanceof Inet4Address), IPV4, IPV6))
        .containsExactly(IPV6);
  }

  /** Some programs that are tried on one's own machine listen there only. */
  @Test
  void keepTheAddressOfThisMachine() throws UnknownHostException {
    assertThat(resolved(false, address -> true, "127.0.0.1", "::1")).hasSize(2);
  }

  @Test
  void areForbiddenIfNoneOfTheirAddressesIsAllowed() {
    assertThatExceptionOfType(ForbiddenAddressException.class)
        .isThrownBy(() -> resolved(true, address -> false, IPV4, IPV6));
  }

  private static String[] resolved(boolean ipv6, Predicate<InetAddress> mayCall, String... literals)
      throws UnknownHostException {
    InetAddress[] addresses = new InetAddress[literals.length];
    for (int i = 0; i < literals.length; i++) {
      addresses[i] = InetAddress.getByName(literals[i]);
    }
    Course.OF_THIS_THREAD.set(new Course(new OnBehalfOf("acme", mayCall)));
    return Arrays.stream(
            new AllowedNames(host -> addresses, () -> ipv6).resolve("hooks.partner.example"))
        .map(address -> address instanceof Inet4Address ? address.getHostAddress() : IPV6)
        .toArray(String[]::new);
  }

  private static Course course() {
    Course course = Course.OF_THIS_THREAD.get();
    if (course == null) {
      throw new AssertionError("no call");
    }
    return course;
  }
}
