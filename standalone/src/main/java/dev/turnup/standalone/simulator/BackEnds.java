package dev.turnup.standalone.simulator;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The systems of the shipped plans, and what they know between them. */
final class BackEnds implements AutoCloseable {

  private static final List<String> TMF640 = List.of("network", "charging");
  private static final List<String> ORDINARY =
      List.of("entitlement", "billing", "tv-platform", "workforce", "security-vendor");

  private final Map<String, BackEnd> systems = new LinkedHashMap<>();
  private final Map<String, TmfServices> services = new LinkedHashMap<>();
  private final List<Tmf640> reporting = new ArrayList<>();
  private final Deeds deeds = new Deeds();
  private final Things things = new Things();
  private final Calls calls = new Calls();
  private final Profiles profiles = new Profiles();
  private final Troubles troubles;
  private final Background background;
  private final ProgressNotifier notifier;

  BackEnds(Pace pace) {
    troubles = new Troubles(pace);
    background = new Background(pace);
    notifier = new ProgressNotifier(background, null);
    ORDINARY.forEach(name -> addHttpJson(name, Map.of()));
    addHttpJson("inventory", new ProfileStatus(deeds, profiles).actions());
    addHttpJson("logistics", new Logistics(deeds, things).actions());
    addHttpJson("insurer", new Insurer(deeds, things).actions());
    TMF640.forEach(this::addTmf640);
    Device device = new Device(profiles, notifier, background);
    systems.put(Es2Plus.NAME, new Es2Plus(profiles, device, deeds, calls, troubles));
  }

  private void addHttpJson(String name, Map<String, HttpJson.Action> particular) {
    systems.put(name, new HttpJson(name, particular, deeds, things, calls, troubles, background));
  }

  private void addTmf640(String name) {
    Tmf640 system = new Tmf640(name, deeds, calls, troubles, background);
    systems.put(name, system);
    services.put(name, system.services());
    reporting.add(system);
  }

  Set<Map.Entry<String, BackEnd>> all() {
    return systems.entrySet();
  }

  Optional<BackEnd> named(String name) {
    return Optional.ofNullable(systems.get(name));
  }

  void sendProgressTo(URI listener) {
    notifier.sendTo(listener);
  }

  void sendMonitorEventsTo(URI listener) {
    reporting.forEach(system -> system.reportTo(listener));
  }

  void identifyBy(String token) {
    background.identifyBy(token);
  }

  /** What was done and undone by an operation, or by all if it is empty. */
  Map<String, Deed> deeds(String correlationId) {
    return deeds.of(correlationId);
  }

  /** What was asked for by an operation, or by all if it is empty. */
  List<Call> calls(String correlationId) {
    return calls.of(correlationId);
  }

  /** What exists now that an operation made, or that any did if it is empty. */
  Map<String, List<Object>> state(String correlationId) {
    boolean all = correlationId.isEmpty();
    Map<String, List<Object>> state = new LinkedHashMap<>();
    List<Object> shown = new ArrayList<>();
    services.forEach(
        (system, known) ->
            known.list().stream()
                .filter(service -> all || service.isOf(correlationId))
                .forEach(service -> shown.add(service.shown(system))));
    state.put("services", shown);
    state.put(
        "profiles",
        List.copyOf(
            profiles.list().stream()
                .filter(profile -> all || correlationId.equals(profile.correlationId()))
                .toList()));
    for (Kind kind : Kind.values()) {
      state.put(
          kind.word(),
          List.copyOf(
              things.list(kind).stream()
                  .filter(thing -> all || correlationId.equals(thing.correlationId()))
                  .map(Thing::shown)
                  .toList()));
    }
    return state;
  }

  @Override
  public void close() {
    background.close();
  }
}
