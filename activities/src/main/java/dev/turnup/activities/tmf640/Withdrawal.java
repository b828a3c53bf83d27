package dev.turnup.activities.tmf640;

import static java.util.Objects.requireNonNull;

import dev.turnup.activities.http.HttpAnswer;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes a creation back: deletes the service that it made, if it made one. */
record Withdrawal(ServiceApi api, Following following, Refusals refusals) implements Work {

  private static final StepResult DONE = StepResult.done(Map.of());

  @Override
  public StepResult begin(StepRequest request) {
    List<StepResult> pending = new ArrayList<>();
    List<String> made = made(request);
    for (String id : made) {
      HttpAnswer answer = api.delete(request, id);
      if (Refusals.isGone(answer)) {
        continue;
      }
      if (!answer.isSuccess()) {
        throw refused(request, answer, "answered");
      }
      following.accepted(request, this, answer).ifPresent(pending::add);
    }
    if (pending.isEmpty()) {
      return DONE;
    }
    // Several are there if the system made another for each repetition. All have to go.
    return made.size() == 1 ? pending.getFirst() : StepResult.pending(References.LOOK);
  }

  /** By what the deed answered; without its answer, by the name that it gave. */
  private List<String> made(StepRequest request) {
    String id = Answers.ownText(request, Answers.ID);
    return id == null
        ? api.named(request, requireNonNull(request.undoes())).stream().map(Service::id).toList()
        : List.of(id);
  }

  @Override
  public Optional<StepResult> look(StepRequest request) {
    boolean isLeft =
        made(request).stream()
            .flatMap(id -> api.read(request, References.toService(id)).stream())
            .anyMatch(service -> !service.isTerminated());
    return isLeft ? Optional.empty() : Optional.of(DONE);
  }

  @Override
  public StepResult completed(StepRequest request, Monitor monitor) {
    return DONE;
  }

  @Override
  public boolean isDoneWhenGone() {
    return true;
  }

  @Override
  public RuntimeException refused(StepRequest request, HttpAnswer answer, String how) {
    return refusals.ofDeed(request, answer, how);
  }
}
