package dev.turnup.activities.system;

import dev.turnup.activities.http.AttemptDeadline;
import dev.turnup.activities.http.CallSpans;
import dev.turnup.activities.http.HostNames;
import dev.turnup.activities.http.HttpAnswer;
import dev.turnup.activities.http.NotSentException;
import dev.turnup.activities.http.OutboundCall;
import dev.turnup.activities.http.OutboundHttp;
import dev.turnup.activities.http.Secret;
import dev.turnup.activities.oauth2.NoTokenException;
import dev.turnup.activities.oauth2.OAuth2Tokens;
import dev.turnup.workflows.operation.CorrelationId;
import dev.turnup.workflows.provisioning.StepRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.temporal.failure.ApplicationFailure;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;

/**
 * The way to one system as its settings describe it. No other system can use its connections up.
 */
public final class HttpSystemConnection implements SystemConnection, Closeable {

  private static final int LONGEST_ANSWER_BYTES = 64 * 1024;
  private static final int UNAUTHORIZED = 401;

  /** For getting a token, also when all others hang. */
  private static final int CONNECTIONS_FOR_TOKENS = 1;

  private final SystemSettings settings;
  private final OutboundHttp http;
  private final @Nullable OAuth2Tokens tokens;
  private final Breaker breaker;
  private final MeterRegistry meters;
  private final Clock clock;

  /**
   * When a call must be over.
   *
   * @param cutShort whether that is sooner than the system's time-out, as the attempt ends
   */
  private record Limit(Instant end, boolean cutShort) {}

  /**
   * Opens no connection yet.
   *
   * @param name the system's, as plans and settings have it
   * @throws IllegalStateException if there is no bundle of certificates as the settings name it
   */
  public HttpSystemConnection(
      String name,
      SystemSettings settings,
      SslBundles bundles,
      MeterRegistry meters,
      Clock clock,
      CallSpans spans) {
    this.settings = settings;
    http =
        new OutboundHttp(
            name,
            settings.maxConnections() + (settings.oauth2() == null ? 0 : CONNECTIONS_FOR_TOKENS),
            settings.maxConnections(),
            HostNames.OF_JAVA,
            spans);
    this.meters = meters;
    if (settings.sslBundle() != null) {
      http.secureWith(
          "turnup.provisioning.systems." + name + ".ssl-bundle", settings.sslBundle(), bundles);
    }
    tokens =
        settings.oauth2() == null
            ? null
            : new OAuth2Tokens(
                settings.oauth2(), http, meters, result -> tokenTimer(name, result), clock);
    breaker = new Breaker(name, settings.breaker(), meters, clock);
    this.clock = clock;
  }

  @Override
  public URI baseUrl() {
    return settings.baseUrl();
  }

  @Override
  public HttpAnswer call(StepRequest request, SystemCall call) {
    Duration allowed = AttemptDeadline.within(settings.timeout(), clock);
    Limit limit =
        new Limit(clock.instant().plus(allowed), allowed.compareTo(settings.timeout()) < 0);
    if (tokens == null) {
      return exchange(request, outbound(request, call, null), limit);
    }
    try {
      Secret token = tokens.token(limit.end());
      HttpAnswer answer = exchange(request, outbound(request, call, token), limit);
      if (answer.status() != UNAUTHORIZED) {
        return answer;
      }
      // Only as a 401 says that nothing was done: a token may be withdrawn before it expires.
      Secret another = tokens.insteadOf(token, limit.end());
      return exchange(request, outbound(request, call, another), limit);
    } catch (NoTokenException e) {
      throw notCalled(request, e);
    }
  }

  private ApplicationFailure notCalled(StepRequest request, NoTokenException reason) {
    String words = "was not called: " + reason.words();
    if (reason.isRefused()) {
      return SystemFailures.needsOperator(request, words);
    }
    if (reason.getCause() instanceof NotSentException e && e.isTlsRefused()) {
      return SystemFailures.needsOperator(
          request, "was not called: at the token endpoint " + tlsRefused(e));
    }
    return reason.answer() == null
        ? SystemFailures.later(request, words, null)
        : SystemFailures.later(request, words, reason.answer(), clock);
  }

  private static String tlsRefused(NotSentException reason) {
    return "TLS was refused (%s): check when its certificate and ours expire and who trusts them"
        .formatted(reason.reason());
  }

  private Timer tokenTimer(String system, String result) {
    return meters.timer("turnup.backend.token", "system", system, "result", result);
  }

  private OutboundCall outbound(StepRequest request, SystemCall call, @Nullable Secret token) {
    Map<String, String> headers = new HashMap<>(call.headers());
    headers.put(CorrelationId.HEADER, request.correlationId());
    if (settings.credentials() != null) {
      headers.put(settings.credentials().header(), settings.credentials().value().value());
    }
    if (token != null) {
      headers.put("Authorization", "Bearer " + token.value());
    }
    return new OutboundCall(
        call.method(), address(request, call), headers, call.contentType(), call.body());
  }

  private URI address(StepRequest request, SystemCall call) {
    String base = settings.baseUrl().toString();
    String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    try {
      return URI.create(root + call.path());
    } catch (IllegalArgumentException e) {
      // Without the cause, which would quote the path, and with it what is personal in it.
      throw new IllegalStateException(SystemFailures.words(request, "has a malformed path"));
    }
  }

  private HttpAnswer exchange(StepRequest request, OutboundCall call, Limit limit) {
    Duration deadline = Duration.between(clock.instant(), limit.end());
    breaker.enter(request);
    Timer.Sample sample = Timer.start(meters);
    String result = "no_answer";
    try {
      HttpAnswer answer = http.send(call, deadline, LONGEST_ANSWER_BYTES);
      result = answer.status() / 100 + "xx";
      breaker.answered(answer.status());
      return answer;
    } catch (NotSentException e) {
      result = "not_sent";
      if (e.isTlsRefused()) {
        breaker.leave();
        throw SystemFailures.needsOperator(request, "was not called: " + tlsRefused(e));
      }
      tellBreaker(e.getCause() instanceof IOException cause ? cause : e, deadline, limit);
      throw SystemFailures.later(request, "could not be reached: " + e.reason(), null);
    } catch (IOException e) {
      tellBreaker(e, deadline, limit);
      throw SystemFailures.uncertain(request, "did not answer: " + e.getClass().getSimpleName());
    } catch (RuntimeException | Error e) {
      breaker.leave();
      throw e;
    } finally {
      sample.stop(
          meters.timer(
              "turnup.backend.call",
              "system",
              request.system(),
              "action",
              request.action(),
              "result",
              result));
    }
  }

  /** A system is to blame for being slower than its time-out, not for being slower than we were. */
  private void tellBreaker(IOException reason, Duration deadline, Limit limit) {
    boolean late = reason instanceof InterruptedIOException;
    if (late && (limit.cutShort() || !deadline.isPositive())) {
      breaker.leave();
    } else {
      breaker.notAnswered(reason);
    }
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
