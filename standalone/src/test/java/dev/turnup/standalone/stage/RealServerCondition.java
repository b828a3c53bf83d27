package dev.turnup.standalone.stage;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests where there is no server, unless that is not to happen. */
final class RealServerCondition implements ExecutionCondition {

  private static final String WISH = "TURNUP_REAL_SERVER";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (ServerProgram.find().isPresent()) {
      return ConditionEvaluationResult.enabled("there is a Temporal server");
    }
    String missing =
        "There is no 'temporal' program on the PATH, and TEMPORAL_PROGRAM does not name one.";
    if ("required".equals(System.getenv(WISH))) {
      throw new IllegalStateException(missing + " " + WISH + "=required, so it must be there.");
    }
    return ConditionEvaluationResult.disabled(
        missing + " Set " + WISH + "=required to have this fail instead.");
  }
}
