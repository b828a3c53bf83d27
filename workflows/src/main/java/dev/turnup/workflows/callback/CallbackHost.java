package dev.turnup.workflows.callback;

import java.net.URI;
import java.util.Locale;

/** Whose receiver it is, as far as addresses tell: what limits and suspensions are kept by. */
public final class CallbackHost {

  private CallbackHost() {}

  /** The host in lower case, and the port if it is not that of the scheme. */
  public static String of(URI address) {
    String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    int usual = "http".equalsIgnoreCase(address.getScheme()) ? 80 : 443;
    return address.getPort() == -1 || address.getPort() == usual
        ? host
        : host + ":" + address.getPort();
  }
}
