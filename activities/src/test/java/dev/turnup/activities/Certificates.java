package dev.turnup.activities;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

/** Key pairs that sign themselves, made by the JDK's keytool when they are first asked for. */
public final class Certificates {

  private static final String PASSWORD = "changeit";
  private static final Map<String, KeyStore> KEYS = new ConcurrentHashMap<>();

  private Certificates() {}

  /** Shows the certificate of this name, or none, and trusts those. */
  public static SslBundle bundle(@Nullable String shown, String... trusted) {
    return SslBundle.of(
        SslStoreBundle.of(shown == null ? null : keys(shown), PASSWORD, trust(trusted)));
  }

  /** Sockets of a server for 127.0.0.1 that demands a certificate of one of these names. */
  public static ServerSocketFactory serverThatDemands(String protocol, String... clients) {
    return new Demanding(bundle("server", clients), protocol);
  }

  private static KeyStore trust(String... names) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (String name : names) {
        store.setCertificateEntry(name, keys(name).getCertificate(name));
      }
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore keys(String name) {
    return KEYS.computeIfAbsent(name, Certificates::made);
  }

  private static KeyStore made(String name) {
    try {
      Path folder = Files.createTempDirectory("certificates");
      Path file = folder.resolve(name + ".p12");
      keytool(
          List.of("-genkeypair", "-alias", name, "-dname", "CN=" + name, "-validity", "2"),
          List.of("-keyalg", "EC", "-groupname", "secp256r1", "-ext", "san=ip:127.0.0.1"),
          List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", file.toString()));
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD.toCharArray());
      }
      Files.delete(file);
      Files.delete(folder);
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @SafeVarargs
  private static void keytool(List<String>... arguments) throws IOException {
    ProcessBuilder keytool =
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    for (List<String> some : arguments) {
      keytool.command().addAll(some);
    }
    try {
      int exit =
          keytool
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (exit != 0) {
        throw new IllegalStateException("keytool ended with " + exit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static final class Demanding extends ServerSocketFactory {

    private final SslBundle bundle;
    private final String protocol;

    Demanding(SslBundle bundle, String protocol) {
      this.bundle = bundle;
      this.protocol = protocol;
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
        throws IOException {
      SSLServerSocket socket =
          (SSLServerSocket)
              bundle
                  .createSslContext()
                  .getServerSocketFactory()
                  .createServerSocket(port, backlog, address);
      socket.setNeedClientAuth(true);
      socket.setEnabledProtocols(new String[] {protocol});
      return socket;
    }

    @Override
    public ServerSocket createServerSocket(int port) {
      throw new UnsupportedOperationException("on the loopback address only");
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) {
      throw new UnsupportedOperationException("on the loopback address only");
    }
  }
}
