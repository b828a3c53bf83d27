package dev.turnup.activities.callback;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many calls each host may get from this process, for each partner by itself: so many at once,
 * and so many in a second. A host that hangs holds no more than its own calls up.
 */
final class Turnstiles {

  /** Much longer than any call, so that none is forgotten while calls are under way. */
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

  private static final int MOST = 10_000;

  private final Cache<Receiver, Turnstile> turnstiles =
      Caffeine.newBuilder().expireAfterAccess(FORGOTTEN_AFTER).maximumSize(MOST).build();
  private final Clock clock;

  Turnstiles(Clock clock) {
    this.clock = clock;
  }

  private record Receiver(String partner, String host) {}

  Turnstile at(String partner, String host, PartnerSettings limits) {
    return turnstiles.get(
        new Receiver(partner, host), receiver -> new Turnstile(limits, new ClockMeter(clock)));
  }

  /** The one before one host. */
  static final class Turnstile {

    /** An attempt that finds it closed costs an activity, so not too often. */
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private final Semaphore calls;
    private final Bucket beginnings;

    private Turnstile(PartnerSettings limits, TimeMeter time) {
      calls = new Semaphore(limits.maxConcurrent());
      int perSecond = limits.perSecond();
      beginnings =
          Bucket.builder()
              .withCustomTimePrecision(time)
              .addLimit(
                  limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
              .build();
    }

    /**
     * Never waits. Zero if the call may be made, and then it has to {@link #leave}; else how long
     * to wait before asking again.
     */
    Duration enter() {
      if (!calls.tryAcquire()) {
        return SHORTEST_WAIT;
      }
      ConsumptionProbe probe = beginnings.tryConsumeAndReturnRemaining(1);
      if (probe.isConsumed()) {
        return Duration.ZERO;
      }
      calls.release();
      Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
      return wait.compareTo(SHORTEST_WAIT) > 0 ? wait : SHORTEST_WAIT;
    }

    void leave() {
      calls.release();
    }
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
