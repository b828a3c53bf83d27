package dev.turnup.standalone.simulator;

import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/** What all systems were asked, whatever came of it. */
final class Calls {

  private static final int REMEMBERED = 10_000;

  private final Deque<Call> calls = new ConcurrentLinkedDeque<>();
  private final AtomicInteger size = new AtomicInteger();

  void add(String system, String action, String key, String correlationId) {
    calls.add(new Call(Instant.now(), system, action, key, correlationId));
    if (size.incrementAndGet() > REMEMBERED) {
      calls.poll();
      size.decrementAndGet();
    }
  }

  /** Those of an operation, or of all if it is empty; the latest is the last. */
  List<Call> of(String correlationId) {
    return calls.stream()
        .filter(call -> correlationId.isEmpty() || correlationId.equals(call.correlationId()))
        .toList();
  }
}
