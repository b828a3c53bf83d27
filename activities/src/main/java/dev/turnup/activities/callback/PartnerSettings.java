package dev.turnup.activities.callback;

import dev.turnup.activities.http.Secret;
import dev.turnup.activities.oauth2.OAuth2Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How callbacks to one partner are signed, how we prove who we are, and how many it can take.
 *
 * @param signingSecrets {@code whsec_} and base64, each a signature of its own
 * @param signingKey an Ed25519 private key, {@code whsk_} and base64; null for none
 * @param signingFile a file with more of both, one a line; null or empty for none
 * @param unsigned whether it gets callbacks without a signature
 * @param bearer a token that does not change; null for none
 * @param oauth2 where to get a token; null for none
 * @param sslBundle the name of the bundle ({@code spring.ssl.bundle}) with the certificates to show
 *     and to trust; null for what Java trusts
 * @param maxConcurrent how many calls to one of its hosts may be under way at once
 * @param maxConcurrentInAll how many to all of its hosts
 * @param perSecond how many calls to one of its hosts may begin in a second
 */
public record PartnerSettings(
    @DefaultValue List<Secret> signingSecrets,
    @Nullable Secret signingKey,
    @Nullable Path signingFile,
    @DefaultValue("false") boolean unsigned,
    @Nullable Secret bearer,
    @Nullable OAuth2Settings oauth2,
    @Nullable String sslBundle,
    @DefaultValue("20") int maxConcurrent,
    @DefaultValue("100") int maxConcurrentInAll,
    @DefaultValue("50") int perSecond) {

  /** What a bearer token may consist of (RFC 6750, section 2.1). */
  private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  /**
   * @throws IllegalArgumentException if something is malformed, out of bounds or contradicts itself
   */
  public PartnerSettings {
    signingSecrets = List.copyOf(signingSecrets);
    for (int i = 0; i < signingSecrets.size(); i++) {
      requireKey("signing-secrets[" + i + "]", "whsec_", signingSecrets.get(i));
    }
    if (signingKey != null) {
      requireKey("signing-key", "whsk_", signingKey);
    }
    // So that what an earlier source of settings says can be taken back.
    signingFile = signingFile == null || signingFile.toString().isBlank() ? null : signingFile;
    require(
        !unsigned || (signingSecrets.isEmpty() && signingKey == null && signingFile == null),
        "unsigned contradicts signing-secrets, signing-key and signing-file: keep one or the other");
    require(bearer == null || oauth2 == null, "bearer and oauth2 exclude each other: keep one");
    require(
        bearer == null || BEARER.matcher(bearer.value()).matches(),
        "bearer is no token (expected: letters, digits and ._~+/- only, without 'Bearer ')");
    require(sslBundle == null || !sslBundle.isBlank(), "ssl-bundle is blank");
    require(maxConcurrent > 0, "max-concurrent must be positive");
    require(maxConcurrentInAll > 0, "max-concurrent-in-all must be positive");
    require(perSecond > 0, "per-second must be positive");
  }

  private static void requireKey(String name, String prefix, Secret secret) {
    try {
      require(secret.value().startsWith(prefix), "it does not begin with " + prefix);
      SigningKey.parse(secret.value());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage());
    }
  }

  /** Whether anything is said on signing. */
  boolean saysHowToSign() {
    return unsigned || !signingSecrets.isEmpty() || signingKey != null || signingFile != null;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
