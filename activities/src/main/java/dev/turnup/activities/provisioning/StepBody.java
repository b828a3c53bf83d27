package dev.turnup.activities.provisioning;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.turnup.workflows.provisioning.StepRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON that a back end receives. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record StepBody(
    String correlationId,
    String partner,
    String serviceType,
    String step,
    @Nullable String undoes,
    Map<String, Object> order,
    Map<String, Map<String, Object>> results) {

  static StepBody from(StepRequest request) {
    return new StepBody(
        request.correlationId(),
        request.partner(),
        request.serviceType().name(),
        request.step(),
        request.undoes(),
        request.order(),
        request.results());
  }
}
