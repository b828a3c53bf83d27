package dev.turnup.activities.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriter;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Connections on which nothing is asked after something has come that nobody asked for: a second
 * answer to one request, or more of a body than was announced, would be taken for the next answer.
 * What TLS has not decrypted yet is seen only once the client has looked whether the connection is
 * still there. Says so by a {@link RequestNotExecutedException}.
 */
record QuietConnections(Http1Config limits)
    implements HttpConnectionFactory<ManagedHttpClientConnection> {

  @Override
  public ManagedHttpClientConnection createConnection(@Nullable Socket socket) throws IOException {
    Incoming incoming = new Incoming(limits);
    DefaultHttpRequestWriter outgoing = new DefaultHttpRequestWriter();
    return ManagedHttpClientConnectionFactory.builder()
        .http1Config(limits)
        .responseParserFactory(same -> incoming)
        .requestWriterFactory(
            () ->
                (request, buffer, behindIt) -> {
                  incoming.requireQuiet();
                  outgoing.write(request, buffer, behindIt);
                })
        .build()
        .createConnection(socket);
  }

  /** The client's own parser passes over garbage in search of an answer; this one does not. */
  private static final class Incoming extends DefaultHttpResponseParser {

    private @Nullable SessionInputBuffer buffer;
    private @Nullable InputStream behindIt;

    Incoming(Http1Config limits) {
      super(limits);
    }

    @Override
    public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream behindIt)
        throws IOException, HttpException {
      this.buffer = buffer;
      this.behindIt = behindIt;
      return super.parse(buffer, behindIt);
    }

    void requireQuiet() throws IOException {
      if (buffer != null && behindIt != null && (buffer.length() > 0 || behindIt.available() > 0)) {
        throw new RequestNotExecutedException();
      }
    }
  }
}
