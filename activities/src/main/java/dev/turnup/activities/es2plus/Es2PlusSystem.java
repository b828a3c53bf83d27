package dev.turnup.activities.es2plus;

import dev.turnup.activities.system.Es2PlusSettings;
import dev.turnup.activities.system.ProvisioningSystem;
import dev.turnup.activities.system.SystemConnection;
import dev.turnup.activities.system.SystemFailures;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * An SM-DP+, spoken to over ES2+ (GSMA SGP.22 v2.2, sections 5.3 and 6). Actions are {@code
 * download-order}, {@code confirm-order}, {@code release-profile} and {@code cancel-order}. Nothing
 * in ES2+ keeps an SM-DP+ from doing a call with the same identifier twice, so a deed whose answer
 * is lost should be read back elsewhere.
 */
public final class Es2PlusSystem implements ProvisioningSystem {

  private final FunctionCalls functions;

  /** An SM-DP+ at the other end of the connection. */
  public Es2PlusSystem(SystemConnection connection, Es2PlusSettings settings, Clock clock) {
    functions = new FunctionCalls(connection, settings, clock);
  }

  @Override
  public StepResult perform(StepRequest request) {
    Es2PlusFunction function = Es2PlusFunction.of(request);
    FunctionInput input = FunctionInput.of(function, request.facts());
    FunctionOutput output = functions.call(request, function, input);
    return switch (output.status()) {
      case DONE -> StepResult.done(FunctionResult.of(request, function, input, output));
      case FAILED -> throw new FunctionFailure(function, output.code()).ofDeed(request);
      case EXPIRED -> throw SystemFailures.refused(request, "expired");
    };
  }

  @Override
  public StepResult undo(StepRequest request) {
    Es2PlusFunction function = Es2PlusFunction.of(request);
    if (wasNeverSent(request)) {
      return StepResult.done(Map.of());
    }
    FunctionInput input = FunctionInput.of(function, request.facts());
    FunctionOutput output = functions.call(request, function, input);
    return switch (output.status()) {
      case DONE -> StepResult.done(Map.of());
      case FAILED -> {
        FunctionFailure failure = new FunctionFailure(function, output.code());
        if (failure.judgement() == Judgement.NO_SUCH_ORDER && !hasAnswered(request)) {
          yield StepResult.done(Map.of());
        }
        throw failure.ofUndo(request);
      }
      case EXPIRED -> throw SystemFailures.refused(request, "expired");
    };
  }

  @Override
  public StepResult follow(StepRequest request) {
    throw new IllegalStateException(
        "%s speaks ES2+, where all functions answer at once and none is followed"
            .formatted(request.system()));
  }

  @Override
  public Optional<StepResult> readBack(StepRequest request) {
    throw SystemFailures.needsOperator(
        request,
        "cannot be looked up by ES2+ (the plan's step '%s' needs read-back: <system>/<action>)"
            .formatted(request.step()));
  }

  /** There is no order that could not have been placed with what is known. */
  private static boolean wasNeverSent(StepRequest undo) {
    return !hasAnswered(undo)
        && FunctionInput.of(Es2PlusFunction.DOWNLOAD_ORDER, undo.facts()).fault() != null;
  }

  /** Whether the deed to take back is known to have happened. */
  private static boolean hasAnswered(StepRequest undo) {
    return undo.results().containsKey(undo.step());
  }
}
