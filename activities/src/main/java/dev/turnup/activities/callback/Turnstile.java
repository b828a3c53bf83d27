package dev.turnup.activities.callback;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * The one before one host. It lets fewer calls in at once with every call that runs out of time,
 * and more again with every one that does not: half as many, and one more.
 */
final class Turnstile {

  /** An attempt that finds it closed costs an activity, so not too often. */
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

  /** So many calls at once find out whether a host still hangs. */
  private static final int LEAST = 2;

  private final int largest;
  private final int least;
  private final Semaphore ofPartner;
  private final Semaphore ofSlowHosts;
  private final Bucket beginnings;
  private int most;
  private int underWay;
  private boolean slow;

  /**
   * @param ofPartner the calls that all hosts of its partner share
   * @param ofSlowHosts the calls that all hosts share that hang
   */
  Turnstile(PartnerSettings limits, Semaphore ofPartner, Semaphore ofSlowHosts, TimeMeter time) {
    largest = limits.maxConcurrent();
    least = Math.min(LEAST, largest);
    most = largest;
    this.ofPartner = ofPartner;
    this.ofSlowHosts = ofSlowHosts;
    int perSecond = limits.perSecond();
    beginnings =
        Bucket.builder()
            .withCustomTimePrecision(time)
            .addLimit(
                limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
            .build();
  }

  /** Never waits. */
  synchronized Turn enter() {
    List<Semaphore> held = new ArrayList<>();
    if (underWay >= most || !acquired(ofPartner, held) || (slow && !acquired(ofSlowHosts, held))) {
      return refused(SHORTEST_WAIT, held);
    }
    ConsumptionProbe probe = beginnings.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
      return refused(wait.compareTo(SHORTEST_WAIT) > 0 ? wait : SHORTEST_WAIT, held);
    }
    underWay++;
    return new Turn(Duration.ZERO, held);
  }

  private static boolean acquired(Semaphore semaphore, List<Semaphore> held) {
    return semaphore.tryAcquire() && held.add(semaphore);
  }

  private Turn refused(Duration wait, List<Semaphore> held) {
    held.forEach(Semaphore::release);
    return new Turn(wait, List.of());
  }

  private synchronized void left() {
    underWay--;
  }

  private synchronized void left(boolean late) {
    left();
    most = late ? Math.max(least, most / 2) : Math.min(largest, most + 1);
    slow = late && most == least;
  }

  /** A call that may be made, or one that has to wait. */
  final class Turn {

    private final Duration wait;
    private final List<Semaphore> held;

    private Turn(Duration wait, List<Semaphore> held) {
      this.wait = wait;
      this.held = held;
    }

    /**
     * Zero if the call may be made, and then one of the other methods has to be called, once; else
     * how long to wait before asking again.
     */
    Duration toWait() {
      return wait;
    }

    /**
     * Afterwards the host gets fewer calls at once, or more.
     *
     * @param late whether the call took all the time that it had
     */
    void leave(boolean late) {
      held.forEach(Semaphore::release);
      left(late);
    }

    /** The same for a call that says nothing of how quick the host is. */
    void leaveUnjudged() {
      held.forEach(Semaphore::release);
      left();
    }
  }
}
