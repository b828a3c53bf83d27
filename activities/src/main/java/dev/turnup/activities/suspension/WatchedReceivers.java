package dev.turnup.activities.suspension;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.turnup.activities.callback.Suspensions;
import dev.turnup.workflows.redelivery.Receiver;
import dev.turnup.workflows.redelivery.ReceiverState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known here of receivers in trouble. First attempts, which are local, ask nobody: they
 * cost nothing while all is well. Whatever cannot be learnt or told now stands in nobody's way.
 */
final class WatchedReceivers implements Suspensions {

  private static final Logger log = LoggerFactory.getLogger(WatchedReceivers.class);

  /** Longer than any attempt takes, and not so long that a run that is over is asked for often. */
  private static final Duration IN_TROUBLE_FOR = Duration.ofMinutes(10);

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final int MOST_HOSTS = 10_000;

  private final ReceiverRuns runs;
  private final SuspensionSettings settings;
  private final Clock clock;
  private final Ticker ticker;
  private final Cache<String, Optional<ReceiverState>> known;
  private final Cache<String, Boolean> told;

  /** Hosts of which a run exists, as far as was seen here: who tells that they are well again. */
  private final Cache<String, Boolean> inTrouble;

  WatchedReceivers(ReceiverRuns runs, SuspensionSettings settings, Clock clock) {
    this(runs, settings, clock, Ticker.systemTicker());
  }

  WatchedReceivers(ReceiverRuns runs, SuspensionSettings settings, Clock clock, Ticker ticker) {
    this.runs = runs;
    this.settings = settings;
    this.clock = clock;
    this.ticker = ticker;
    known = cache(Receiver.REMEMBERED_FOR);
    told = cache(settings.tellEvery());
    inTrouble = cache(IN_TROUBLE_FOR);
  }

  private <V> Cache<String, V> cache(Duration life) {
    return Caffeine.newBuilder()
        .ticker(ticker)
        .maximumSize(MOST_HOSTS)
        .expireAfterWrite(life)
        .build();
  }

  @Override
  public Optional<Duration> pause(String host, boolean localAttempt) {
    Optional<ReceiverState> receiver = localAttempt ? remembered(host) : lookedUp(host);
    Instant nextProbe = receiver.map(ReceiverState::nextProbe).orElse(null);
    if (nextProbe == null) {
      return Optional.empty();
    }
    Duration untilProbe = Duration.between(clock.instant(), nextProbe);
    if (untilProbe.isPositive()) {
      return Optional.of(untilProbe);
    }
    return localAttempt ? Optional.of(SOON) : probing(host);
  }

  private Optional<Duration> probing(String host) {
    try {
      boolean mayProbe = runs.mayProbe(host);
      known.invalidate(host);
      return mayProbe ? Optional.empty() : Optional.of(settings.probeEvery());
    } catch (RuntimeException silence) {
      log.warn("A suspended receiver could not be asked for: {}", silence.toString());
      return Optional.of(settings.probeEvery());
    }
  }

  private Optional<ReceiverState> remembered(String host) {
    Optional<ReceiverState> receiver = known.getIfPresent(host);
    return receiver == null ? Optional.empty() : receiver;
  }

  private Optional<ReceiverState> lookedUp(String host) {
    try {
      Optional<ReceiverState> receiver = known.get(host, runs::find);
      if (receiver.isPresent()) {
        inTrouble.put(host, true);
      }
      return receiver;
    } catch (RuntimeException silence) {
      log.warn("Whether a receiver is suspended could not be learnt: {}", silence.toString());
      return Optional.empty();
    }
  }

  @Override
  public void failed(String host, boolean localAttempt) {
    if (localAttempt || told.asMap().putIfAbsent(host, true) != null) {
      return;
    }
    try {
      runs.failed(host);
      known.invalidate(host);
      inTrouble.put(host, true);
    } catch (RuntimeException silence) {
      told.invalidate(host);
      log.warn("A receiver's failure could not be told: {}", silence.toString());
    }
  }

  @Override
  public void delivered(String host) {
    if (inTrouble.getIfPresent(host) == null) {
      return;
    }
    try {
      runs.delivered(host);
      inTrouble.invalidate(host);
      known.invalidate(host);
      told.invalidate(host);
    } catch (RuntimeException silence) {
      log.warn("That a receiver is well again could not be told: {}", silence.toString());
    }
  }
}
