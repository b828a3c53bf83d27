package dev.turnup.standalone.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/**
 * The secret that signs callbacks, and by which the inbox knows them. Made once and kept in the
 * home folder, readable by its owner only.
 */
public final class SigningSecret {

  private static final int BYTES = 32;

  private final Path file;

  private SigningSecret(Path file) {
    this.file = file;
  }

  /** The one of this folder; makes it if there is none. */
  public static SigningSecret in(Path home) {
    Path file = home.resolve("callback-signing.keys");
    try {
      if (!Files.exists(file)) {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        PrivateFile.write(file, "whsec_" + Base64.getEncoder().encodeToString(secret) + "\n");
      }
      return new SigningSecret(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep a signing secret in " + home, e);
    }
  }

  /** The Spring properties that make the worker sign, whoever the partner is. */
  public Map<String, String> properties() {
    return Map.of("turnup.callback.fallback.signing-file", file.toString());
  }

  /** {@code whsec_} and base64. */
  public String value() {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
