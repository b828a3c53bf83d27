package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.fulfilment.ScriptedSystems.Behaviour;
import dev.turnup.workflows.localfirst.LocalAttempt;
import dev.turnup.workflows.provisioning.StepResult;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;

/** What systems do, well and badly. */
final class Behaviours {

  static final Behaviour WORKS = answers(Map.of());
  static final Behaviour REFUSES = fails(FailureKind.REJECTED, "answered 409");
  static final Behaviour IS_DOWN = fails(FailureKind.UNAVAILABLE, "answered 503");
  static final Behaviour LOSES_THE_ANSWER = fails(FailureKind.UNCERTAIN, "did not answer");
  static final Behaviour NEEDS_AN_OPERATOR = fails(FailureKind.NEEDS_OPERATOR, "no numbers left");
  static final Behaviour HAS_A_BUG =
      request -> {
        throw new NullPointerException("nobody foresaw this");
      };

  /** Answers when nobody waits for a local attempt any more. */
  static final Behaviour RUNS_OUT_OF_LOCAL_TIME =
      request -> {
        Thread.sleep(LocalAttempt.LIMIT.plusSeconds(1));
        return StepResult.done(Map.of());
      };

  private Behaviours() {}

  static Behaviour answers(Map<String, Object> answer) {
    return request -> StepResult.done(answer);
  }

  /** Takes the request, and is not done with it. */
  static Behaviour takes(String reference) {
    return request -> StepResult.pending(reference);
  }

  /** Is not done yet, and does not want to be asked for as long as that. */
  static Behaviour isAtWorkFor(Duration pause) {
    return request -> {
      throw FailureKind.UNAVAILABLE.toFailure("is not done yet", pause);
    };
  }

  static Behaviour[] forever(Behaviour behaviour) {
    return times(100_000, behaviour);
  }

  static Behaviour[] times(int count, Behaviour behaviour) {
    return Collections.nCopies(count, behaviour).toArray(Behaviour[]::new);
  }

  private static Behaviour fails(FailureKind kind, String why) {
    return request -> {
      throw kind.toFailure(request.system() + "/" + request.action() + " " + why);
    };
  }
}
