package dev.turnup.activities.callback;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether it is our own way out that is blocked, when receivers seem to be away. */
final class Egress {

  /** What it may take from the time of an attempt. */
  private static final Duration LONGEST_LOOK = Duration.ofMillis(400);

  /** When many receivers seem to be away at once, one look is enough for all. */
  private static final Duration REMEMBERED = Duration.ofSeconds(3);

  private final @Nullable InetSocketAddress landmark;
  private final Clock clock;
  private volatile @Nullable Finding last;

  private record Finding(boolean blocked, Instant until) {}

  /**
   * @param landmark what always listens on our way out; null for none
   */
  Egress(@Nullable InetSocketAddress landmark, Clock clock) {
    this.landmark = landmark;
    this.clock = clock;
  }

  /** How much of an attempt's time to keep for looking: no more than a quarter. */
  Duration timeToLook(Duration attempt) {
    Duration share = attempt.dividedBy(4);
    return landmark == null || share.isNegative()
        ? Duration.ZERO
        : share.compareTo(LONGEST_LOOK) < 0 ? share : LONGEST_LOOK;
  }

  /** Whether the landmark cannot be connected to either; false if there is none. */
  boolean isBlocked() {
    if (landmark == null) {
      return false;
    }
    Finding known = last;
    if (known == null || !clock.instant().isBefore(known.until())) {
      known = new Finding(!isThere(landmark), clock.instant().plus(REMEMBERED));
      last = known;
    }
    return known.blocked();
  }

  private static boolean isThere(InetSocketAddress landmark) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(landmark.getHostString(), landmark.getPort()),
          (int) LONGEST_LOOK.toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
