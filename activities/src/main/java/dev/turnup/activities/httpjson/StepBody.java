package dev.turnup.activities.httpjson;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.turnup.workflows.provisioning.StepRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON that a system receives.
 *
 * @param effectiveDate from when an undo is to count (ISO 8601, UTC); null for a deed
 * @param corrections what operators corrected since the systems answered; null if nothing
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record StepBody(
    String correlationId,
    String partner,
    String serviceType,
    String step,
    @Nullable String undoes,
    @Nullable String effectiveDate,
    @Nullable String readBackOf,
    Map<String, Object> order,
    Map<String, Map<String, Object>> results,
    @Nullable Map<String, Object> corrections) {

  /** For a deed or its undo. */
  static StepBody from(StepRequest request) {
    return of(request, request.undoes(), null);
  }

  /** For the question whether this deed has happened. */
  static StepBody lookingFor(StepRequest deed) {
    return of(deed, null, deed.idempotencyKey());
  }

  private static StepBody of(
      StepRequest request, @Nullable String undoes, @Nullable String readBackOf) {
    return new StepBody(
        request.correlationId(),
        request.partner(),
        request.serviceType().name(),
        request.step(),
        undoes,
        request.effectiveDate() == null ? null : request.effectiveDate().toString(),
        readBackOf,
        request.order(),
        request.answers(),
        request.corrections().isEmpty() ? null : request.corrections());
  }
}
