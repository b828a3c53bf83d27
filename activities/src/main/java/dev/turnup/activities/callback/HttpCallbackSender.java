package dev.turnup.activities.callback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnup.activities.http.AttemptDeadline;
import dev.turnup.activities.http.HttpAnswer;
import dev.turnup.activities.http.NotSentException;
import dev.turnup.activities.http.OutboundCall;
import dev.turnup.activities.http.OutboundHttp;
import dev.turnup.activities.http.RetryAfter;
import dev.turnup.workflows.callback.CallbackNotice;
import dev.turnup.workflows.callback.CallbackSchedule;
import dev.turnup.workflows.callback.CallbackSender;
import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.operation.CorrelationId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * POSTs the outcome. Any 2xx is "delivered" and 410 "gone for good"; everything else, a redirect
 * included, is tried again on the schedule, with {@code Retry-After} as a floor for the pause.
 */
final class HttpCallbackSender implements CallbackSender, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HttpCallbackSender.class);

  private static final int GONE = 410;
  private static final int ANSWER_BYTES_READ = 4 * 1024;

  /** Jitter only ever adds, so that nobody is called sooner than the schedule says. */
  private static final double LARGEST_JITTER = 0.1;

  private final ObjectMapper json = new ObjectMapper();
  private final CallbackSettings settings;
  private final OutboundHttp http;
  private final MeterRegistry meters;
  private final Clock clock;
  private final RandomGenerator random;

  HttpCallbackSender(
      CallbackSettings settings, MeterRegistry meters, Clock clock, RandomGenerator random) {
    this.settings = settings;
    http =
        new OutboundHttp(
            "callback", settings.maxConnections(), settings.maxConnectionsPerReceiver());
    this.meters = meters;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void sendCallback(CallbackNotice notice) {
    Timer.Sample sample = Timer.start(meters);
    String result = "no_answer";
    try {
      HttpAnswer answer = post(notice);
      result = answer.status() / 100 + "xx";
      if (answer.isSuccess()) {
        return;
      }
      if (answer.status() == GONE) {
        throw FailureKind.UNDELIVERABLE.toFailure("the receiver answered 410: it is gone for good");
      }
      throw again(notice, "answered " + answer.status(), answer.retryAfter());
    } catch (NotSentException e) {
      throw again(notice, "could not be reached: " + e.reason(), null);
    } catch (IOException e) {
      throw again(notice, "did not answer: " + e.getClass().getSimpleName(), null);
    } finally {
      sample.stop(meters.timer("turnup.callback.attempt", "result", result));
    }
  }

  private HttpAnswer post(CallbackNotice notice) throws IOException {
    return http.send(
        OutboundCall.json(
            notice.address(), Map.of(CorrelationId.HEADER, notice.correlationId()), body(notice)),
        AttemptDeadline.within(settings.timeout(), clock),
        ANSWER_BYTES_READ);
  }

  private String body(CallbackNotice notice) {
    try {
      return json.writeValueAsString(CallbackBody.from(notice));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a callback that cannot be written as JSON", e);
    }
  }

  private ApplicationFailure again(
      CallbackNotice notice, String what, @Nullable String retryAfter) {
    int attempt = notice.earlierAttempts() + Activity.getExecutionContext().getInfo().getAttempt();
    String words = "the receiver " + what + " (attempt " + attempt + ")";
    Duration pause = CallbackSchedule.pauseAfter(attempt).orElse(null);
    if (pause == null) {
      log.warn("Callback of operation {}: {}; no attempt is left", notice.correlationId(), words);
      return FailureKind.UNDELIVERABLE.toFailure(words + "; no attempt is left");
    }
    Duration next = longer(jittered(pause), floor(retryAfter));
    log.warn(
        "Callback of operation {}: {}; the next attempt is in {}",
        notice.correlationId(),
        words,
        Duration.ofSeconds(next.toSeconds()));
    return FailureKind.UNAVAILABLE.toFailure(words, next);
  }

  private Duration jittered(Duration pause) {
    return pause.plusMillis((long) (pause.toMillis() * LARGEST_JITTER * random.nextDouble()));
  }

  private Duration floor(@Nullable String retryAfter) {
    Duration asked = RetryAfter.parse(retryAfter, clock.instant()).orElse(Duration.ZERO);
    return asked.compareTo(CallbackSchedule.LONGEST_RETRY_AFTER) < 0
        ? asked
        : CallbackSchedule.LONGEST_RETRY_AFTER;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
