package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.operation.Order;
import dev.turnup.workflows.provisioning.PlanStep;
import dev.turnup.workflows.provisioning.ProvisioningSystems;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Does steps and takes them back, and remembers what the systems answered. */
final class Steps {

  private static final String SERVICE_ID = "service_id";

  private final Order order;
  private final FirstTask firstTask;
  private final Progress progress;
  private final String correlationId = Workflow.getInfo().getWorkflowId();
  private final Map<String, Map<String, Object>> results = new LinkedHashMap<>();
  private @Nullable String serviceId;

  Steps(Order order, FirstTask firstTask, Progress progress) {
    this.order = order;
    this.firstTask = firstTask;
    this.progress = progress;
    serviceId = order.serviceId();
  }

  /** The service id that the partner named or a system assigned; empty as long as there is none. */
  String serviceId() {
    return serviceId == null ? "" : serviceId;
  }

  /**
   * Does a step.
   *
   * @throws io.temporal.failure.TemporalFailure if it was refused, did not succeed for as long as
   *     its patience lasts, or the run was cancelled
   */
  void perform(PlanStep step) {
    progress.doing(step);
    StepRequest request = request(step, step.action(), key(step), null);
    StepResult result = attempt(step, request);
    results.put(step.name(), result.answer());
    if (serviceId == null) {
      serviceId = result.serviceId();
    }
    progress.done(step);
  }

  /**
   * Takes a step back that may or may not have happened.
   *
   * @throws ActivityFailure if it was refused, or did not succeed for as long as an undo is tried
   */
  void undo(PlanStep step, String undoAction) {
    StepRequest request = request(step, undoAction, key(step) + ".undo", key(step));
    ProvisioningSystems systems = durable(ActivityPolicies.undo(step));
    UntilMended.call(
        () -> {
          systems.undoStep(request);
          return request;
        },
        kind -> kind != FailureKind.BUG,
        failure -> progress.again(step, failure));
  }

  private StepResult attempt(PlanStep step, StepRequest request) {
    ProvisioningSystems durable = durable(ActivityPolicies.step(step));
    Func<StepResult> durably =
        () ->
            UntilMended.call(
                () -> durable.performStep(request),
                this::isAnswer,
                failure -> progress.again(step, failure));
    if (!order.localFirst() || !step.repeatable() || firstTask.mayHaveToldSuccess()) {
      return durably.apply();
    }
    ProvisioningSystems local =
        Workflow.newLocalActivityStub(
            ProvisioningSystems.class, ActivityPolicies.localAttempt(step.title()));
    return LocalFirst.call(
        () -> local.performStep(request),
        failure -> progress.again(step, failure),
        durably,
        step.patience().total());
  }

  /**
   * What follows from the answers of a run that may have told of success is success, or a refusal.
   */
  private boolean isAnswer(FailureKind kind) {
    return switch (kind) {
      case BUG -> false;
      case UNAVAILABLE -> !firstTask.mayHaveToldSuccess();
      case REJECTED, UNDELIVERABLE, CANCELLED -> true;
    };
  }

  private StepRequest request(PlanStep step, String action, String key, @Nullable String undoes) {
    Map<String, Object> told = new LinkedHashMap<>(order.asTold());
    if (serviceId != null) {
      told.put(SERVICE_ID, serviceId);
    }
    return new StepRequest(
        correlationId,
        order.partner(),
        order.serviceType(),
        step.name(),
        step.system(),
        action,
        key,
        undoes,
        told,
        // In the order of the steps, and so the same bytes in every attempt: a back end may
        // compare.
        new LinkedHashMap<>(results));
  }

  private String key(PlanStep step) {
    return correlationId + "." + step.name();
  }

  private static ProvisioningSystems durable(ActivityOptions options) {
    return Workflow.newActivityStub(ProvisioningSystems.class, options);
  }
}
