package dev.turnup.standalone.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What was done and undone in all systems, by idempotency key. */
final class Deeds {

  /** Ten steps for each of ten thousand operations. */
  private static final int REMEMBERED = 100_000;

  private final Map<String, Deed> deeds = Bounded.map(REMEMBERED);

  /** Does it unless the key is known, as systems do that honour keys. */
  Deed once(String key, Supplier<Deed> doing) {
    return deeds.computeIfAbsent(key, unknown -> doing.get());
  }

  /** Did it, whatever was known of the key. */
  void done(String key, Deed deed) {
    deeds.put(key, deed);
  }

  /** Takes it back; what never happened is remembered as that. */
  Deed undo(String key, Deed never) {
    return deeds.merge(
        key,
        never,
        (known, unused) -> known.state() == Deed.State.DONE ? known.in(Deed.State.UNDONE) : known);
  }

  Optional<Deed> find(String key) {
    return Optional.ofNullable(deeds.get(key));
  }

  /** Those of an operation, or of all if it is empty. */
  Map<String, Deed> of(String correlationId) {
    Map<String, Deed> found = new LinkedHashMap<>();
    synchronized (deeds) {
      deeds.forEach(
          (key, deed) -> {
            if (correlationId.isEmpty() || correlationId.equals(deed.correlationId())) {
              found.put(key, deed);
            }
          });
    }
    return found;
  }
}
