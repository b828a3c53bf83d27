package dev.turnup.activities.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
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
import org.apache.hc.core5.io.Closer;
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

  /** The client's own time-outs come later, so that being late looks the same at every stage. */
  private static final Duration AFTER_THE_ALARM = Duration.ofSeconds(1);

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
    this(name, maxConnections, maxConnectionsPerAddress, SystemDefaultDnsResolver.INSTANCE);
  }

  OutboundHttp(String name, int maxConnections, int maxConnectionsPerAddress, DnsResolver names) {
    client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(names)
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
   * @param deadline for the whole call; an answer whose body is still under way then is cut
   * @param maxAnswerBytes how much of the answer's body to read
   * @throws InterruptedIOException if the deadline passed before the status was there
   * @throws IOException if there was no answer for another reason
   */
  public HttpAnswer post(
      URI address, Map<String, String> headers, byte[] json, Duration deadline, int maxAnswerBytes)
      throws IOException {
    if (!deadline.isPositive()) {
      throw new InterruptedIOException("no time is left for a call");
    }
    AtomicBoolean late = new AtomicBoolean();
    try {
      HttpPost request = request(address, headers, json, deadline);
      return exchange(request, maxAnswerBytes, deadline, late);
    } catch (IllegalArgumentException e) {
      // Such as a port that no socket has; the message would quote the address.
      throw new MalformedURLException("an address that cannot be called");
    } catch (IOException | IllegalStateException | RejectedExecutionException e) {
      if (late.get()) {
        throw new InterruptedIOException("no answer within " + deadline.toMillis() + " ms");
      }
      // By unchecked exceptions the client says that it has been stopped.
      throw e instanceof IOException said ? said : new ClosedChannelException();
    }
  }

  private static HttpPost request(
      URI address, Map<String, String> headers, byte[] json, Duration deadline) {
    HttpPost request = new HttpPost(address);
    headers.forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(json, JSON));
    request.setConfig(
        RequestConfig.custom()
            .setConnectionRequestTimeout(Timeout.of(deadline.plus(AFTER_THE_ALARM)))
            .setResponseTimeout(Timeout.of(deadline.plus(AFTER_THE_ALARM)))
            .build());
    return request;
  }

  private HttpAnswer exchange(
      HttpPost request, int maxAnswerBytes, Duration deadline, AtomicBoolean late)
      throws IOException {
    ScheduledFuture<?> alarm =
        alarms.schedule(
            () -> {
              late.set(true);
              request.abort();
            },
            deadline.toNanos(),
            TimeUnit.NANOSECONDS);
    try {
      ClassicHttpResponse response = client.executeOpen(null, request, null);
      try {
        HttpAnswer answer = read(response, maxAnswerBytes);
        if (answer.cut()) {
          // Closing would read the rest, however long that is; the connection is given up instead.
          request.abort();
        }
        return answer;
      } finally {
        Closer.closeQuietly(response);
      }
    } finally {
      alarm.cancel(false);
    }
  }

  private static HttpAnswer read(ClassicHttpResponse response, int maxBytes) {
    Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
    HttpEntity entity = response.getEntity();
    byte[] body = new byte[0];
    boolean cut = false;
    try {
      if (entity != null) {
        body = entity.getContent().readNBytes(maxBytes + 1);
        cut = body.length > maxBytes;
      }
    } catch (IOException e) {
      // The status has been said all the same; whether it is enough is for the caller to judge.
      cut = true;
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
