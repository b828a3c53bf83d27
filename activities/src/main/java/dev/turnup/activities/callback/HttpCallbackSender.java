package dev.turnup.activities.callback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnup.activities.callback.Turnstile.Turn;
import dev.turnup.activities.http.AttemptDeadline;
import dev.turnup.activities.http.CallSpans;
import dev.turnup.activities.http.HostNames;
import dev.turnup.activities.http.HttpExchange;
import dev.turnup.activities.http.OnBehalfOf;
import dev.turnup.activities.http.OutboundCall;
import dev.turnup.activities.oauth2.NoTokenException;
import dev.turnup.receivers.ReceiverRules;
import dev.turnup.workflows.callback.AddressClass;
import dev.turnup.workflows.callback.CallbackAttempt;
import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.callback.CallbackHost;
import dev.turnup.workflows.callback.CallbackNotice;
import dev.turnup.workflows.callback.CallbackSender;
import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.operation.CorrelationId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundles;

/**
 * POSTs the outcome, signed, once. Any 2xx is "delivered" and 410 "gone for good"; everything else,
 * a redirect included, is for the story to try again.
 */
final class HttpCallbackSender implements CallbackSender, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HttpCallbackSender.class);

  /**
   * A call that had less, as it waited to be made, and ran out of it says nothing of how quick its
   * host is.
   */
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(1);

  /** So close to its end, a call has run out of time: two clocks are at work. */
  private static final Duration TOLERANCE = Duration.ofMillis(50);

  private final ObjectMapper json = new ObjectMapper();
  private final CallbackSettings settings;
  private final ReceiverRules rules;
  private final Suspensions suspensions;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Partners partners;
  private final Turnstiles turnstiles;
  private final Judge judge;
  private final Egress egress;

  HttpCallbackSender(
      CallbackSettings settings,
      ReceiverRules rules,
      Suspensions suspensions,
      SslBundles bundles,
      HostNames names,
      MeterRegistry meters,
      Clock clock,
      CallSpans spans) {
    this.settings = settings;
    this.rules = rules;
    this.suspensions = suspensions;
    this.meters = meters;
    this.clock = clock;
    partners = new Partners(settings, bundles, names, meters, clock, spans);
    turnstiles = new Turnstiles(settings.maxConnections(), clock);
    egress = Egress.of(settings, names, clock);
    judge = new Judge(egress, clock);
  }

  @Override
  public CallbackAttempt sendCallback(CallbackNotice notice) {
    Timer.Sample sample = Timer.start(meters);
    Instant at = clock.instant();
    Verdict verdict = Verdict.notCalled(CallbackError.INTERNAL, "was not called", null);
    long nanos = 0;
    try {
      // The look-up of a suspension takes from the call's time, or the next attempt could overlap.
      verdict = AttemptDeadline.shared(clock, () -> attempt(notice));
    } finally {
      nanos = sample.stop(timer(verdict));
    }
    CallbackAttempt attempt = attempt(at, TimeUnit.NANOSECONDS.toMillis(nanos), verdict);
    if (verdict.error() != null) {
      throw failure(notice, attempt, verdict, verdict.error());
    }
    return attempt;
  }

  private Verdict attempt(CallbackNotice notice) {
    Optional<String> complaint = rules.complaint(notice.partner(), notice.address());
    if (complaint.isPresent()) {
      return Verdict.notCalled(
          CallbackError.FORBIDDEN_ADDRESS, "was not called: its address " + complaint.get(), null);
    }
    Partner partner = partners.of(notice.partner());
    List<SigningKey> keys = partner.keys().live();
    if (keys.isEmpty() && !partner.settings().unsigned()) {
      return Verdict.notCalled(
          CallbackError.UNSIGNED,
          "was not called: there is no signing key for its partner (turnup.callback)",
          null);
    }
    String host = CallbackHost.of(notice.address());
    boolean local = Activity.getExecutionContext().getInfo().isLocal();
    // Who tries a receiver out chooses its host and path, and may choose another partner's: that
    // must not suspend it, take the place of a probe, or have all sent that waits.
    boolean countsForTheHost = !Boolean.TRUE.equals(notice.sample());
    Optional<Duration> pause = countsForTheHost ? pause(host, local) : Optional.empty();
    if (pause.isPresent()) {
      return Verdict.notCalled(
          CallbackError.SUSPENDED, "is left alone, as it has failed for long", pause.get());
    }
    Duration time = time();
    Turn turn = turnstiles.at(notice.partner(), host, partner.settings()).enter();
    if (turn.toWait().isPositive()) {
      return Verdict.notCalled(
          CallbackError.BUSY, "was not called: it has as many calls as it may get", turn.toWait());
    }
    Verdict verdict = call(notice, partner, keys, time, turn);
    if (countsForTheHost) {
      tell(host, local, verdict);
    }
    return verdict;
  }

  /** For the call alone. */
  private Duration time() {
    Duration allowed = AttemptDeadline.within(settings.timeout(), clock);
    return allowed.minus(egress.timeToLook(allowed));
  }

  private Verdict call(
      CallbackNotice notice, Partner partner, List<SigningKey> keys, Duration time, Turn turn) {
    long begin = meters.config().clock().monotonicTime();
    HttpExchange exchange;
    try {
      exchange = exchange(notice, partner, keys, clock.instant().plus(time));
    } catch (NoTokenException e) {
      return judge.verdict(e);
    } finally {
      leave(turn, Duration.ofNanos(meters.config().clock().monotonicTime() - begin), time);
    }
    return judge.verdict(exchange);
  }

  private static void leave(Turn turn, Duration spent, Duration time) {
    boolean late = spent.plus(TOLERANCE).compareTo(time) >= 0;
    if (late && time.compareTo(LEAST_PATIENCE) < 0) {
      turn.leaveUnjudged();
    } else {
      turn.leave(late);
    }
  }

  private HttpExchange exchange(
      CallbackNotice notice, Partner partner, List<SigningKey> keys, Instant end)
      throws NoTokenException {
    String body = body(notice);
    Map<String, String> headers =
        new HashMap<>(SignedHeaders.of(notice.webhookId(), clock.instant(), body, keys));
    headers.put(CorrelationId.HEADER, notice.correlationId());
    OnBehalfOf caller =
        new OnBehalfOf(notice.partner(), address -> rules.allows(notice.partner(), address));
    return partner.exchange(OutboundCall.json(notice.address(), headers, body), end, caller);
  }

  private String body(CallbackNotice notice) {
    try {
      return json.writeValueAsString(CallbackBody.from(notice));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a callback that cannot be written as JSON", e);
    }
  }

  private Optional<Duration> pause(String host, boolean local) {
    try {
      return suspensions.pause(host, local);
    } catch (RuntimeException e) {
      log.warn("Whether a receiver is suspended could not be found out", e);
      return Optional.empty();
    }
  }

  /** What was delivered stays delivered, whether or not that can be noted. */
  private void tell(String host, boolean local, Verdict verdict) {
    try {
      if (verdict.error() == null) {
        suspensions.delivered(host);
      } else if (verdict.isTheHostsFault()) {
        suspensions.failed(host, local);
      }
    } catch (RuntimeException e) {
      log.warn("How a receiver fares could not be noted", e);
    }
  }

  private CallbackAttempt attempt(Instant at, long millis, Verdict verdict) {
    return new CallbackAttempt(
        at,
        addressClass(verdict.dialled()),
        verdict.status(),
        millis,
        verdict.error(),
        verdict.answer());
  }

  private @Nullable AddressClass addressClass(@Nullable InetAddress dialled) {
    if (dialled == null) {
      return null;
    }
    if (!rules.isPublic(dialled)) {
      return AddressClass.NOT_PUBLIC;
    }
    return dialled instanceof Inet6Address ? AddressClass.PUBLIC_IPV6 : AddressClass.PUBLIC_IPV4;
  }

  private ApplicationFailure failure(
      CallbackNotice notice, CallbackAttempt attempt, Verdict verdict, CallbackError error) {
    String words = "the receiver " + verdict.words();
    log.warn(
        "Callback of operation {}: {} ({}, after {} ms)",
        notice.correlationId(),
        words,
        error,
        attempt.latencyMillis());
    return error.isFinal()
        ? FailureKind.UNDELIVERABLE.toFailure(words, null, attempt)
        : FailureKind.UNAVAILABLE.toFailure(words, verdict.pause(), attempt);
  }

  private Timer timer(Verdict verdict) {
    String error =
        verdict.error() == null ? "none" : verdict.error().name().toLowerCase(Locale.ROOT);
    return meters.timer("turnup.callback.attempt", "result", verdict.result(), "error", error);
  }

  @Override
  public void close() throws IOException {
    partners.close();
  }
}
