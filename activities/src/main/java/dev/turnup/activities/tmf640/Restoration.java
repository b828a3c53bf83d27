package dev.turnup.activities.tmf640;

import dev.turnup.activities.http.HttpAnswer;
import dev.turnup.activities.system.SystemFailures;
import dev.turnup.activities.system.Tmf640Settings.Action;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a modification back: gives the service the characteristics that it had before.
 *
 * @param deed what was done
 */
record Restoration(
    ServiceApi api, Following following, Refusals refusals, Target target, Action deed)
    implements Work {

  private static final StepResult DONE = StepResult.done(Map.of());

  @Override
  public StepResult begin(StepRequest request) {
    Optional<Service> service = service(request);
    if (service.isEmpty()) {
      // Not known when the deed was to be done, or gone since: there is nothing to give it back to.
      return DONE;
    }
    Optional<Previous> previous = previous(request);
    if (previous.isEmpty()) {
      return unlessChanged(request, service.get());
    }
    return previous.get().isIn(service.get())
        ? DONE
        : following.changed(
            request,
            this,
            api.modify(request, service.get().id(), previous.get().over(service.get())),
            Map.of());
  }

  private StepResult unlessChanged(StepRequest request, Service service) {
    if (Characteristics.wanted(request, deed).areIn(service)) {
      throw SystemFailures.needsOperator(
          request,
          "has changed the service, or found it so; what it was before is not known, as the answer"
              + " was lost");
    }
    return DONE;
  }

  @Override
  public Optional<StepResult> look(StepRequest request) {
    boolean isLeft =
        service(request)
            .filter(service -> previous(request).filter(past -> past.isIn(service)).isEmpty())
            .isPresent();
    return isLeft ? Optional.empty() : Optional.of(DONE);
  }

  private Optional<Service> service(StepRequest request) {
    return target.id(request).flatMap(id -> api.read(request, References.toService(id)));
  }

  private static Optional<Previous> previous(StepRequest request) {
    return Previous.from(Answers.own(request, Answers.PREVIOUS));
  }

  @Override
  public StepResult completed(StepRequest request, Monitor monitor) {
    return DONE;
  }

  @Override
  public RuntimeException refused(StepRequest request, HttpAnswer answer, String how) {
    return refusals.ofDeed(request, answer, how);
  }
}
