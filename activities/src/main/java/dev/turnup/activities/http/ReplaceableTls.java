package dev.turnup.activities.http;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.springframework.boot.ssl.SslBundle;

/** How connections become secure; what Java trusts by default, until something else is said. */
final class ReplaceableTls implements TlsSocketStrategy {

  private volatile TlsSocketStrategy current = DefaultClientTlsStrategy.createDefault();

  void replace(SslBundle bundle) {
    current =
        ClientTlsStrategyBuilder.create()
            .setSslContext(bundle.createSslContext())
            .setTlsVersions(bundle.getOptions().getEnabledProtocols())
            .setCiphers(bundle.getOptions().getCiphers())
            .buildClassic();
  }

  @Override
  public SSLSocket upgrade(
      Socket socket, String target, int port, Object attachment, HttpContext context)
      throws IOException {
    if (context.getAttribute(Course.ATTRIBUTE) instanceof Course course) {
      course.dialled = socket.getInetAddress();
    }
    return current.upgrade(socket, target, port, attachment, context);
  }
}
