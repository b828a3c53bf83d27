package dev.turnup.standalone.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;

/**
 * Issues tokens that this standalone accepts. Its key pair is made once and kept in the home
 * folder, readable by its owner only, so that a token outlives a restart.
 */
public final class LocalIssuer {

  private static final int KEY_BITS = 2048;
  private static final Duration VALIDITY = Duration.ofDays(1);
  private static final String PARTNER = "demo-partner";
  private static final String AUDIENCE = "turnup";
  private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";
  private static final String SCOPES = "services:write operations:read metrics:read";

  private final RSAKey key;
  private final Path publicKey;

  private LocalIssuer(RSAKey key, Path publicKey) {
    this.key = key;
    this.publicKey = publicKey;
  }

  /** The issuer whose keys are in this folder; makes them if there are none. */
  public static LocalIssuer in(Path home) {
    Path secret = home.resolve("token-key.json");
    Path shared = home.resolve("token-key.pem");
    try {
      RSAKey key =
          Files.exists(secret)
              ? RSAKey.parse(Files.readString(secret))
              : new RSAKeyGenerator(KEY_BITS).keyID("standalone").generate();
      if (!Files.exists(secret)) {
        PrivateFile.write(secret, key.toJSONString());
      }
      Files.writeString(shared, pem(key));
      return new LocalIssuer(key, shared);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep a token key in " + home, e);
    } catch (ParseException | JOSEException e) {
      throw new IllegalStateException(
          "The token key in %s cannot be used; remove it".formatted(secret), e);
    }
  }

  private static String pem(RSAKey key) throws JOSEException {
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(key.toRSAPublicKey().getEncoded());
    return "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
  }

  /** The Spring properties that make the api accept the tokens. */
  public Map<String, String> properties() {
    return Map.of(
        JWT + "public-key-location", publicKey.toUri().toString(), JWT + "audiences", AUDIENCE);
  }

  /** A token with every right of a partner, for a day. */
  public String token() {
    return tokenOf(PARTNER);
  }

  /** The same for another partner. */
  public String tokenOf(String partner) {
    return token(partner, SCOPES);
  }

  /** A token with which systems may report by themselves, and nothing else. */
  public String tokenForSystems() {
    return token("simulated-systems", "events:write");
  }

  private String token(String subject, String scopes) {
    Instant now = Instant.now();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
            new JWTClaimsSet.Builder()
                .subject(subject)
                .audience(AUDIENCE)
                .claim("scope", scopes)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(VALIDITY)))
                .build());
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("an RSA key that cannot sign", e);
    }
    return token.serialize();
  }
}
