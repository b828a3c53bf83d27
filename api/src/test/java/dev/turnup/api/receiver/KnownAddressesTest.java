package dev.turnup.api.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KnownAddressesTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final AtomicInteger lookUps = new AtomicInteger();
  private final CountDownLatch answer = new CountDownLatch(1);

  @Test
  void aNameIsLookedUpOnceForManyRequests() {
    try (KnownAddresses known = new KnownAddresses(this::loopback, LONG)) {
      assertThat(known.of("partner.example")).containsExactly(LOOPBACK);
      assertThat(known.of("partner.example")).containsExactly(LOOPBACK);
      assertThat(lookUps).hasValue(1);

      known.of("other.example");
      assertThat(lookUps).hasValue(2);
    }
  }

  @Test
  void thatThereIsNoSuchNameIsRememberedToo() {
    try (KnownAddresses known = new KnownAddresses(this::nobody, LONG)) {
      assertThat(known.of("partner.example")).isEmpty();
      assertThat(known.of("partner.example")).isEmpty();
      assertThat(lookUps).hasValue(1);
    }
  }

  @Test
  void aLateAnswerIsNotWaitedForAndThereForTheNext() {
    try (KnownAddresses known = new KnownAddresses(this::late, SHORT)) {
      assertThat(known.of("partner.example")).isEmpty();

      answer.countDown();
      await()
          .untilAsserted(() -> assertThat(known.of("partner.example")).containsExactly(LOOPBACK));
      assertThat(lookUps).hasValue(1);
    }
  }

  @Test
  void aDirectoryThatAnswersNobodyHoldsUpSixteenLookUpsAndNoRequest() {
    try (KnownAddresses known = new KnownAddresses(this::late, Duration.ofMillis(1))) {
      for (int i = 0; i < 100; i++) {
        assertThat(known.of("partner-" + i + ".example")).isEmpty();
      }
      assertThat(lookUps).hasValueLessThanOrEqualTo(16);
      answer.countDown();
    }
  }

  @Test
  void aDirectoryThatBreaksHasNotAnswered() {
    try (KnownAddresses known =
        new KnownAddresses(
            host -> {
              throw new IllegalStateException("broken");
            },
            LONG)) {
      assertThat(known.of("partner.example")).isEmpty();
    }
  }

  private List<InetAddress> loopback(String host) {
    lookUps.incrementAndGet();
    return List.of(LOOPBACK);
  }

  private List<InetAddress> nobody(String host) throws UnknownHostException {
    lookUps.incrementAndGet();
    throw new UnknownHostException(host);
  }

  private List<InetAddress> late(String host) throws UnknownHostException {
    lookUps.incrementAndGet();
    try {
      answer.await();
    } catch (InterruptedException e) {
      throw new UnknownHostException(host);
    }
    return List.of(LOOPBACK);
  }
}
