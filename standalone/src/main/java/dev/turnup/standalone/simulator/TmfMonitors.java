package dev.turnup.standalone.simulator;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Changes that are accepted now and done five seconds later. */
final class TmfMonitors {

  private static final int REMEMBERED = 5_000;

  private final Map<String, TmfMonitor> byId = Bounded.map(REMEMBERED);
  private final Map<String, String> idByKey = Bounded.map(REMEMBERED);
  private final TmfHub hub;
  private final Background background;

  TmfMonitors(TmfHub hub, Background background) {
    this.hub = hub;
    this.background = background;
  }

  /** Changes it later, once however often it is asked meanwhile, and reports that. */
  TmfMonitor follow(TmfChange change, Supplier<Answer> later) {
    return follow(change, later, this::report);
  }

  /** The same, and nobody hears of it. */
  void followUnseen(TmfChange change, Supplier<Answer> later) {
    follow(change, later, ended -> {});
  }

  private synchronized TmfMonitor follow(
      TmfChange change, Supplier<Answer> later, Consumer<TmfMonitor> report) {
    return of(change)
        .filter(known -> known.state() == TmfMonitor.State.IN_PROGRESS)
        .orElseGet(() -> started(change, later, report));
  }

  boolean hasCompleted(TmfChange change) {
    return of(change).filter(known -> known.state() == TmfMonitor.State.COMPLETED).isPresent();
  }

  private TmfMonitor started(
      TmfChange change, Supplier<Answer> later, Consumer<TmfMonitor> report) {
    TmfMonitor monitor = TmfMonitor.of(change);
    byId.put(monitor.id(), monitor);
    idByKey.put(keyOf(change), monitor.id());
    background.after(
        Spell.SHORT,
        () -> {
          TmfMonitor ended = monitor.ended(later.get());
          byId.put(ended.id(), ended);
          report.accept(ended);
        });
    return monitor;
  }

  private void report(TmfMonitor ended) {
    hub.tell("MonitorStateChangeEvent", Map.of("monitor", ended.shown()));
  }

  private Optional<TmfMonitor> of(TmfChange change) {
    return Optional.ofNullable(idByKey.get(keyOf(change))).flatMap(this::find);
  }

  private static String keyOf(TmfChange change) {
    return change.request().method() + " " + change.key().text();
  }

  Optional<TmfMonitor> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }
}
