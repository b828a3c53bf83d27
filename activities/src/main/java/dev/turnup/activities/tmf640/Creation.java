package dev.turnup.activities.tmf640;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnup.activities.http.HttpAnswer;
import dev.turnup.activities.system.SystemFailures;
import dev.turnup.activities.system.Tmf640Settings.Action;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a service, whose name is the idempotency key, so that it can be found again by it. */
record Creation(ServiceApi api, Following following, Refusals refusals, Action action)
    implements Work {

  @Override
  public StepResult begin(StepRequest request) {
    HttpAnswer answer = api.create(request, service(request));
    if (!answer.isSuccess()) {
      throw refused(request, answer, "answered");
    }
    Optional<StepResult> accepted = following.accepted(request, this, answer);
    if (accepted.filter(Creation::isMonitored).isPresent()) {
      return accepted.get();
    }
    Optional<Service> made = Json.read(answer).flatMap(Service::from);
    if (made.isPresent()) {
      return answer.status() == 202 && !made.get().isActive()
          ? StepResult.pending(reference(request, made.get()))
          : judged(request, made.get(), false);
    }
    if (accepted.isEmpty() && !answer.body().isBlank()) {
      throw SystemFailures.uncertain(
          request, SystemFailures.answered(answer) + " with what is neither service nor monitor");
    }
    return StepResult.pending(
        api.below(answer.location())
            .map(path -> References.of(request, path))
            .orElse(References.LOOK));
  }

  private static boolean isMonitored(StepResult accepted) {
    return accepted.pending() != null && References.isMonitor(accepted.pending());
  }

  private JsonNode service(StepRequest request) {
    ObjectNode service = JsonNodeFactory.instance.objectNode();
    service.put("name", request.idempotencyKey()).put("state", "active");
    if (action.serviceType() != null) {
      service.put("serviceType", action.serviceType());
    }
    // The standard requires the id; the settings know one word, which is both.
    service
        .putObject("serviceSpecification")
        .put("id", action.specification())
        .put("name", action.specification());
    service.set("serviceCharacteristic", Characteristics.wanted(request, action).asList());
    return service.put("@type", "Service");
  }

  @Override
  public Optional<StepResult> look(StepRequest request) {
    return followed(request)
        .or(() -> named(request))
        .map(service -> judged(request, service, false));
  }

  /** Several are there if the system made another for each repetition. */
  @Override
  public boolean isOver(StepRequest request) {
    List<Service> made =
        followed(request)
            .map(List::of)
            .orElseGet(() -> api.named(request, request.idempotencyKey()));
    return !made.isEmpty() && made.stream().allMatch(Creation::isSettled);
  }

  private Optional<Service> followed(StepRequest request) {
    String reference = request.reference();
    return reference != null && References.isService(reference)
        ? api.read(request, reference)
        : Optional.empty();
  }

  private Optional<Service> named(StepRequest request) {
    List<Service> ours = api.named(request, request.idempotencyKey());
    if (ours.size() > 1) {
      throw SystemFailures.needsOperator(
          request, "has made %d services for one deed".formatted(ours.size()));
    }
    return ours.stream().findFirst();
  }

  @Override
  public StepResult completed(StepRequest request, Monitor monitor) {
    Optional<Service> told = Json.read(monitor.body()).flatMap(Service::from);
    if (told.filter(service -> service.isActive() || service.isStateless()).isPresent()) {
      return result(told.get());
    }
    return api.below(monitor.sourceHref())
        .filter(References::isService)
        .or(() -> told.map(service -> References.toService(service.id())))
        .flatMap(path -> api.read(request, path))
        .or(() -> named(request))
        .map(service -> judged(request, service, true))
        .orElseThrow(
            () ->
                SystemFailures.uncertain(request, "says that it is done, and has no such service"));
  }

  /**
   * What the service says of the work.
   *
   * @param over whether the work is said to be over; before that, inactive is a place on the way to
   *     active like any other
   */
  private StepResult judged(StepRequest request, Service service, boolean over) {
    if (service.isActive() || service.isStateless()) {
      return result(service);
    }
    if (isSettled(service) || (over && service.isInactive())) {
      throw SystemFailures.refused(
          request,
          "took it, and left the service " + (service.isTerminated() ? "terminated" : "inactive"));
    }
    return StepResult.pending(reference(request, service));
  }

  /** Whether nothing more comes of it by itself, well or badly. */
  private static boolean isSettled(Service service) {
    return service.isActive()
        || service.isStateless()
        || service.isTerminated()
        || service.failed();
  }

  /** The id that partners know the service by is said under the name by which it is told. */
  private StepResult result(Service service) {
    return service.asResult(
        action.characteristics().entrySet().stream()
            .filter(each -> each.getValue().equals(Service.SERVICE_ID))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(Service.SERVICE_ID));
  }

  private static String reference(StepRequest request, Service service) {
    return References.of(request, References.toService(service.id()));
  }

  @Override
  public RuntimeException refused(StepRequest request, HttpAnswer answer, String how) {
    return refusals.ofCreation(request, answer, how);
  }
}
