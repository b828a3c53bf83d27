package dev.turnup.activities.http;

import java.net.UnknownHostException;

/** The name has addresses, and none that may be dialled. */
final class ForbiddenAddressException extends UnknownHostException {

  private static final long serialVersionUID = 1L;

  ForbiddenAddressException() {
    super("no address that may be called");
  }
}
