package dev.turnup.activities.oauth2;

import dev.turnup.activities.http.Addresses;
import dev.turnup.activities.http.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How we get a token to prove who we are: OAuth 2.0 client credentials (RFC 6749, section 4.4).
 *
 * @param tokenUri where tokens are handed out; http or https
 * @param clientId our name there
 * @param clientSecret what proves it, by HTTP Basic
 * @param scope what to ask for, separated by spaces; null for what we get anyway
 */
public record OAuth2Settings(
    URI tokenUri, String clientId, Secret clientSecret, @Nullable String scope) {

  /**
   * @throws IllegalArgumentException if a value is missing, or the address cannot be called
   */
  public OAuth2Settings {
    Addresses.requireHttp("oauth2.token-uri", tokenUri);
    if (clientId == null || clientId.isBlank()) {
      throw new IllegalArgumentException("oauth2.client-id is missing");
    }
    if (clientSecret == null || clientSecret.value().isBlank()) {
      throw new IllegalArgumentException("oauth2.client-secret is missing");
    }
    if (scope != null && scope.isBlank()) {
      throw new IllegalArgumentException("oauth2.scope is blank (leave it out to ask for none)");
    }
  }
}
