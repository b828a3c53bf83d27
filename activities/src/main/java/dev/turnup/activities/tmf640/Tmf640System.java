package dev.turnup.activities.tmf640;

import dev.turnup.activities.system.AmbiguousRefusal;
import dev.turnup.activities.system.ProvisioningSystem;
import dev.turnup.activities.system.SystemConnection;
import dev.turnup.activities.system.SystemFailures;
import dev.turnup.activities.system.Tmf640Settings;
import dev.turnup.activities.system.Tmf640Settings.Action;
import dev.turnup.activities.system.Tmf640Settings.Operation;
import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * A system that speaks TMF640 v4, Service Activation and Configuration. Deeds make, change and
 * delete services, with the facts of the operation as characteristics; what is made bears the
 * deed's idempotency key as its name, and is found again by it.
 *
 * <p>A read-back that fails is {@code UNAVAILABLE}, which is said of the reading: it tells nothing
 * of the deed.
 */
public final class Tmf640System implements ProvisioningSystem {

  private final Tmf640Settings settings;
  private final ServiceApi api;
  private final Following following;
  private final Refusals refusals;

  /**
   * A system.
   *
   * @param connection to the base-url that ends in {@code ServiceActivationAndConfiguration/v4}
   * @param settings what the actions are; one that is not in them creates a service whose
   *     specification has the action's name
   * @param clock for {@code Retry-After}
   */
  public Tmf640System(SystemConnection connection, Tmf640Settings settings, Clock clock) {
    this(connection, settings, clock, new SeenOverByHeartbeat());
  }

  Tmf640System(
      SystemConnection connection, Tmf640Settings settings, Clock clock, SeenOver seenOver) {
    this.settings = settings;
    refusals = new Refusals(settings.needsOperatorCodes(), clock);
    api = new ServiceApi(connection, refusals, clock);
    following = new Following(api, seenOver);
  }

  @Override
  public StepResult perform(StepRequest request) {
    return deed(request).begin(request);
  }

  @Override
  public StepResult undo(StepRequest request) {
    following.requireOver(request, deed(request.deed()));
    return undoing(request).begin(request);
  }

  @Override
  public StepResult follow(StepRequest request) {
    try {
      return following.follow(request, request.undoes() == null ? deed(request) : undoing(request));
    } catch (AmbiguousRefusal refusal) {
      return following.unlessPending(
          request,
          readBack(request)
              .orElseThrow(
                  () -> FailureKind.REJECTED.toFailure(String.valueOf(refusal.getMessage()))));
    }
  }

  @Override
  public Optional<StepResult> readBack(StepRequest request) {
    return deed(request).look(request);
  }

  private Work deed(StepRequest request) {
    Action action = action(request.action());
    return switch (action.operation()) {
      case CREATE -> new Creation(api, following, refusals, action);
      case MODIFY -> new Modification(api, following, refusals, action);
      case DELETE -> new Deletion(api, following, refusals, Target.of(action.target()));
    };
  }

  /**
   * What takes the deed back: what the deed was counts before what the undo is said to be, so that
   * what was changed is never deleted, and what was deleted does not pass for restored.
   */
  private Work undoing(StepRequest request) {
    Action undo = action(request.action());
    Action deed = request.undoneAction() == null ? undo : action(request.undoneAction());
    if (Answers.ownText(request, Answers.MODIFIED) != null
        || deed.operation() == Operation.MODIFY
        || undo.operation() == Operation.MODIFY) {
      String target = undo.target() == null ? deed.target() : undo.target();
      return new Restoration(api, following, refusals, Target.of(target), deed);
    }
    if (undo.target() != null || isDeletionOf(deed, request)) {
      throw SystemFailures.refused(request, "cannot take back that it deleted a service");
    }
    return new Withdrawal(api, following, refusals);
  }

  private static boolean isDeletionOf(Action deed, StepRequest request) {
    return request.undoneAction() != null && deed.operation() == Operation.DELETE;
  }

  private Action action(String name) {
    Action configured = settings.actions().get(name);
    return configured == null
        ? new Action(Operation.CREATE, name, null, null, Map.of())
        : configured;
  }
}
