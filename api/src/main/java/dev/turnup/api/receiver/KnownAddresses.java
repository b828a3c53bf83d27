package dev.turnup.api.receiver;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a directory says, if it says so at once. An answer that comes too late for one request is
 * there for the next; that there was none is remembered as well.
 */
final class KnownAddresses implements AutoCloseable {

  /** Requests come in bursts for the same few hosts; a name that moved is noticed soon enough. */
  private static final Duration KEPT = Duration.ofSeconds(30);

  private static final int MOST_HOSTS = 10_000;

  /** A directory that answers nobody must not hold up more than these. */
  private static final int MOST_LOOK_UPS = 16;

  private static final Duration IDLE_THREAD = Duration.ofSeconds(10);

  private final Directory directory;
  private final Duration patience;
  private final ThreadPoolExecutor lookUps;
  private final AsyncCache<String, List<InetAddress>> known;

  /**
   * @param patience how long a request may be held up
   */
  KnownAddresses(Directory directory, Duration patience) {
    this.directory = directory;
    this.patience = patience;
    // Platform threads: a look-up blocks in native code, and would take a virtual thread's carrier
    // along, of which a small machine has two.
    lookUps =
        new ThreadPoolExecutor(
            0,
            MOST_LOOK_UPS,
            IDLE_THREAD.toMillis(),
            TimeUnit.MILLISECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("receiver-look-up-", 0).factory());
    known =
        Caffeine.newBuilder()
            .expireAfterWrite(KEPT)
            .maximumSize(MOST_HOSTS)
            .executor(Runnable::run)
            .buildAsync();
  }

  /** Empty if there is no such name, or if nobody could tell in time. */
  List<InetAddress> of(String host) {
    try {
      return known
          .get(host, (name, none) -> CompletableFuture.supplyAsync(() -> lookUp(name), lookUps))
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException | RejectedExecutionException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private List<InetAddress> lookUp(String host) {
    try {
      return directory.addressesOf(host);
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  @Override
  public void close() {
    lookUps.shutdownNow();
  }
}
