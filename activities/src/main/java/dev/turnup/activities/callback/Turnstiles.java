package dev.turnup.activities.callback;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many calls each host may get from this process, for each partner by itself: so many at once,
 * and so many in a second; and how many all hosts of a partner may get. A host that hangs holds no
 * more than its own calls up, and all that do so together leave most of our places to the others.
 */
final class Turnstiles {

  /** Much longer than any call, so that none is forgotten while calls are under way. */
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

  private static final int MOST = 10_000;

  /**
   * Of all calls that may be under way, one in so many may be at hosts that hang. That is no more
   * than a quarter of the worker's places for local attempts, or of those for plain ones.
   */
  private static final int SHARE_OF_SLOW_HOSTS = 8;

  private final Cache<Receiver, Turnstile> turnstiles = forgetful();
  private final Cache<String, Semaphore> partners = forgetful();
  private final Semaphore slowHosts;
  private final Clock clock;

  /**
   * @param calls how many may be under way at once, to all receivers
   */
  Turnstiles(int calls, Clock clock) {
    slowHosts = new Semaphore(Math.max(1, calls / SHARE_OF_SLOW_HOSTS));
    this.clock = clock;
  }

  private record Receiver(String partner, String host) {}

  private static <K, V> Cache<K, V> forgetful() {
    return Caffeine.newBuilder().expireAfterAccess(FORGOTTEN_AFTER).maximumSize(MOST).build();
  }

  Turnstile at(String partner, String host, PartnerSettings limits) {
    // Asked for each time, so that it is not forgotten before its turnstiles are.
    Semaphore ofPartner = partners.get(partner, name -> new Semaphore(limits.maxConcurrentInAll()));
    return turnstiles.get(
        new Receiver(partner, host),
        receiver -> new Turnstile(limits, ofPartner, slowHosts, new ClockMeter(clock)));
  }

  /** The clock that we were given. */
  private record ClockMeter(Clock clock) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
      Instant now = clock.instant();
      return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
