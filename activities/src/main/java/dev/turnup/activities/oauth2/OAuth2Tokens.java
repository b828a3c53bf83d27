package dev.turnup.activities.oauth2;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnup.activities.http.HttpAnswer;
import dev.turnup.activities.http.NotSentException;
import dev.turnup.activities.http.OutboundCall;
import dev.turnup.activities.http.OutboundHttp;
import dev.turnup.activities.http.Secret;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
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
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tokens by OAuth 2.0 client credentials (RFC 6749, section 4.4). One is kept until shortly before
 * it expires, and one call at a time gets a new one while the others wait for it.
 */
public final class OAuth2Tokens {

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
  private final Function<String, Timer> timers;
  private final Clock clock;
  private final ReentrantLock refreshing = new ReentrantLock();
  private volatile @Nullable Token kept;

  /** A token, and when to get another. */
  private record Token(Secret value, Instant staleAt) {}

  /**
   * None yet: the first is fetched when it is asked for.
   *
   * @param timers what times a fetch, by its result: {@code 2xx} to {@code 5xx} or {@code
   *     no_answer}
   */
  public OAuth2Tokens(
      OAuth2Settings settings,
      OutboundHttp http,
      MeterRegistry meters,
      Function<String, Timer> timers,
      Clock clock) {
    this.settings = settings;
    this.http = http;
    this.meters = meters;
    this.timers = timers;
    this.clock = clock;
  }

  /**
   * One that is good as far as we know.
   *
   * @param end when the call that needs it must be over
   * @throws NoTokenException if there is none now, or we are refused one
   */
  public Secret token(Instant end) throws NoTokenException {
    Token known = kept;
    return known != null && isFresh(known) ? known.value() : another(known, end);
  }

  /** One that is not the one that has just been refused; fails as {@link #token} does. */
  public Secret insteadOf(Secret refused, Instant end) throws NoTokenException {
    Token known = kept;
    return known != null && isFresh(known) && !known.value().equals(refused)
        ? known.value()
        : another(known, end);
  }

  private boolean isFresh(Token token) {
    return clock.instant().isBefore(token.staleAt());
  }

  private Secret another(@Nullable Token than, Instant end) throws NoTokenException {
    if (!isOurTurn(end)) {
      throw NoTokenException.now("took too long", null);
    }
    try {
      Token known = kept;
      if (known == null || known.equals(than) || !isFresh(known)) {
        known = fetched(end);
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

  private Token fetched(Instant end) throws NoTokenException {
    Timer.Sample sample = Timer.start(meters);
    String result = "no_answer";
    try {
      HttpAnswer answer = http.send(call(), timeUntil(end), LONGEST_ANSWER_BYTES);
      result = answer.status() / 100 + "xx";
      return token(answer);
    } catch (NotSentException e) {
      throw NoTokenException.unreachable("could not be reached: " + e.reason(), e);
    } catch (IOException e) {
      throw NoTokenException.unreachable("did not answer: " + e.getClass().getSimpleName(), e);
    } finally {
      sample.stop(timers.apply(result));
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

  private Token token(HttpAnswer answer) throws NoTokenException {
    JsonNode said = read(answer);
    return switch (answer.status()) {
      case 200 -> token(answer, said);
      case 400, 401, 403 -> throw NoTokenException.refused("answered " + refusal(answer, said));
      default -> throw NoTokenException.now("answered " + answer.status(), answer);
    };
  }

  private Token token(HttpAnswer answer, JsonNode said) throws NoTokenException {
    String value = said.path("access_token").textValue();
    if (answer.cut() || value == null || !BEARER.matcher(value).matches()) {
      throw NoTokenException.now("answered 200 without a token", null);
    }
    String type = said.path("token_type").textValue();
    // To be compared without regard to case (RFC 6749, section 5.1).
    if (type != null && !type.equalsIgnoreCase("bearer")) {
      throw NoTokenException.refused("gave a token that is no bearer token");
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
}
