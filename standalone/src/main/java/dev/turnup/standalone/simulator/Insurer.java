package dev.turnup.standalone.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Policies, at an insurer who honours no keys: asked twice, there are two. They are found by the
 * device, of several for one device by our key as the reference, and are cancelled as of a date,
 * not forgotten.
 */
final class Insurer {

  private static final String IN_FORCE = "IN_FORCE";
  private static final String CANCELLED = "CANCELLED";

  private final AtomicInteger issued = new AtomicInteger();
  private final Deeds deeds;
  private final Things things;

  Insurer(Deeds deeds, Things things) {
    this.deeds = deeds;
    this.things = things;
  }

  Map<String, HttpJson.Action> actions() {
    return Map.of(
        "issue-policy", this::issue, "find-policy", this::find, "cancel-policy", this::cancel);
  }

  private Answer issue(Ask ask) {
    String number = Identifiers.policyNumber(ask.key() + "#" + issued.incrementAndGet());
    Map<String, Object> answer = answer(ask, number);
    Map<String, Object> facts =
        Map.of("number", number, "imei", ask.told("imei"), "state", IN_FORCE);
    things.put(
        Kind.POLICIES, number, new Thing(ask.system(), ask.key(), ask.correlationId(), facts));
    deeds.done(ask.key(), ask.done(answer));
    return Answer.json(200, answer);
  }

  private Answer find(Ask ask) {
    return policies().stream()
        .filter(policy -> policy.fact("imei").equals(ask.told("imei")))
        .filter(policy -> ask.readBackOf().map(policy.key()::equals).orElse(true))
        .reduce((earlier, later) -> later)
        .map(policy -> Answer.json(200, answer(ask, policy.fact("number").toString())))
        .orElseGet(() -> Answer.problem(404, "no such policy"));
  }

  private static Map<String, Object> answer(Ask ask, String number) {
    return HttpJsonAnswers.assigning(ask, number, Map.of("policy_number", number));
  }

  /** Cancels the policy that is named, or the latest under the key: one, however many there are. */
  private Answer cancel(Ask ask) {
    String key = ask.undoes().orElse(ask.key());
    Optional<Thing> policy = named(ask, key).or(() -> inForceBy(key));
    if (policy.isEmpty()) {
      deeds.undo(key, ask.never());
      return Answer.problem(404, "no such policy");
    }
    String number = policy.get().fact("number").toString();
    things.put(
        Kind.POLICIES,
        number,
        policy.get().with("state", CANCELLED).with("effective_date", ask.effectiveDate()));
    if (inForceBy(key).isEmpty()) {
      deeds.undo(key, ask.never());
    }
    return Answer.json(200, Map.of());
  }

  private Optional<Thing> named(Ask ask, String key) {
    String number = ask.resultOf(new Key(key).step()).path("policy_number").asString("");
    return things.list(Kind.POLICIES).stream()
        .filter(policy -> policy.fact("number").equals(number))
        .findFirst();
  }

  private Optional<Thing> inForceBy(String key) {
    return policies().stream()
        .filter(policy -> policy.key().equals(key))
        .reduce((earlier, later) -> later);
  }

  private List<Thing> policies() {
    return things.list(Kind.POLICIES).stream()
        .filter(policy -> policy.fact("state").equals(IN_FORCE))
        .toList();
  }
}
