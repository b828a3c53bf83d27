package dev.turnup.activities.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnup.activities.http.HttpAnswer;
import dev.turnup.activities.http.NotSentException;
import dev.turnup.activities.http.OutboundCall;
import dev.turnup.activities.http.OutboundHttp;
import dev.turnup.activities.http.Secret;
import dev.turnup.workflows.provisioning.StepRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tokens by OAuth 2.0 client credentials (RFC 6749, section 4.4). One is kept until shortly before
 * it expires, and one call at a time gets a new one while the others wait for it.
 */
final class OAuth2Tokens {

  private static final int LONGEST_ANSWER_BYTES = 64 * 1024;

  /** Kept for less than it lasts, as it must not expire on its way to the system. */
  private static final Duration LARGEST_MARGIN = Duration.ofSeconds(30);

  private static final int SHARE_OF_MARGIN = 5;

  /** If we are not told; should it be too long, the system's 401 says so. */
  private static final Duration USUAL_LIFE = Duration.ofMinutes(5);

  /** What a bearer token may consist of (RFC 6750, section 2.1). */
  private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  /** What an endpoint may answer to a refusal (RFC 6749, section 5.2). */
  private static final Set<String> REASONS =
      Set.of(
          "invalid_request",
          "invalid_client",
          "invalid_grant",
          "unauthorized_client",
          "unsupported_grant_type",
          "invalid_scope");

  private final ObjectMapper json = new ObjectMapper();
  private final OAuth2Settings settings;
  private final OutboundHttp http;
  private final MeterRegistry meters;
  private final Clock clock;
  private final ReentrantLock refreshing = new ReentrantLock();
  private volatile @Nullable Token kept;

  /** A token, and when to get another. */
  private record Token(Secret value, Instant staleAt) {}

  OAuth2Tokens(OAuth2Settings settings, OutboundHttp http, MeterRegistry meters, Clock clock) {
    this.settings = settings;
    this.http = http;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * One that is good as far as we know.
   *
   * @param end when the call that needs it must be over
   * @throws ApplicationFailure {@code UNAVAILABLE} if there is none now, {@code NEEDS_OPERATOR} if
   *     we are refused one
   */
  Secret token(StepRequest request, Instant end) {
    Token known = kept;
    return known != null && isFresh(known) ? known.value() : another(known, request, end);
  }

  /** One that is not the one that the system has just refused; fails as {@link #token} does. */
  Secret insteadOf(Secret refused, StepRequest request, Instant end) {
    Token known = kept;
    return known != null && isFresh(known) && !known.value().equals(refused)
        ? known.value()
        : another(known, request, end);
  }

  private boolean isFresh(Token token) {
    return clock.instant().isBefore(token.staleAt());
  }

  private Secret another(@Nullable Token than, StepRequest request, Instant end) {
    if (!isOurTurn(end)) {
      throw notCalled(request, "it took too long", null);
    }
    try {
      Token known = kept;
      if (known == null || known.equals(than) || !isFresh(known)) {
        known = fetched(request, end);
        kept = known;
      }
      return known.value();
    } finally {
      refreshing.unlock();
    }
  }

  private boolean isOurTurn(Instant end) {
    try {
      return refreshing.tryLock(timeUntil(end).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Token fetched(StepRequest request, Instant end) {
    Timer.Sample sample = Timer.start(meters);
    String result = "no_answer";
    try {
      HttpAnswer answer = http.send(call(), timeUntil(end), LONGEST_ANSWER_BYTES);
      result = answer.status() / 100 + "xx";
      return token(request, answer);
    } catch (NotSentException e) {
      throw notCalled(request, "could not be reached: " + e.reason(), null);
    } catch (IOException e) {
      throw notCalled(request, "did not answer: " + e.getClass().getSimpleName(), null);
    } finally {
      sample.stop(
          meters.timer("turnup.backend.token", "system", request.system(), "result", result));
    }
  }

  private Duration timeUntil(Instant end) {
    return Duration.between(clock.instant(), end);
  }

  private OutboundCall call() {
    String form = "grant_type=client_credentials";
    if (settings.scope() != null) {
      form += "&scope=" + encoded(settings.scope());
    }
    return new OutboundCall(
        "POST",
        settings.tokenUri(),
        Map.of("Authorization", basic(), "Accept", "application/json"),
        "application/x-www-form-urlencoded",
        form);
  }

  /** Both are encoded before they are joined (RFC 6749, section 2.3.1). */
  private String basic() {
    String pair = encoded(settings.clientId()) + ":" + encoded(settings.clientSecret().value());
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private Token token(StepRequest request, HttpAnswer answer) {
    JsonNode said = read(answer);
    return switch (answer.status()) {
      case 200 -> token(request, answer, said);
      case 400, 401, 403 ->
          throw SystemFailures.needsOperator(
              request, "was not called: the token endpoint answered " + refusal(answer, said));
      default -> throw notCalled(request, SystemFailures.answered(answer), answer);
    };
  }

  private Token token(StepRequest request, HttpAnswer answer, JsonNode said) {
    String value = said.path("access_token").textValue();
    if (answer.cut() || value == null || !BEARER.matcher(value).matches()) {
      throw notCalled(request, "answered 200 without a token", null);
    }
    String type = said.path("token_type").textValue();
    // To be compared without regard to case (RFC 6749, section 5.1).
    if (type != null && !type.equalsIgnoreCase("bearer")) {
      throw SystemFailures.needsOperator(
          request, "was not called: the token endpoint gave a token that is no bearer token");
    }
    return new Token(new Secret(value), clock.instant().plus(life(said)));
  }

  private static Duration life(JsonNode said) {
    long seconds = said.path("expires_in").asLong(USUAL_LIFE.toSeconds());
    Duration life = Duration.ofSeconds(Math.clamp(seconds, 0, Duration.ofDays(1).toSeconds()));
    Duration margin = life.dividedBy(SHARE_OF_MARGIN);
    return life.minus(margin.compareTo(LARGEST_MARGIN) < 0 ? margin : LARGEST_MARGIN);
  }

  private static String refusal(HttpAnswer answer, JsonNode said) {
    String reason = said.path("error").asText();
    return REASONS.contains(reason) ? answer.status() + " " + reason : "" + answer.status();
  }

  /** Never fails: what cannot be read holds nothing. */
  private JsonNode read(HttpAnswer answer) {
    try {
      JsonNode said = json.readTree(answer.body());
      return said == null ? json.missingNode() : said;
    } catch (JsonProcessingException e) {
      return json.missingNode();
    }
  }

  private ApplicationFailure notCalled(
      StepRequest request, String what, @Nullable HttpAnswer answer) {
    String words = "was not called: the token endpoint " + what;
    return answer == null
        ? SystemFailures.later(request, words, null)
        : SystemFailures.later(request, words, answer, clock);
  }
}
