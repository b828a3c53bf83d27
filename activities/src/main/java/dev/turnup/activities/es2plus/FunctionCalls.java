package dev.turnup.activities.es2plus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnup.activities.http.HttpAnswer;
import dev.turnup.activities.system.Es2PlusSettings;
import dev.turnup.activities.system.SystemCall;
import dev.turnup.activities.system.SystemConnection;
import dev.turnup.activities.system.SystemFailures;
import dev.turnup.workflows.provisioning.StepRequest;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** Calls functions over HTTP (SGP.22, section 6). */
final class FunctionCalls {

  private static final String JSON_TYPE = "application/json";

  private final ObjectMapper json = new ObjectMapper();
  private final SystemConnection connection;
  private final Es2PlusSettings settings;
  private final Clock clock;

  FunctionCalls(SystemConnection connection, Es2PlusSettings settings, Clock clock) {
    this.connection = connection;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What the function answered, be it that it failed.
   *
   * @throws io.temporal.failure.ApplicationFailure {@code REJECTED} if it cannot be told what it
   *     needs; as the answer's status says if it did not answer
   */
  FunctionOutput call(StepRequest request, Es2PlusFunction function, FunctionInput input) {
    if (input.fault() != null) {
      throw SystemFailures.refused(request, "was not sent: " + input.fault());
    }
    Map<String, String> headers =
        Map.of("X-Admin-Protocol", "gsma/rsp/v" + settings.protocolVersion(), "Accept", JSON_TYPE);
    return output(
        request,
        connection.call(
            request,
            new SystemCall("POST", function.path(), headers, JSON_TYPE, body(request, input))));
  }

  /** Section 6.5.1.3. */
  private String body(StepRequest request, FunctionInput input) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("functionRequesterIdentifier", settings.functionRequesterIdentifier());
    header.put("functionCallIdentifier", request.idempotencyKey());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("header", header);
    body.putAll(input.members());
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts that cannot be written as JSON", e);
    }
  }

  /** A function answers with 200, whatever became of it (section 6.3). All else is not its word. */
  private FunctionOutput output(StepRequest request, HttpAnswer answer) {
    String what = SystemFailures.answered(answer);
    return switch (answer.status()) {
      case 200 -> {
        if (answer.cut()) {
          throw SystemFailures.uncertain(request, what + " with a body that is not whole");
        }
        yield FunctionOutput.read(answer.body())
            .orElseThrow(() -> SystemFailures.uncertain(request, what + " without a known status"));
      }
      // 408 and 425 too say of themselves that the request was not processed.
      case 408, 425, 429, 503 -> throw SystemFailures.later(request, what, answer, clock);
      default ->
          throw isOfTheSetUp(answer)
              ? SystemFailures.needsOperator(request, what)
              : SystemFailures.uncertain(request, what, answer, clock);
    };
  }

  /** Such as a wrong address or certificate: the request was not let through to the function. */
  private static boolean isOfTheSetUp(HttpAnswer answer) {
    return answer.status() >= 300 && answer.status() < 500;
  }
}
