package dev.turnup.activities.callback;

import dev.turnup.activities.http.HttpAnswer;
import dev.turnup.activities.http.HttpExchange;
import dev.turnup.activities.http.NotSentException;
import dev.turnup.activities.http.RetryAfter;
import dev.turnup.activities.http.Trouble;
import dev.turnup.activities.oauth2.NoTokenException;
import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.callback.CallbackSchedule;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says of what was seen how the attempt ended, and whose fault it is. */
final class Judge {

  private static final Logger log = LoggerFactory.getLogger(Judge.class);

  private static final int GONE = 410;

  private final Egress egress;
  private final Clock clock;
  private final Function<HttpAnswer, @Nullable String> snippets;

  Judge(Egress egress, Clock clock) {
    this(egress, clock, Snippet::of);
  }

  /** For tests of what a snippet that cannot be made decides. */
  Judge(Egress egress, Clock clock, Function<HttpAnswer, @Nullable String> snippets) {
    this.egress = egress;
    this.clock = clock;
    this.snippets = snippets;
  }

  Verdict verdict(HttpExchange exchange) {
    return exchange.failure() == null && exchange.answer() != null
        ? answered(exchange.answer(), exchange.dialled())
        : notAnswered(exchange);
  }

  private Verdict answered(HttpAnswer answer, @Nullable InetAddress dialled) {
    CallbackError error = error(answer);
    return new Verdict(
        error,
        "answered " + answer.status(),
        true,
        dialled,
        answer.status(),
        snippet(answer),
        error == null || error.isFinal() ? null : retryAfter(answer));
  }

  /** What cannot be shown decides nothing: whoever answered 2xx has the callback. */
  private @Nullable String snippet(HttpAnswer answer) {
    try {
      return snippets.apply(answer);
    } catch (RuntimeException | StackOverflowError e) {
      // Its message might quote the answer.
      log.warn("What a receiver answered cannot be shown: {}", e.getClass().getSimpleName());
      return null;
    }
  }

  private static @Nullable CallbackError error(HttpAnswer answer) {
    if (answer.isSuccess()) {
      return null;
    }
    if (answer.status() == GONE) {
      return CallbackError.GONE;
    }
    return answer.status() / 100 == 3 ? CallbackError.REDIRECT : CallbackError.STATUS;
  }

  private @Nullable Duration retryAfter(HttpAnswer answer) {
    return RetryAfter.parse(answer.retryAfter(), clock.instant())
        .map(Judge::upToTheLongest)
        .orElse(null);
  }

  private static Duration upToTheLongest(Duration asked) {
    Duration longest = CallbackSchedule.LONGEST_RETRY_AFTER;
    return asked.compareTo(longest) < 0 ? asked : longest;
  }

  private Verdict notAnswered(HttpExchange exchange) {
    IOException failure = exchange.failure();
    Trouble trouble = failure == null ? Trouble.STOPPED : Trouble.of(failure);
    CallbackError error = error(trouble);
    String words =
        failure instanceof NotSentException notSent
            ? "could not be reached: " + notSent.reason()
            : "did not answer: " + (failure == null ? "" : failure.getClass().getSimpleName());
    return switch (trouble) {
      case NO_TURN, FORBIDDEN -> Verdict.notCalled(error, words, null);
      default -> Verdict.notAnswered(error, words, exchange.dialled());
    };
  }

  /** Without a token nobody was called. */
  Verdict verdict(NoTokenException reason) {
    boolean ours =
        reason.getCause() instanceof IOException cause
            && error(Trouble.of(cause)) == CallbackError.EGRESS;
    return Verdict.notCalled(
        ours ? CallbackError.EGRESS : CallbackError.CREDENTIALS,
        "was not called: " + reason.words(),
        reason.answer() == null ? null : retryAfter(reason.answer()));
  }

  private CallbackError error(Trouble trouble) {
    return switch (trouble) {
      case NAME -> unlessBlocked(CallbackError.DNS);
      case REFUSED, UNREACHABLE -> unlessBlocked(CallbackError.REFUSED);
      case LATE -> unlessBlocked(CallbackError.TIMEOUT);
      case RESET -> CallbackError.RESET;
      case TLS -> CallbackError.TLS;
      case NO_HTTP -> CallbackError.PROTOCOL;
      case FORBIDDEN -> CallbackError.FORBIDDEN_ADDRESS;
      case NO_WAY_OUT -> CallbackError.EGRESS;
      case NO_TURN -> CallbackError.BUSY;
      case STOPPED -> CallbackError.INTERNAL;
    };
  }

  private CallbackError unlessBlocked(CallbackError otherwise) {
    return egress.isBlocked() ? CallbackError.EGRESS : otherwise;
  }
}
