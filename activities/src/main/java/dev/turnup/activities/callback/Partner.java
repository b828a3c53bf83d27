package dev.turnup.activities.callback;

import dev.turnup.activities.http.HttpExchange;
import dev.turnup.activities.http.OnBehalfOf;
import dev.turnup.activities.http.OutboundCall;
import dev.turnup.activities.http.OutboundHttp;
import dev.turnup.activities.http.Secret;
import dev.turnup.activities.oauth2.NoTokenException;
import dev.turnup.activities.oauth2.OAuth2Tokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How one partner, or each that is not named, is called. */
final class Partner {

  private static final String AUTHORIZATION = "Authorization";
  private static final int UNAUTHORIZED = 401;

  /** More than enough for a snippet. */
  private static final int ANSWER_BYTES_READ = 4 * 1024;

  private final PartnerSettings settings;
  private final SigningKeys keys;
  private final OutboundHttp http;
  private final @Nullable OAuth2Tokens tokens;
  private final Clock clock;

  Partner(
      PartnerSettings settings,
      SigningKeys keys,
      OutboundHttp http,
      @Nullable OAuth2Tokens tokens,
      Clock clock) {
    this.settings = settings;
    this.keys = keys;
    this.http = http;
    this.tokens = tokens;
    this.clock = clock;
  }

  PartnerSettings settings() {
    return settings;
  }

  SigningKeys keys() {
    return keys;
  }

  /**
   * Calls with the credentials of this partner.
   *
   * @param end when it must be over, getting a token included
   */
  HttpExchange exchange(OutboundCall call, Instant end, OnBehalfOf caller) throws NoTokenException {
    if (tokens == null) {
      return send(authorized(call, settings.bearer()), end, caller);
    }
    Secret token = tokens.token(end);
    HttpExchange exchange = send(authorized(call, token), end, caller);
    if (exchange.answer() == null || exchange.answer().status() != UNAUTHORIZED) {
      return exchange;
    }
    // A token may be withdrawn before it expires.
    return send(authorized(call, tokens.insteadOf(token, end)), end, caller);
  }

  private static OutboundCall authorized(OutboundCall call, @Nullable Secret token) {
    return token == null ? call : call.with(AUTHORIZATION, "Bearer " + token.value());
  }

  private HttpExchange send(OutboundCall call, Instant end, OnBehalfOf caller) {
    return http.exchange(call, Duration.between(clock.instant(), end), ANSWER_BYTES_READ, caller);
  }
}
