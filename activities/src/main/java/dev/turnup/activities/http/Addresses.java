package dev.turnup.activities.http;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The door for addresses in settings. */
public final class Addresses {

  private static final int LARGEST_PORT = 65535;

  private Addresses() {}

  /**
   * Refuses what cannot be called.
   *
   * @throws IllegalArgumentException if it is missing, no http or https address, or carries a user
   */
  public static void requireHttp(String key, @Nullable URI address) {
    if (address == null) {
      throw new IllegalArgumentException(key + " is missing");
    }
    if (address.getRawAuthority() != null && address.getRawAuthority().contains("@")) {
      // Not quoted: there may be a password in it.
      throw new IllegalArgumentException(
          key + " must not carry a user (set credentials or oauth2 instead)");
    }
    boolean http =
        "http".equalsIgnoreCase(address.getScheme())
            || "https".equalsIgnoreCase(address.getScheme());
    if (!http
        || address.getRawAuthority() == null
        || address.getPort() > LARGEST_PORT
        || address.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "%s: '%s' (expected: an http or https address without fragment)".formatted(key, address));
    }
  }

  /**
   * Refuses what cannot be called or has no room for a path.
   *
   * @throws IllegalArgumentException also if it has a query, so that no path can be appended
   */
  public static void requireBase(String key, @Nullable URI address) {
    requireHttp(key, address);
    if (address != null && address.getRawQuery() != null) {
      throw new IllegalArgumentException(
          "%s: '%s' (expected: an http or https address without query)".formatted(key, address));
    }
  }
}
