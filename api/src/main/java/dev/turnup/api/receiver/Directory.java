package dev.turnup.api.receiver;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Tells the addresses of a name, as DNS does; may take its time. */
@FunctionalInterface
interface Directory {

  /**
   * All of them, in no order.
   *
   * @throws UnknownHostException if there is no such name, or nobody who could tell
   */
  List<InetAddress> addressesOf(String host) throws UnknownHostException;
}
