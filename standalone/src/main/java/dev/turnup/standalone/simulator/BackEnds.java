package dev.turnup.standalone.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** What the simulated systems know and do. */
final class BackEnds {

  static final List<String> SYSTEMS = List.of("inventory", "network", "billing");

  /** Nine digits that begin as Spanish mobile numbers do. */
  private static final int FIRST_NUMBER = 600_000_000;

  private static final int CALLS_KEPT = 10_000;

  private final Map<String, Deed> deeds = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> timesAsked = new ConcurrentHashMap<>();
  private final Map<String, Instant> firstAsked = new ConcurrentHashMap<>();
  private final Map<String, Instant> askedAgain = new ConcurrentHashMap<>();
  private final Deque<Call> calls = new ConcurrentLinkedDeque<>();

  /** What was done and undone, by idempotency key. */
  Map<String, Deed> deeds() {
    return new LinkedHashMap<>(deeds);
  }

  /** What was asked, whatever came of it; the latest is the last. */
  List<Call> calls() {
    return new ArrayList<>(calls);
  }

  Answer ask(String system, String action, String key, JsonNode body) throws InterruptedException {
    record(new Call(Instant.now(), system, action, key, body.path("correlation_id").asString("")));
    int asked = timesAsked.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet();
    Instant since = firstAsked.computeIfAbsent(key, k -> Instant.now());
    Optional<Scenario> scenario =
        Scenario.of(body.path("order").path("service_id").asString(""), action);
    if (scenario.isEmpty()) {
      return act(system, action, key, body);
    }
    return switch (scenario.get()) {
      case REFUSE -> Answer.problem(409, "refused, as the service id says");
      case FLAKY ->
          asked <= Scenario.FLAKY_ANSWERS
              ? Answer.problem(503, "not now, as the service id says")
              : act(system, action, key, body);
      case SLOW -> {
        Thread.sleep(Scenario.SLOW_FOR);
        yield act(system, action, key, body);
      }
      case LOST -> {
        Answer answer = act(system, action, key, body);
        yield asked == 1 ? Answer.silence() : answer;
      }
      case RELAPSE ->
          asked > 1 && isDown(askedAgain.computeIfAbsent(key, k -> Instant.now()))
              ? Answer.problem(503, "down again, as the service id says")
              : act(system, action, key, body);
      case DOWN ->
          isDown(since)
              ? Answer.problem(503, "down, as the service id says")
              : act(system, action, key, body);
    };
  }

  private void record(Call call) {
    calls.add(call);
    if (calls.size() > CALLS_KEPT) {
      calls.poll();
    }
  }

  private static boolean isDown(Instant since) {
    return Instant.now().isBefore(since.plus(Scenario.DOWN_FOR));
  }

  private Answer act(String system, String action, String key, JsonNode body) {
    String correlationId = body.path("correlation_id").asString("");
    JsonNode undoes = body.path("undoes");
    if (undoes.isString()) {
      return undo(
          new Deed(system, action, correlationId, Deed.State.NEVER, Map.of()), undoes.asString());
    }
    Deed deed =
        deeds.computeIfAbsent(
            key,
            k -> new Deed(system, action, correlationId, Deed.State.DONE, result(action, body)));
    return deed.state() == Deed.State.DONE
        ? new Answer(200, deed.answer())
        : Answer.problem(409, "this deed was taken back");
  }

  private Answer undo(Deed never, String key) {
    Deed deed =
        deeds.merge(
            key,
            never,
            (known, tombstone) ->
                known.state() == Deed.State.DONE ? known.in(Deed.State.UNDONE) : known);
    return deed.state() == Deed.State.NEVER
        ? Answer.problem(404, "nothing to take back")
        : new Answer(200, Map.of());
  }

  private static Map<String, Object> result(String action, JsonNode body) {
    boolean assign =
        action.equals("reserve") && body.path("order").path("service_id").isMissingNode();
    if (!assign) {
      return Map.of();
    }
    int offset = Math.floorMod(body.path("correlation_id").asString("").hashCode(), 100_000_000);
    return Map.of("service_id", String.valueOf(FIRST_NUMBER + offset));
  }
}
