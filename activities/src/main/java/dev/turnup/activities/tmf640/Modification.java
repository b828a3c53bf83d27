package dev.turnup.activities.tmf640;

import dev.turnup.activities.http.HttpAnswer;
import dev.turnup.activities.system.SystemFailures;
import dev.turnup.activities.system.Tmf640Settings.Action;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Gives a service other characteristics, and remembers what they were. */
record Modification(ServiceApi api, Following following, Refusals refusals, Action action)
    implements Work {

  @Override
  public StepResult begin(StepRequest request) {
    Target target = target();
    String id = target.requireId(request);
    Service service =
        api.read(request, References.toService(id))
            .orElseThrow(
                () ->
                    SystemFailures.refused(
                        request, "knows no service with the id in '%s'".formatted(target.fact())));
    Characteristics wanted = Characteristics.wanted(request, action);
    if (wanted.areNone()) {
      throw SystemFailures.refused(
          request,
          "has nothing to change: none of the facts %s is known"
              .formatted(String.join(", ", action.characteristics().values())));
    }
    if (wanted.areIn(service)) {
      // Perhaps by an earlier attempt whose answer was lost: what they were before is not known.
      return StepResult.done(Map.of(Answers.MODIFIED, id));
    }
    Map<String, Object> known =
        Map.of(Answers.MODIFIED, id, Answers.PREVIOUS, wanted.before(service).asAnswer());
    return following.changed(request, this, api.modify(request, id, wanted.over(service)), known);
  }

  @Override
  public Optional<StepResult> look(StepRequest request) {
    Characteristics wanted = Characteristics.wanted(request, action);
    return target()
        .id(request)
        .flatMap(id -> api.read(request, References.toService(id)))
        .filter(service -> !wanted.areNone() && wanted.areIn(service))
        .map(service -> StepResult.done(known(request)));
  }

  @Override
  public StepResult completed(StepRequest request, Monitor monitor) {
    return StepResult.done(known(request));
  }

  /** What the request was answered when the system took it has come along. */
  private Map<String, Object> known(StepRequest request) {
    Map<String, Object> known = new LinkedHashMap<>();
    target().id(request).ifPresent(id -> known.put(Answers.MODIFIED, id));
    Object previous = Answers.own(request, Answers.PREVIOUS);
    if (previous != null) {
      known.put(Answers.PREVIOUS, previous);
    }
    return known;
  }

  private Target target() {
    return Target.of(action.target());
  }

  @Override
  public RuntimeException refused(StepRequest request, HttpAnswer answer, String how) {
    return refusals.ofDeed(request, answer, how);
  }
}
