package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.provisioning.ProvisioningSystems;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import io.temporal.activity.Activity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Provisioning systems that do as they are told: each call to an action takes the next behaviour
 * that was scripted for it, and succeeds when there is none left.
 */
final class ScriptedSystems implements ProvisioningSystems {

  /** What a call does instead of succeeding at once. */
  @FunctionalInterface
  interface Behaviour {
    StepResult answer(StepRequest request) throws Exception;
  }

  /** A call as it arrived. */
  record Call(String action, String key, boolean local, StepRequest request) {}

  private final Map<String, Deque<Behaviour>> scripts = new ConcurrentHashMap<>();
  private final List<Call> calls = new ArrayList<>();

  ScriptedSystems on(String action, Behaviour... behaviours) {
    scripts.computeIfAbsent(action, a -> new ArrayDeque<>()).addAll(List.of(behaviours));
    return this;
  }

  /** The calls in the order of their arrival, attempts of the same call included. */
  synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /** The actions in the order of their arrival, attempts of the same call included. */
  List<String> actions() {
    return calls().stream().map(Call::action).toList();
  }

  @Override
  public StepResult performStep(StepRequest request) {
    return act(request);
  }

  @Override
  public StepResult undoStep(StepRequest request) {
    return act(request);
  }

  @Override
  public StepResult followStep(StepRequest request) {
    return act(request);
  }

  private StepResult act(StepRequest request) {
    Behaviour behaviour;
    synchronized (this) {
      calls.add(
          new Call(
              request.action(),
              request.idempotencyKey(),
              Activity.getExecutionContext().getInfo().isLocal(),
              request));
      Deque<Behaviour> script = scripts.getOrDefault(request.action(), new ArrayDeque<>());
      behaviour = script.isEmpty() ? r -> StepResult.done(Map.of()) : script.poll();
    }
    try {
      return behaviour.answer(request);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw Activity.wrap(e);
    }
  }
}
