package dev.turnup.activities.es2plus;

import dev.turnup.activities.system.SystemFailures;
import dev.turnup.workflows.provisioning.StepRequest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That a function failed, and so did nothing.
 *
 * @param function which one
 * @param code why; null if there was no readable one
 */
record FunctionFailure(Es2PlusFunction function, @Nullable StatusCode code) {

  Judgement judgement() {
    return known().map(KnownCode::judgement).orElse(Judgement.NEEDS_OPERATOR);
  }

  /** What to throw for a deed. */
  RuntimeException ofDeed(StepRequest request) {
    String what = "failed with " + words();
    return switch (judgement()) {
      case REJECTED, NO_SUCH_ORDER -> SystemFailures.refused(request, what);
      case UNAVAILABLE -> SystemFailures.later(request, what, (Duration) null);
      case NEEDS_OPERATOR -> SystemFailures.needsOperator(request, what);
      case AMBIGUOUS -> SystemFailures.ambiguous(request, what);
    };
  }

  /** What to throw for an undo, for which there is no reading back. */
  RuntimeException ofUndo(StepRequest request) {
    String what = "failed with " + words();
    return switch (judgement()) {
      case REJECTED -> SystemFailures.refused(request, what);
      case UNAVAILABLE -> SystemFailures.later(request, what, (Duration) null);
      case NEEDS_OPERATOR, AMBIGUOUS -> SystemFailures.needsOperator(request, what);
      case NO_SUCH_ORDER ->
          SystemFailures.needsOperator(request, what + ", although the order was placed");
    };
  }

  private String words() {
    if (code == null) {
      return "no readable code";
    }
    return known().map(known -> code + ": " + known.words()).orElse(code + ", which is not known");
  }

  private Optional<KnownCode> known() {
    return code == null ? Optional.empty() : KnownCode.of(function, code);
  }
}
