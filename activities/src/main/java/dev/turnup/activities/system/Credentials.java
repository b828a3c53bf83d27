package dev.turnup.activities.system;

import dev.turnup.activities.http.Secret;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How we prove who we are by a secret that does not change: an API key, a bearer token.
 *
 * @param header the header that carries the secret
 * @param value the header's whole value, such as {@code Bearer …}
 */
public record Credentials(@DefaultValue("Authorization") String header, Secret value) {

  /**
   * @throws IllegalArgumentException if one of them is missing
   */
  public Credentials {
    if (header.isBlank()) {
      throw new IllegalArgumentException("credentials.header is blank");
    }
    if (value == null || value.value().isBlank()) {
      throw new IllegalArgumentException("credentials.value is missing");
    }
  }
}
