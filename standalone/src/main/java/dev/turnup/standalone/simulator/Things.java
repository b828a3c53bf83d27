package dev.turnup.standalone.simulator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What exists at the back ends that speak plain HTTP and JSON. */
final class Things {

  private static final int REMEMBERED = 20_000;

  private final Map<Kind, Map<String, Thing>> things = new EnumMap<>(Kind.class);

  Things() {
    for (Kind kind : Kind.values()) {
      things.put(kind, Bounded.map(REMEMBERED));
    }
  }

  /** Adds or replaces it. */
  void put(Kind kind, String id, Thing thing) {
    all(kind).put(id, thing);
  }

  void remove(Kind kind, String id) {
    all(kind).remove(id);
  }

  /** In the order in which they were made. */
  List<Thing> list(Kind kind) {
    Map<String, Thing> all = all(kind);
    synchronized (all) {
      return new ArrayList<>(all.values());
    }
  }

  private Map<String, Thing> all(Kind kind) {
    return things.getOrDefault(kind, Map.of());
  }
}
