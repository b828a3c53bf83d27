package dev.turnup.activities.http;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After} (RFC 9110, section 10.2.3): whole seconds, or an HTTP date. */
public final class RetryAfter {

  private static final Pattern SECONDS = Pattern.compile("[0-9]+");

  /** Some thirty years: callers have limits of their own, this keeps the number a number. */
  private static final BigInteger LONGEST = BigInteger.valueOf(1_000_000_000);

  private RetryAfter() {}

  /**
   * How long to wait from now; empty if there is no such header, it is malformed or in the past.
   */
  public static Optional<Duration> parse(@Nullable String header, Instant now) {
    if (header == null) {
      return Optional.empty();
    }
    String value = header.strip();
    if (SECONDS.matcher(value).matches()) {
      long seconds = new BigInteger(value).min(LONGEST).longValue();
      return Optional.of(Duration.ofSeconds(seconds)).filter(Duration::isPositive);
    }
    try {
      Instant when = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(now, when)).filter(Duration::isPositive);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
