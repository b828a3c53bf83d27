package dev.turnup.activities.callback;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Writes down what it is told. */
final class FakeSuspensions implements Suspensions {

  final List<String> heard = new CopyOnWriteArrayList<>();
  volatile @Nullable Duration pause;
  volatile @Nullable RuntimeException trouble;
  volatile Runnable whileAsked = () -> {};

  @Override
  public Optional<Duration> pause(String host, boolean localAttempt) {
    whileAsked.run();
    hear("asked", host, localAttempt);
    return Optional.ofNullable(pause);
  }

  @Override
  public void failed(String host, boolean localAttempt) {
    hear("failed", host, localAttempt);
  }

  @Override
  public void delivered(String host) {
    hear("delivered", host, false);
  }

  private void hear(String what, String host, boolean local) {
    heard.add(what + " " + host + (local ? " local" : ""));
    RuntimeException thrown = trouble;
    if (thrown != null) {
      throw thrown;
    }
  }
}
