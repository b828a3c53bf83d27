package dev.turnup.activities.callback;

import java.time.Duration;
import java.util.Optional;

/**
 * Which hosts are left alone for a while, as they have failed for long. Hosts are those of {@link
 * dev.turnup.workflows.callback.CallbackHost}. Called by many threads at once; whatever it throws
 * is logged and changes nothing about the attempt.
 */
public interface Suspensions {

  /**
   * To be asked before each call; a call need not follow.
   *
   * @param localAttempt whether the attempt is a local activity, which has little time
   * @return how long to leave the host alone; empty if it may be called now
   */
  Optional<Duration> pause(String host, boolean localAttempt);

  /** The host was called, and the call failed by a fault of its own. */
  void failed(String host, boolean localAttempt);

  /** The host took a callback. */
  void delivered(String host);
}
