package dev.turnup.activities.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who knows the addresses of names. */
@FunctionalInterface
public interface HostNames {

  /** As Java looks them up. */
  HostNames OF_JAVA = InetAddress::getAllByName;

  /** All addresses of a name, or of a literal. */
  InetAddress[] addressesOf(String host) throws UnknownHostException;
}
