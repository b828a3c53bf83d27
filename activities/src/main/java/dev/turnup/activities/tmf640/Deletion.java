package dev.turnup.activities.tmf640;

import dev.turnup.activities.http.HttpAnswer;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import java.util.Map;
import java.util.Optional;

/** Deletes a service that was there before, such as that of a replaced SIM. */
record Deletion(ServiceApi api, Following following, Refusals refusals, Target target)
    implements Work {

  private static final StepResult DONE = StepResult.done(Map.of());

  @Override
  public StepResult begin(StepRequest request) {
    HttpAnswer answer = api.delete(request, target.requireId(request));
    if (Refusals.isGone(answer)) {
      return DONE;
    }
    if (!answer.isSuccess()) {
      throw refused(request, answer, "answered");
    }
    return following.accepted(request, this, answer).orElse(DONE);
  }

  @Override
  public Optional<StepResult> look(StepRequest request) {
    boolean isLeft =
        api.read(request, References.toService(target.requireId(request)))
            .filter(service -> !service.isTerminated())
            .isPresent();
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
