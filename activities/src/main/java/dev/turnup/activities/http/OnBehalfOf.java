package dev.turnup.activities.http;

import java.net.InetAddress;
import java.util.function.Predicate;

/**
 * For whom a call is made. Calls for others never use its connections, as they may not be allowed
 * to go where those lead.
 *
 * @param name who it is
 * @param mayCall which addresses may be dialled; those that may not are treated as if the name did
 *     not have them
 */
public record OnBehalfOf(String name, Predicate<InetAddress> mayCall) {

  /** For the operator, who may call wherever the settings say. */
  public static final OnBehalfOf OPERATOR = new OnBehalfOf("", address -> true);
}
