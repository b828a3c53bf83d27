package dev.turnup.activities.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.turnup.activities.Certificates;
import dev.turnup.activities.RawServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a server that demands a certificate of ours. */
class OutboundTlsTest {

  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final OutboundHttp http = new OutboundHttp("test", 2, 2);

  @AfterEach
  void close() throws IOException {
    http.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void showsOurCertificateAndTrustsTheirs(String protocol) throws IOException {
    try (RawServer server = server(protocol, "client")) {
      http.secureWith(Certificates.bundle("client", "server"));
      assertThat(get(server.secureAddress("/a"), LONG).body()).isEqualTo("CN=client");
    }
  }

  @Test
  void keepsTheConnectionForTheNextCall() throws IOException {
    try (RawServer server = server("TLSv1.3", "client")) {
      http.secureWith(Certificates.bundle("client", "server"));
      get(server.secureAddress("/a"), LONG);
      get(server.secureAddress("/b"), LONG);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void showsTheNewCertificateOnceItIsReplaced() throws IOException {
    try (RawServer server = server("TLSv1.3", "client", "renewed")) {
      http.secureWith(Certificates.bundle("client", "server"));
      assertThat(get(server.secureAddress("/a"), LONG).body()).isEqualTo("CN=client");
      http.secureWith(Certificates.bundle("renewed", "server"));
      assertThat(get(server.secureAddress("/a"), LONG).body()).isEqualTo("CN=renewed");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void isNotSentWhenTheyAreNotTrusted(String protocol) {
    try (RawServer server = server(protocol, "client")) {
      assertThat(notSent(server.secureAddress("/a"), LONG)).isEqualTo("SSLHandshakeException");
      http.secureWith(Certificates.bundle("client", "renewed"));
      assertThat(notSent(server.secureAddress("/a"), LONG)).isEqualTo("SSLHandshakeException");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void isNotSentWhenTheirCertificateIsForAnotherName() {
    try (RawServer server = server("TLSv1.3", "client")) {
      http.secureWith(Certificates.bundle("client", "server"));
      URI address = URI.create("https://localhost:" + server.secureAddress("").getPort());
      assertThat(notSent(address, LONG)).startsWith("SSL");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void isNotSentWhenWeAreNotTrusted() {
    try (RawServer server = server("TLSv1.2", "client")) {
      http.secureWith(Certificates.bundle("renewed", "server"));
      assertThat(notSent(server.secureAddress("/a"), LONG)).isNotEmpty();
      http.secureWith(Certificates.bundle(null, "server"));
      assertThat(notSent(server.secureAddress("/a"), LONG)).isNotEmpty();
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void isNotTakenForSentWhenWeAreRefusedAfterWeHaveBegunToSend() throws IOException {
    // In TLS 1.3 our side of the handshake is over before they look at our certificate.
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served = CompletableFuture.runAsync(() -> refuse(server));
      http.secureWith(Certificates.bundle("renewed", "server"));
      URI address = URI.create("https://127.0.0.1:" + server.getLocalPort());
      assertThat(notSent(address, LONG)).isEqualTo("SSLHandshakeException");
      await().until(served::isDone);
    }
  }

  /** Says so, and does not close before it was heard. */
  private static void refuse(ServerSocket server) {
    SSLSocketFactory factory =
        Certificates.bundle("server", "client").createSslContext().getSocketFactory();
    try (Socket socket = server.accept();
        SSLSocket secure =
            (SSLSocket) factory.createSocket(socket, "127.0.0.1", socket.getPort(), false)) {
      secure.setUseClientMode(false);
      secure.setNeedClientAuth(true);
      assertThatExceptionOfType(SSLException.class).isThrownBy(secure::startHandshake);
      readAll(socket);
    } catch (IOException e) {
      // The caller went away.
    }
  }

  @Test
  void isNotSentWhenTheHandshakeIsNotAnswered() {
    try (RawServer server = RawServer.thatHangs()) {
      assertThat(notSent(server.secureAddress("/a"), SHORT)).isEqualTo("InterruptedIOException");
    }
  }

  @Test
  void isNotSentWhenTheySpeakNoTls() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served = CompletableFuture.runAsync(() -> babble(server));
      URI address = URI.create("https://127.0.0.1:" + server.getLocalPort());
      assertThat(notSent(address, LONG)).startsWith("SSL");
      await().until(served::isDone);
    }
  }

  private static void babble(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getOutputStream().write("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      readAll(socket);
    } catch (IOException e) {
      // The caller went away.
    }
  }

  private static void readAll(Socket socket) throws IOException {
    int next = 0;
    while (next >= 0) {
      next = socket.getInputStream().read();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void saysThatACertificateWasNotAccepted(String protocol) {
    try (RawServer server = server(protocol, "client")) {
      URI address = server.secureAddress("/a");
      assertThat(failure(address, LONG)).as("not trusted").matches(NotSentException::isTlsRefused);
      http.secureWith(Certificates.bundle("client", "server"));
      URI other = URI.create("https://localhost:" + address.getPort());
      assertThat(failure(other, LONG)).as("another name").matches(NotSentException::isTlsRefused);
    }
  }

  @Test
  void saysThatTheyDidNotAcceptOurs() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served = CompletableFuture.runAsync(() -> refuse(server));
      http.secureWith(Certificates.bundle("renewed", "server"));
      URI address = URI.create("https://127.0.0.1:" + server.getLocalPort());
      assertThat(failure(address, LONG)).matches(NotSentException::isTlsRefused);
      await().until(served::isDone);
    }
  }

  @Test
  void doesNotSaySoOfAHandshakeThatTookTooLongOrBrokeOff() throws IOException {
    try (RawServer server = RawServer.thatHangs()) {
      assertThat(failure(server.secureAddress("/a"), SHORT).isTlsRefused()).isFalse();
    }
    for (boolean reset : new boolean[] {true, false}) {
      try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        CompletableFuture<Void> served = CompletableFuture.runAsync(() -> hangUp(server, reset));
        URI address = URI.create("https://127.0.0.1:" + server.getLocalPort());
        assertThat(failure(address, LONG).isTlsRefused()).isFalse();
        await().until(served::isDone);
      }
    }
  }

  private static void hangUp(ServerSocket server, boolean reset) {
    try (Socket socket = server.accept()) {
      assertThat(socket.getInputStream().read()).as("a handshake").isEqualTo(22);
      if (reset) {
        socket.setSoLinger(true, 0);
      } else {
        socket.shutdownOutput();
        readAll(socket);
      }
    } catch (IOException e) {
      // The caller went away.
    }
  }

  private static RawServer server(String protocol, String... clients) {
    return new RawServer(
        Certificates.serverThatDemands(protocol, clients),
        exchange -> exchange.answer("200 OK", exchange.caller()));
  }

  private String notSent(URI address, Duration deadline) {
    return failure(address, deadline).reason();
  }

  private NotSentException failure(URI address, Duration deadline) {
    return requireNonNull(
        catchThrowableOfType(NotSentException.class, () -> get(address, deadline)), "it was sent");
  }

  private HttpAnswer get(URI address, Duration deadline) throws IOException {
    return http.send(new OutboundCall("GET", address, Map.of(), "", null), deadline, 1000);
  }
}
