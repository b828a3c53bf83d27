package dev.turnup.api.esim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * An authority and what it certified, made for one test by the keytool of the running JDK, which
 * can sign as the JDK's API cannot.
 */
final class Certificates {

  static final String PASSWORD = "not-a-secret";
  static final String TYPE = "PKCS12";

  private static final String AUTHORITY = "authority";
  private static final int PATIENCE_SECONDS = 60;

  private final Path folder;

  Certificates(Path folder) {
    this.folder = folder;
    generate(AUTHORITY, "CN=Test CI", "-ext", "bc:c");
  }

  /** A store that trusts the authority alone. */
  Path trust() throws GeneralSecurityException, IOException {
    KeyStore trust = empty();
    trust.setCertificateEntry(AUTHORITY, load(all()).getCertificate(AUTHORITY));
    return save(trust, "trust");
  }

  /** A store with a key and the certificate that the authority gave to it. */
  Path issue(String alias, String subject, String... more)
      throws GeneralSecurityException, IOException {
    List<String> options = new ArrayList<>(List.of("-signer", AUTHORITY));
    options.addAll(List.of(more));
    generate(alias, subject, options.toArray(String[]::new));
    KeyStore everything = load(all());
    KeyStore one = empty();
    char[] password = PASSWORD.toCharArray();
    one.setKeyEntry(
        alias, everything.getKey(alias, password), password, everything.getCertificateChain(alias));
    return save(one, alias);
  }

  /** What a client needs; null keys for one without a certificate. */
  SSLContext client(@Nullable Path keys) throws GeneralSecurityException, IOException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(load(trust()));
    KeyManager[] own = new KeyManager[0];
    if (keys != null) {
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(load(keys), PASSWORD.toCharArray());
      own = managers.getKeyManagers();
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own, trust.getTrustManagers(), null);
    return context;
  }

  private void generate(String alias, String subject, String... more) {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                subject,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-keystore",
                all().toString(),
                "-storetype",
                TYPE,
                "-storepass",
                PASSWORD));
    line.addAll(List.of(more));
    Path log = folder.resolve("keytool.log");
    try {
      Process process =
          new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path all() {
    return folder.resolve("all.p12");
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(TYPE);
    store.load(null, null);
    return store;
  }

  private static KeyStore load(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(TYPE);
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private Path save(KeyStore store, String name) throws GeneralSecurityException, IOException {
    Path file = folder.resolve(name + ".p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    return file;
  }
}
