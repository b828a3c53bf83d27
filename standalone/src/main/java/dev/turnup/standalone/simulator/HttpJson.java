package dev.turnup.standalone.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A system that is asked by {@code POST /system/action}. It honours idempotency keys, takes deeds
 * back, is read back, and knows a few actions that are not like the others.
 */
final class HttpJson implements BackEnd {

  /** An action that is not like the others. */
  interface Action {
    Answer on(Ask ask);
  }

  private final String name;
  private final Map<String, Action> actions;
  private final Deeds deeds;
  private final Things things;
  private final Calls calls;
  private final Troubles troubles;
  private final Background background;

  /** The keys of what was taken, and is not done yet. */
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  HttpJson(
      String name,
      Map<String, Action> actions,
      Deeds deeds,
      Things things,
      Calls calls,
      Troubles troubles,
      Background background) {
    this.name = name;
    this.actions = actions;
    this.deeds = deeds;
    this.things = things;
    this.calls = calls;
    this.troubles = troubles;
    this.background = background;
  }

  @Override
  public String protocol() {
    return "http-json";
  }

  @Override
  public String basePath() {
    return "";
  }

  @Override
  public Answer ask(Request request) throws InterruptedException {
    String key =
        request.header("Idempotency-Key", request.body().path("read_back_of").asString(""));
    if (!request.method().equals("POST") || request.path().size() != 2 || key.isEmpty()) {
      throw new Malformed(
          "expected: POST /system/action with an Idempotency-Key, or read_back_of in the body");
    }
    Ask ask = new Ask(name, request.path().get(1), key, request.body());
    calls.add(name, ask.action(), key, ask.correlationId());
    if (ask.undoes().filter(underWay::contains).isPresent()) {
      return Answer.problem(503, "still at what is to be taken back").with("Retry-After", "1");
    }
    return troubles.play(
        Script.ofServiceId(ask.serviceId(), ask.action()),
        name + "/" + ask.action() + " " + key,
        scenario -> scenario == Scenario.PENDING ? Optional.of(accept(ask)) : said(scenario),
        () -> act(ask));
  }

  /** Says that it is at it, and does it by itself, whether it is asked again or not. */
  private Answer accept(Ask ask) {
    if (underWay.add(ask.key())) {
      background.after(
          Spell.SHORT,
          () -> {
            try {
              act(ask);
            } finally {
              underWay.remove(ask.key());
            }
          });
    }
    return Answer.json(202, Map.of());
  }

  private Answer act(Ask ask) {
    Action particular = actions.get(ask.action());
    if (particular != null) {
      return particular.on(ask);
    }
    Optional<Answer> known = ask.readBackOf().map(this::readBack);
    return known
        .or(() -> ask.undoes().map(key -> undo(ask, key)))
        .or(() -> HttpJsonAnswers.withoutADeed(ask).map(found -> Answer.json(200, found)))
        .orElseGet(() -> perform(ask));
  }

  private Answer perform(Ask ask) {
    Deed deed =
        deeds.once(
            ask.key(),
            () -> {
              Map<String, Object> answer = HttpJsonAnswers.to(ask);
              Map<String, Object> facts = new LinkedHashMap<>(ask.facts());
              facts.putAll(answer);
              things.put(
                  Kind.leftBy(ask.action()),
                  ask.key(),
                  new Thing(name, ask.key(), ask.correlationId(), facts));
              return ask.done(answer);
            });
    return deed.isDone()
        ? Answer.json(200, deed.answer())
        : Answer.problem(409, "this deed was taken back");
  }

  private Answer undo(Ask ask, String key) {
    Deed deed = deeds.undo(key, ask.never());
    Kind kind = Kind.leftBy(deed.action());
    things.remove(kind, key);
    if (kind == Kind.ACCOUNTS) {
      removeProducts(ask);
    }
    return deed.state() == Deed.State.NEVER
        ? Answer.problem(404, "nothing to take back")
        : Answer.json(200, Map.of());
  }

  /** They go with their account, as the shipped plan has it. */
  private void removeProducts(Ask ask) {
    things.list(Kind.PRODUCTS).stream()
        .filter(product -> product.correlationId().equals(ask.correlationId()))
        .map(Thing::key)
        .forEach(
            key -> {
              deeds.undo(key, ask.never());
              things.remove(Kind.PRODUCTS, key);
            });
  }

  private Answer readBack(String key) {
    return deeds
        .find(key)
        .filter(Deed::isDone)
        .map(deed -> Answer.json(200, deed.answer()))
        .orElseGet(() -> Answer.problem(404, "it did not happen"));
  }

  private static Optional<Answer> said(Scenario scenario) {
    return switch (scenario) {
      case REFUSE -> Optional.of(Answer.problem(409, "refused, as scripted"));
      case EMPTY ->
          Optional.of(Answer.problem(409, "INVENTORY_EMPTY", "nothing is left, as scripted"));
      case CONTRADICTORY ->
          Optional.of(Answer.problem(409, "CONTRADICTORY_STATE", "it cannot be, as scripted"));
      case BUSY ->
          Optional.of(
              Answer.problem(429, "too many requests, as scripted").with("Retry-After", "1"));
      default -> Optional.empty();
    };
  }
}
