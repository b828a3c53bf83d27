package dev.turnup.api;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A valid token of the partner "acme" with every right; each method breaks or changes one thing.
 */
public final class Token {

  private static final int KEY_BITS = 2048;
  private static final RSAKey ACCEPTED_KEY = newKey();

  private final RSAKey key;
  private final @Nullable String type;
  private final Map<String, Object> claims;

  private Token(RSAKey key, @Nullable String type, Map<String, Object> claims) {
    this.key = key;
    this.type = type;
    this.claims = claims;
  }

  public static Token valid() {
    Instant now = Instant.now();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", "acme");
    claims.put("aud", "turnup");
    claims.put("scope", "services:write operations:read events:write metrics:read");
    claims.put("exp", Date.from(now.plus(Duration.ofHours(1))));
    return new Token(ACCEPTED_KEY, null, claims);
  }

  public Token of(String partner) {
    return with("sub", partner);
  }

  public Token withScope(String scope) {
    return with("scope", scope);
  }

  public Token expired() {
    return with("exp", Date.from(Instant.now().minus(Duration.ofHours(1))));
  }

  public Token with(String claim, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(claims);
    changed.put(claim, value);
    return new Token(key, type, changed);
  }

  public Token without(String claim) {
    Map<String, Object> changed = new LinkedHashMap<>(claims);
    changed.remove(claim);
    return new Token(key, type, changed);
  }

  public Token ofType(String other) {
    return new Token(key, other, claims);
  }

  public Token signedByAnotherKey() {
    return new Token(newKey(), type, claims);
  }

  /** The public keys of whoever issues them, as a JWK Set (RFC 7517). */
  public static String keys() {
    return new JWKSet(ACCEPTED_KEY.toPublicJWK()).toString();
  }

  /** The token as it travels. */
  @Override
  public String toString() {
    JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
    claims.forEach(set::claim);
    JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256);
    if (type != null) {
      header.type(new JOSEObjectType(type));
    }
    SignedJWT token = new SignedJWT(header.build(), set.build());
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  private static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(KEY_BITS).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes an api accept these tokens. */
  public static final class Accepted
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      try {
        Path publicKey = Files.createTempFile("turnup-test-key", ".pem");
        publicKey.toFile().deleteOnExit();
        Files.writeString(
            publicKey,
            "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                .formatted(
                    Base64.getMimeEncoder()
                        .encodeToString(ACCEPTED_KEY.toRSAPublicKey().getEncoded())));
        TestPropertyValues.of(
                "spring.security.oauth2.resourceserver.jwt.public-key-location="
                    + publicKey.toUri())
            .applyTo(context);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (JOSEException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
