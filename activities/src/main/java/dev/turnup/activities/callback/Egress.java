package dev.turnup.activities.callback;

import dev.turnup.activities.http.HostNames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether it is our own way out that is blocked, when receivers seem to be away. */
final class Egress {

  private static final Logger log = LoggerFactory.getLogger(Egress.class);

  /** What it may take from the time of an attempt, the landmark's name included. */
  private static final Duration LONGEST_LOOK = Duration.ofMillis(400);

  /** When many receivers seem to be away at once, one look is enough for all. */
  private static final Duration REMEMBERED = Duration.ofSeconds(3);

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

  private final @Nullable InetSocketAddress landmark;
  private final HostNames names;
  private final Clock clock;
  private final Duration longestLook;
  private @Nullable Look last;

  private record Look(CompletableFuture<Boolean> isThere, Instant until) {}

  /**
   * @param landmark what always listens on our way out, not looked up yet; null for none
   */
  Egress(@Nullable InetSocketAddress landmark, HostNames names, Clock clock) {
    this(landmark, names, clock, LONGEST_LOOK);
  }

  /** For tests that are not about how long it takes. */
  Egress(@Nullable InetSocketAddress landmark, HostNames names, Clock clock, Duration longestLook) {
    this.landmark = landmark;
    this.names = names;
    this.clock = clock;
    this.longestLook = longestLook;
  }

  /** As the settings have it; warns of what it will not be able to tell. */
  static Egress of(CallbackSettings settings, HostNames names, Clock clock) {
    InetSocketAddress landmark = settings.egress();
    if (settings.egressCheck() == null) {
      log.warn(
          "turnup.callback.egress-check is not set: while our own network or DNS is down, receivers"
              + " are blamed for it, and their time runs out. Set it to host:port of something on"
              + " our way out that always listens, or to none");
    } else if (landmark != null && ADDRESS.matcher(landmark.getHostString()).matches()) {
      log.warn(
          "turnup.callback.egress-check is an IP address: while our own DNS is down, receivers are"
              + " blamed for it. Set it to the name of what listens there");
    }
    return new Egress(landmark, names, clock);
  }

  /** How much of an attempt's time to keep for looking: no more than a quarter. */
  Duration timeToLook(Duration attempt) {
    Duration share = attempt.dividedBy(4);
    return landmark == null || share.isNegative()
        ? Duration.ZERO
        : share.compareTo(longestLook) < 0 ? share : longestLook;
  }

  /** Whether the landmark cannot be connected to either; false if there is none. */
  boolean isBlocked() {
    return landmark != null && !look(landmark).isThere().join();
  }

  /** The one that is under way or just over, or a new one: callers that come at once share it. */
  private synchronized Look look(InetSocketAddress where) {
    Instant now = clock.instant();
    Look look = last;
    if (look == null || !now.isBefore(look.until())) {
      CompletableFuture<Boolean> isThere = new CompletableFuture<>();
      // Looking the name up knows no time limit.
      Thread.ofPlatform()
          .daemon()
          .name("callback-egress-check")
          .start(() -> isThere.complete(isThere(where)));
      look =
          new Look(
              isThere.completeOnTimeout(false, longestLook.toMillis(), TimeUnit.MILLISECONDS),
              now.plus(REMEMBERED));
      last = look;
    }
    return look;
  }

  private boolean isThere(InetSocketAddress where) {
    try {
      for (InetAddress address : names.addressesOf(where.getHostString())) {
        if (listens(address, where.getPort())) {
          return true;
        }
      }
      return false;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private boolean listens(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), (int) longestLook.toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
