package dev.turnup.activities.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * POSTs JSON. A call has one deadline for all of it, connecting and the last byte of the answer
 * included, which the socket time-outs of HTTP clients do not give; redirects are not followed,
 * nothing is retried, no cookie is kept and no more of an answer is read than was asked for.
 */
public final class OutboundHttp implements AutoCloseable {

  /** Without a charset: JSON has none (RFC 8259, section 11). */
  private static final ContentType JSON = ContentType.create("application/json");

  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
  private static final Duration IDLE_BEFORE_CHECK = Duration.ofSeconds(1);

  private final CloseableHttpClient client;
  private final ScheduledThreadPoolExecutor alarms;

  /**
   * Connections of its own.
   *
   * @param name for the thread's name
   * @param maxConnections over all addresses
   * @param maxConnectionsPerAddress to one host and port, so that a slow one does not take them all
   */
  public OutboundHttp(String name, int maxConnections, int maxConnectionsPerAddress) {
    client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(maxConnections)
                    .setMaxConnPerRoute(maxConnectionsPerAddress)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.of(LONGEST_CONNECT))
                            .setValidateAfterInactivity(TimeValue.of(IDLE_BEFORE_CHECK))
                            .build())
                    .build())
            .setUserAgent("Turnup")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .evictExpiredConnections()
            .build();
    alarms =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name(name + "-http-deadlines").factory());
    alarms.setRemoveOnCancelPolicy(true);
  }

  /**
   * Sends and waits for the answer, whatever its status.
   *
   * @param deadline for the whole call
   * @param maxAnswerBytes how much of the answer's body to read
   * @throws InterruptedIOException if the deadline passed
   * @throws IOException if there was no answer for another reason
   */
  public HttpAnswer post(
      URI address, Map<String, String> headers, byte[] json, Duration deadline, int maxAnswerBytes)
      throws IOException {
    HttpPost request = new HttpPost(address);
    headers.forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(json, JSON));
    request.setConfig(
        RequestConfig.custom()
            .setConnectionRequestTimeout(Timeout.of(deadline))
            .setResponseTimeout(Timeout.of(deadline))
            .build());
    AtomicBoolean late = new AtomicBoolean();
    ScheduledFuture<?> alarm =
        alarms.schedule(
            () -> {
              late.set(true);
              request.abort();
            },
            deadline.toNanos(),
            TimeUnit.NANOSECONDS);
    try {
      return client.execute(request, response -> read(response, maxAnswerBytes));
    } catch (IOException e) {
      if (late.get()) {
        throw new InterruptedIOException("no answer within " + deadline.toMillis() + " ms");
      }
      throw e;
    } finally {
      alarm.cancel(false);
    }
  }

  private static HttpAnswer read(ClassicHttpResponse response, int maxBytes) throws IOException {
    Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
    HttpEntity entity = response.getEntity();
    byte[] body = new byte[0];
    if (entity != null) {
      body = entity.getContent().readNBytes(maxBytes + 1);
    }
    boolean cut = body.length > maxBytes;
    if (cut) {
      // Closing would read the rest, however long that is; the connection is given up instead.
      response.close();
    }
    String text = new String(body, 0, Math.min(body.length, maxBytes), StandardCharsets.UTF_8);
    return new HttpAnswer(
        response.getCode(), retryAfter == null ? null : retryAfter.getValue(), text, cut);
  }

  @Override
  public void close() throws IOException {
    alarms.shutdownNow();
    client.close();
  }
}
