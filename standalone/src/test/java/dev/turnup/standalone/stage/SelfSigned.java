package dev.turnup.standalone.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.springframework.util.FileSystemUtils;

/** A key pair that signs its own certificate, made by the JDK's keytool. */
public final class SelfSigned {

  /** Of every file. */
  public static final String PASSWORD = "not-a-secret";

  private static final String ALIAS = "self";
  private static final int PATIENCE_SECONDS = 60;

  private final KeyStore keys;

  private SelfSigned(KeyStore keys) {
    this.keys = keys;
  }

  /** For a server on this machine. */
  public static SelfSigned forThisMachine() {
    return named("dns:localhost,ip:127.0.0.1");
  }

  /**
   * For somebody else.
   *
   * @param names as keytool wants subject alternative names: {@code dns:partner.example}
   */
  public static SelfSigned named(String names) {
    try {
      Path folder = Files.createTempDirectory("self-signed");
      try {
        Path store = folder.resolve("keys.p12");
        generate(names, store);
        return new SelfSigned(load(store));
      } finally {
        FileSystemUtils.deleteRecursively(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void generate(String names, Path store) throws IOException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                ALIAS,
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=" + names,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    try {
      assertThat(keytool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    assertThat(keytool.exitValue()).isZero();
  }

  private static KeyStore load(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      return keys;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** For a server that shows it, and trusts these callers only. */
  SSLContext contextThatTrusts(List<SelfSigned> callers) {
    try {
      KeyManagerFactory shown =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      shown.init(keys, PASSWORD.toCharArray());
      TrustManagerFactory trusted =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init(certificates(callers));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(shown.getKeyManagers(), trusted.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore certificates(List<SelfSigned> of)
      throws GeneralSecurityException, IOException {
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    certificates.load(null, null);
    for (int i = 0; i < of.size(); i++) {
      certificates.setCertificateEntry("trusted-" + i, of.get(i).keys.getCertificate(ALIAS));
    }
    return certificates;
  }

  /** Writes it to a new file (PKCS #12), for a program that is to show it. */
  public Path writtenTo(Path file) {
    return write(keys, file);
  }

  /** Writes their certificates to a new file (PKCS #12), for a program that is to trust them. */
  public static Path certificatesWrittenTo(Path file, SelfSigned... trusted) {
    try {
      return write(certificates(List.of(trusted)), file);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path write(KeyStore store, Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
      return file;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
