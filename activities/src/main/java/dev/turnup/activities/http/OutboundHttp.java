package dev.turnup.activities.http;

import io.micrometer.tracing.Span;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * The way out. A call has one deadline for all of it, connecting and the last byte of the answer
 * included, which the socket time-outs of HTTP clients do not give; redirects are not followed,
 * nothing is retried, no cookie is kept and no more of an answer is read than was asked for.
 */
public final class OutboundHttp implements AutoCloseable {

  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
  private static final Duration IDLE_BEFORE_CHECK = Duration.ofSeconds(1);

  /** So that names that moved and certificates that were replaced are noticed. */
  private static final Duration LONGEST_LIFE = Duration.ofMinutes(5);

  /** The client's own time-outs come later, so that being late looks the same at every stage. */
  private static final Duration AFTER_THE_ALARM = Duration.ofSeconds(1);

  /** An answer whose head goes on for longer is none; without a limit it could fill our memory. */
  private static final Http1Config LIMITS =
      Http1Config.custom().setMaxLineLength(16 * 1024).setMaxHeaderCount(200).build();

  private final CallSpans spans;
  private final ReplaceableTls tls;
  private final PoolingHttpClientConnectionManager connections;
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
    this(name, maxConnections, maxConnectionsPerAddress, HostNames.OF_JAVA, CallSpans.NONE);
  }

  /**
   * Connections of its own.
   *
   * @param names who knows the addresses of names; asked for each new connection
   * @param spans how each call gets its place in a trace
   */
  public OutboundHttp(
      String name,
      int maxConnections,
      int maxConnectionsPerAddress,
      HostNames names,
      CallSpans spans) {
    this.spans = spans;
    tls = new ReplaceableTls();
    connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(new AllowedNames(names))
            .setConnectionFactory(new QuietConnections(LIMITS))
            .setTlsSocketStrategy(tls)
            .setMaxConnTotal(maxConnections)
            .setMaxConnPerRoute(maxConnectionsPerAddress)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(LONGEST_CONNECT))
                    .setValidateAfterInactivity(TimeValue.of(IDLE_BEFORE_CHECK))
                    .setTimeToLive(TimeValue.of(LONGEST_LIFE))
                    .build())
            .build();
    client =
        HttpClients.custom()
            .setConnectionManager(connections)
            .setUserAgent("Turnup")
            .addExecInterceptorLast("sending", OutboundHttp::markAsSending)
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            // By itself it would keep connections with our certificate apart from others.
            .disableConnectionState()
            .evictExpiredConnections()
            .build();
    alarms =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name(name + "-http-deadlines").factory());
    alarms.setRemoveOnCancelPolicy(true);
  }

  /** Behind connecting and TLS, right before the first byte of the request. */
  private static ClassicHttpResponse markAsSending(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    if (scope.clientContext.getAttribute(Course.ATTRIBUTE) instanceof Course course) {
      if (course.late) {
        throw new InterruptedIOException("the connection came too late");
      }
      course.itsTurn = true;
      course.sending = true;
    }
    return chain.proceed(request, scope);
  }

  /**
   * Shows these certificates and trusts those from now on, instead of what Java trusts by default.
   * Called again, it replaces them; connections that are at rest are closed.
   */
  public void secureWith(SslBundle bundle) {
    tls.replace(bundle);
    connections.closeIdle(TimeValue.ZERO_MILLISECONDS);
  }

  /**
   * Does so with a bundle by its name, and again whenever that bundle is replaced.
   *
   * @param key of the setting that names it, for words
   * @throws IllegalStateException if there is no such bundle
   */
  public void secureWith(String key, String name, SslBundles bundles) {
    try {
      secureWith(bundles.getBundle(name));
      bundles.addBundleUpdateHandler(name, this::secureWith);
    } catch (NoSuchSslBundleException e) {
      throw new IllegalStateException(
          "%s: '%s' (expected: a bundle below spring.ssl.bundle)".formatted(key, name), e);
    }
  }

  /**
   * Sends and waits for the answer, whatever its status.
   *
   * @param deadline for the whole call; an answer whose body is still under way then is cut
   * @param maxAnswerBytes how much of the answer's body to read
   * @throws NotSentException if the call has surely not arrived
   * @throws InterruptedIOException if the deadline passed before the status was there
   * @throws IOException if there was no answer for another reason
   */
  public HttpAnswer send(OutboundCall call, Duration deadline, int maxAnswerBytes)
      throws IOException {
    return exchange(call, deadline, maxAnswerBytes, OnBehalfOf.OPERATOR).orThrow();
  }

  /**
   * Sends and waits for the answer, whatever its status; fails as {@link #send} does, but hands the
   * failure back.
   *
   * @param caller whose connections to use, and which addresses to call
   */
  public HttpExchange exchange(
      OutboundCall call, Duration deadline, int maxAnswerBytes, OnBehalfOf caller) {
    if (!deadline.isPositive()) {
      return new HttpExchange(
          null, null, new NotSentException(new NoTurnException("no time is left for a call")));
    }
    Span span = spans.begin(call);
    HttpExchange exchange = course(spans.traced(call, span), deadline, maxAnswerBytes, caller);
    CallSpans.end(span, exchange);
    return exchange;
  }

  private HttpExchange course(
      OutboundCall call, Duration deadline, int maxAnswerBytes, OnBehalfOf caller) {
    Course course = new Course(caller);
    Course.OF_THIS_THREAD.set(course);
    try {
      HttpAnswer answer = answer(call, deadline, maxAnswerBytes, course);
      return new HttpExchange(course.dialled, answer, null);
    } catch (IOException e) {
      return new HttpExchange(course.dialled, null, e);
    } finally {
      Course.OF_THIS_THREAD.remove();
    }
  }

  private HttpAnswer answer(OutboundCall call, Duration deadline, int maxAnswerBytes, Course course)
      throws IOException {
    try {
      return exchange(request(call, deadline), maxAnswerBytes, deadline, course);
    } catch (SSLHandshakeException e) {
      // In TLS 1.3 the other side may refuse our certificate when we have begun to send already;
      // it looks at no request before the handshake is over (RFC 8446, section 4.4.4).
      throw new NotSentException(course.late ? noAnswerWithin(deadline) : e);
    } catch (IllegalArgumentException
        | IOException
        | IllegalStateException
        | RejectedExecutionException e) {
      IOException reason = course.late ? late(course, deadline) : reason(e);
      throw course.sending ? reason : new NotSentException(reason);
    }
  }

  private static IOException late(Course course, Duration deadline) {
    return course.itsTurn
        ? noAnswerWithin(deadline)
        : new NoTurnException("no connection was free within " + deadline.toMillis() + " ms");
  }

  private static IOException noAnswerWithin(Duration deadline) {
    return new InterruptedIOException("no answer within " + deadline.toMillis() + " ms");
  }

  private static IOException reason(Exception e) {
    if (e instanceof IOException said) {
      return said;
    }
    return e instanceof IllegalArgumentException
        // Such as a port that no socket has; the message would quote the address.
        ? new MalformedURLException("an address that cannot be called")
        // By other unchecked exceptions the client says that it has been stopped.
        : new ClosedChannelException();
  }

  private static HttpUriRequestBase request(OutboundCall call, Duration deadline) {
    HttpUriRequestBase request = new HttpUriRequestBase(call.method(), call.address());
    call.headers().forEach(request::setHeader);
    if (call.body() != null) {
      request.setEntity(
          new ByteArrayEntity(
              call.body().getBytes(StandardCharsets.UTF_8), ContentType.parse(call.contentType())));
    }
    request.setConfig(
        RequestConfig.custom()
            .setConnectionRequestTimeout(Timeout.of(deadline.plus(AFTER_THE_ALARM)))
            .setResponseTimeout(Timeout.of(deadline.plus(AFTER_THE_ALARM)))
            .build());
    return request;
  }

  private HttpAnswer exchange(
      HttpUriRequestBase request, int maxAnswerBytes, Duration deadline, Course course)
      throws IOException {
    HttpClientContext context = HttpClientContext.create();
    context.setAttribute(Course.ATTRIBUTE, course);
    context.setUserToken(course.caller.name());
    ScheduledFuture<?> alarm =
        alarms.schedule(
            () -> {
              course.late = true;
              request.abort();
            },
            deadline.toNanos(),
            TimeUnit.NANOSECONDS);
    try {
      ClassicHttpResponse response = open(request, context, course);
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
      rememberDialled(context, course);
      alarm.cancel(false);
    }
  }

  /** On a connection on which nothing has come unasked; others are closed. */
  private ClassicHttpResponse open(
      HttpUriRequestBase request, HttpClientContext context, Course course) throws IOException {
    while (true) {
      try {
        return client.executeOpen(null, request, context);
      } catch (RequestNotExecutedException nothingSent) {
        course.sending = false;
      }
    }
  }

  /** Those of the connection that was used, which may be an older one. */
  private static void rememberDialled(HttpClientContext context, Course course) {
    EndpointDetails details = context.getEndpointDetails();
    if (details != null && details.getRemoteAddress() instanceof InetSocketAddress address) {
      course.dialled = address.getAddress();
    }
  }

  private static HttpAnswer read(ClassicHttpResponse response, int maxBytes) {
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
        response.getCode(),
        value(response, HttpHeaders.RETRY_AFTER),
        value(response, HttpHeaders.LOCATION),
        value(response, HttpHeaders.CONTENT_TYPE),
        text,
        cut);
  }

  private static @Nullable String value(ClassicHttpResponse response, String header) {
    Header first = response.getFirstHeader(header);
    return first == null ? null : first.getValue();
  }

  @Override
  public void close() throws IOException {
    alarms.shutdownNow();
    client.close();
  }
}
