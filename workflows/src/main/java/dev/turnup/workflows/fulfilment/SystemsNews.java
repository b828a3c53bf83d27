package dev.turnup.workflows.fulfilment;

import java.util.LinkedHashSet;
import java.util.Set;

/** What systems reported by themselves, until somebody took notice. It may come at any time. */
final class SystemsNews {

  private final Set<String> steps = new LinkedHashSet<>();

  void arrived(String step) {
    steps.add(step);
  }

  boolean isThere(String step) {
    return steps.contains(step);
  }

  void take(String step) {
    steps.remove(step);
  }
}
