package dev.turnup.activities.callback;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a partner knows us by, in the form of Standard Webhooks 1.0: {@code whsec_} and the base64
 * of a secret of 24 to 64 bytes, or {@code whsk_} and the base64 of an Ed25519 private key, which
 * is its seed of 32 bytes or that and the public key behind it. It cannot print itself.
 */
final class SigningKey {

  static final String EXPECTED =
      "whsec_ and the base64 of 24 to 64 bytes, or whsk_ and the base64 of an Ed25519 key of 32 or"
          + " 64 bytes";

  private static final String SECRET = "whsec_";
  private static final String PRIVATE_KEY = "whsk_";
  private static final int SHORTEST_SECRET = 24;
  private static final int LONGEST_SECRET = 64;
  private static final int SEED = 32;
  private static final String HMAC = "HmacSHA256";
  private static final String ED25519 = "Ed25519";

  /** What the encoding of a public key begins with (RFC 8410, section 4). */
  private static final byte[] PUBLIC_KEY_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  private final Key key;

  private SigningKey(Key key) {
    this.key = key;
  }

  /**
   * @throws IllegalArgumentException if it is none; the message does not show it
   */
  static SigningKey parse(String text) {
    if (text.startsWith(SECRET)) {
      byte[] secret = decoded(text.substring(SECRET.length()));
      require(secret.length >= SHORTEST_SECRET && secret.length <= LONGEST_SECRET);
      return new SigningKey(new SecretKeySpec(secret, HMAC));
    }
    require(text.startsWith(PRIVATE_KEY));
    byte[] pair = decoded(text.substring(PRIVATE_KEY.length()));
    require(pair.length == SEED || pair.length == 2 * SEED);
    try {
      return ed25519(pair);
    } catch (GeneralSecurityException e) {
      // Without the cause: it may quote what it could not use.
      throw new IllegalArgumentException("it is no Ed25519 key (expected: " + EXPECTED + ")");
    }
  }

  private static SigningKey ed25519(byte[] pair) throws GeneralSecurityException {
    KeyFactory keys = KeyFactory.getInstance(ED25519);
    PrivateKey secret =
        keys.generatePrivate(
            new EdECPrivateKeySpec(NamedParameterSpec.ED25519, Arrays.copyOf(pair, SEED)));
    SigningKey key = new SigningKey(secret);
    if (pair.length > SEED && !belongs(keys, Arrays.copyOfRange(pair, SEED, 2 * SEED), key)) {
      throw new IllegalArgumentException("its second half is not the public key of its first");
    }
    return key;
  }

  private static boolean belongs(KeyFactory keys, byte[] shared, SigningKey key)
      throws GeneralSecurityException {
    byte[] encoded = Arrays.copyOf(PUBLIC_KEY_HEAD, PUBLIC_KEY_HEAD.length + SEED);
    System.arraycopy(shared, 0, encoded, PUBLIC_KEY_HEAD.length, SEED);
    PublicKey other = keys.generatePublic(new X509EncodedKeySpec(encoded));
    Signature verifier = Signature.getInstance(ED25519);
    verifier.initVerify(other);
    verifier.update(PUBLIC_KEY_HEAD);
    return verifier.verify(key.sign(PUBLIC_KEY_HEAD));
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("it is no base64 (expected: " + EXPECTED + ")");
    }
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException("it is no signing key (expected: " + EXPECTED + ")");
    }
  }

  /** One signature as {@code webhook-signature} lists them. */
  String signature(byte[] content) {
    String version = key instanceof PrivateKey ? "v1a," : "v1,";
    return version + Base64.getEncoder().encodeToString(sign(content));
  }

  private byte[] sign(byte[] content) {
    try {
      if (key instanceof PrivateKey secret) {
        Signature signer = Signature.getInstance(ED25519);
        signer.initSign(secret);
        signer.update(content);
        return signer.sign();
      }
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that cannot sign", e);
    }
  }

  @Override
  public String toString() {
    return "(signing key)";
  }
}
