package dev.turnup.activities.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.activities.RawServer;
import dev.turnup.activities.SettableClock;
import dev.turnup.activities.http.HostNames;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EgressTest {

  /** Threads that a busy machine starts late are no blocked way out. */
  private static final Duration PATIENT = Duration.ofSeconds(10);

  private final SettableClock clock = new SettableClock();
  private HostNames names = HostNames.OF_JAVA;

  @Test
  void isNeverBlockedWithoutALandmark() {
    assertThat(new Egress(null, names, clock).isBlocked()).isFalse();
  }

  @Test
  void isBlockedWhileTheLandmarkDoesNotListen() {
    assertThat(egress(RawServer.nobody()).isBlocked()).isTrue();
    try (RawServer landmark = RawServer.thatHangs()) {
      assertThat(egress(landmark.address("")).isBlocked()).isFalse();
    }
  }

  @Test
  void isLookedAtByOneForAllThatAskWithinThreeSeconds() throws Exception {
    // The landmark counts a connection some time after we have it; a look ends after its name.
    AtomicInteger lookedUp = new AtomicInteger();
    names =
        host -> {
          lookedUp.incrementAndGet();
          return HostNames.OF_JAVA.addressesOf(host);
        };
    try (RawServer landmark = RawServer.thatHangs()) {
      Egress egress = egress(landmark.address(""));
      for (int looks = 1; looks <= 2; looks++) {
        assertThat(askedAtOnce(egress)).extracting(Future::get).containsOnly(false);
        assertThat(lookedUp).hasValue(looks);
        clock.set(clock.instant().plusSeconds(3));
      }
    }
  }

  @Test
  void isBlockedWhenOurDnsDoesNotKnowTheLandmark() {
    names =
        host -> {
          throw new UnknownHostException(host);
        };
    assertThat(egress(URI.create("http://egress.example:1")).isBlocked()).isTrue();
  }

  @Test
  void takesAnyAddressOfTheLandmark() {
    try (RawServer landmark = RawServer.thatHangs()) {
      // It listens on the second one only.
      names =
          host ->
              new InetAddress[] {
                InetAddress.getByAddress(new byte[] {127, 0, 0, 2}),
                InetAddress.getLoopbackAddress()
              };
      int port = landmark.address("").getPort();
      assertThat(egress(URI.create("http://egress.example:" + port)).isBlocked()).isFalse();
    }
  }

  @Test
  @Timeout(10)
  void takesNoLongerThanItMayAlsoWhenOurDnsHangs() {
    CountDownLatch never = new CountDownLatch(1);
    names =
        host -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new UnknownHostException(host);
        };
    Egress egress =
        new Egress(InetSocketAddress.createUnresolved("egress.example", 1), names, clock);
    long begin = System.nanoTime();
    assertThat(egress.isBlocked()).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    never.countDown();
  }

  private Egress egress(URI landmark) {
    return new Egress(
        InetSocketAddress.createUnresolved(landmark.getHost(), landmark.getPort()),
        names,
        clock,
        PATIENT);
  }

  private static List<Future<Boolean>> askedAtOnce(Egress egress) throws InterruptedException {
    Callable<Boolean> question = egress::isBlocked;
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      return callers.invokeAll(Collections.nCopies(20, question));
    }
  }
}
