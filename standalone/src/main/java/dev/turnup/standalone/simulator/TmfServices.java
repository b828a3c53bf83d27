package dev.turnup.standalone.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The services of one TMF640 system. It honours keys. A service that it never heard of is there all
 * the same, as from before it was started, unless the id is of the form that it gives out.
 */
final class TmfServices {

  private static final int REMEMBERED = 40_000;
  private static final String OURS = "svc-";

  private final Map<String, TmfService> services = Bounded.map(REMEMBERED);
  private final Map<String, Boolean> gone = Bounded.map(REMEMBERED);
  private final Deeds deeds;

  TmfServices(Deeds deeds) {
    this.deeds = deeds;
  }

  /** The id of the service that is made under the key. */
  static String idFor(String key) {
    return OURS + Identifiers.digits(key, 12);
  }

  /** Whether nothing is left to do: it was done, or taken back, or there is no such service. */
  synchronized boolean isSettled(TmfChange change) {
    return deeds.find(change.key().text()).isPresent()
        || (!change.makesAService() && find(change.id(), change.href()).isEmpty());
  }

  /** Shows it as inactive until it is created. */
  synchronized TmfService announce(TmfChange change) {
    return keep(TmfService.madeBy(change).in("inactive"));
  }

  /** If it was announced, it comes to nothing. */
  synchronized void withdraw(TmfChange change) {
    if (change.makesAService()) {
      services.remove(change.id());
    }
  }

  synchronized Answer perform(TmfChange change) {
    return switch (change.request().method()) {
      case "POST" -> create(change);
      case "PATCH" -> patch(change);
      default -> delete(change);
    };
  }

  private Answer create(TmfChange change) {
    Optional<Deed> known = deeds.find(change.key().text());
    if (known.isPresent() && !known.get().isDone()) {
      return TmfAnswers.takenBack();
    }
    TmfService service = services.get(change.id());
    if (service == null || known.isEmpty()) {
      service = keep(TmfService.madeBy(change));
      deeds.done(change.key().text(), change.done());
    }
    return Answer.json(201, service.json()).with("Location", change.href());
  }

  /** A patch under {@code <key>.undo} restores what the deed under that key changed. */
  private Answer patch(TmfChange change) {
    Optional<TmfService> found = find(change.id(), change.href());
    if (found.isEmpty()) {
      return TmfAnswers.notFound();
    }
    String key = change.key().text();
    Optional<String> undone = change.key().undone();
    TmfService service = found.get();
    if (undone.isPresent()) {
      deeds.undo(undone.get(), change.never());
      service = service.patched(change.body()).withoutChange(undone.get());
      return Answer.json(200, keep(service).json());
    }
    Optional<Deed> known = deeds.find(key);
    if (known.isPresent() && !known.get().isDone()) {
      return TmfAnswers.takenBack();
    }
    if (known.isEmpty()) {
      service = keep(service.patched(change.body()).changedBy(key));
      deeds.done(key, change.done());
    }
    return Answer.json(200, service.json());
  }

  /** Under {@code <key>.undo}, or no key, it takes a deed back; under another it is one itself. */
  private Answer delete(TmfChange change) {
    Optional<TmfService> found = find(change.id(), change.href());
    Optional<String> undone = change.key().undone();
    undone.ifPresent(key -> deeds.undo(key, change.never()));
    if (found.isEmpty()) {
      return TmfAnswers.notFound();
    }
    if (change.key().text().isEmpty()) {
      deeds.undo(found.get().key(), change.never());
    } else if (undone.isEmpty()) {
      deeds.done(change.key().text(), change.done());
    }
    services.remove(change.id());
    gone.put(change.id(), true);
    return Answer.bare(204);
  }

  synchronized Optional<TmfService> find(String id, String href) {
    TmfService known = services.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    return id.startsWith(OURS) || gone.containsKey(id)
        ? Optional.empty()
        : Optional.of(TmfService.fromBefore(id, href));
  }

  /** In the order in which they were made. */
  List<TmfService> list() {
    synchronized (services) {
      return new ArrayList<>(services.values());
    }
  }

  private TmfService keep(TmfService service) {
    services.put(service.id(), service);
    return service;
  }
}
