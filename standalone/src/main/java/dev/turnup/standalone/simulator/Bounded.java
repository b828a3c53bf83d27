package dev.turnup.standalone.simulator;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Maps that forget the eldest when they are full, so that nothing grows for ever. */
final class Bounded {

  private Bounded() {}

  /** In the order of arrival, and safe for threads; hold its lock to iterate. */
  static <K, V> Map<K, V> map(int most) {
    return Collections.synchronizedMap(new Full<>(most));
  }

  private static final class Full<K, V> extends LinkedHashMap<K, V> {

    private final int most;

    Full(int most) {
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > most;
    }
  }
}
