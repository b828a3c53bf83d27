package dev.turnup.activities.es2plus;

import dev.turnup.activities.system.SystemFailures;
import dev.turnup.workflows.identifier.Eid;
import dev.turnup.workflows.provisioning.StepRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a step answers of what a function answered, by the names of facts. */
final class FunctionResult {

  private FunctionResult() {}

  /**
   * The step's result.
   *
   * @throws io.temporal.failure.ApplicationFailure {@code UNCERTAIN} if the answer does not say
   *     which profile was reserved, {@code NEEDS_OPERATOR} if it is not the one that was told
   */
  static Map<String, Object> of(
      StepRequest request, Es2PlusFunction function, FunctionInput input, FunctionOutput output) {
    return switch (function) {
      case DOWNLOAD_ORDER -> Map.of("iccid", reserved(request, input, output));
      case CONFIRM_ORDER -> confirmed(output);
      case RELEASE_PROFILE, CANCEL_ORDER -> Map.of();
    };
  }

  /** Always answered, and the same if it was told (table 23). */
  private static Object reserved(StepRequest request, FunctionInput input, FunctionOutput output) {
    Object told = input.members().get("iccid");
    String answered = FunctionInput.iccid(output.text("iccid"));
    if (answered == null) {
      if (told == null) {
        throw SystemFailures.uncertain(request, "was done, but the answer names no ICCID");
      }
      return told;
    }
    if (told != null && !answered.equals(told)) {
      throw SystemFailures.needsOperator(request, "was done, but for another ICCID than was told");
    }
    return answered;
  }

  /** Table 26. */
  private static Map<String, Object> confirmed(FunctionOutput output) {
    Map<String, Object> result = new LinkedHashMap<>();
    put(result, "matching_id", output.text("matchingId"));
    put(result, "smdp_address", output.text("smdpAddress"));
    String eid = output.text("eid");
    put(result, "eid", eid != null && Eid.isWellFormed(eid) ? eid : null);
    return result;
  }

  private static void put(Map<String, Object> result, String name, @Nullable String value) {
    if (value != null) {
      result.put(name, value);
    }
  }
}
