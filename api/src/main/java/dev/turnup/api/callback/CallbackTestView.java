package dev.turnup.api.callback;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.turnup.workflows.callback.CallbackAttempt;
import dev.turnup.workflows.operation.CorrelationId;
import dev.turnup.workflows.redelivery.CallbackTestReport;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What we saw when we tried a partner's receivers out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CallbackTestView(
    @JsonProperty("correlation_id") String correlationId,
    @Schema(allowableValues = {"inProgress", "completed", "failed"}) String state,
    @JsonProperty("success_event")
        @Schema(description = "The attempt with the sample success_event; missing until made")
        @Nullable AttemptView successEvent,
    @JsonProperty("error_event")
        @Schema(description = "The attempt with the sample error_event; missing until made")
        @Nullable AttemptView errorEvent) {

  static CallbackTestView of(CorrelationId id, String state, @Nullable CallbackTestReport report) {
    return new CallbackTestView(
        id.value(),
        state,
        report == null ? null : view(report.success()),
        report == null ? null : view(report.error()));
  }

  private static @Nullable AttemptView view(@Nullable CallbackAttempt attempt) {
    return attempt == null ? null : AttemptView.of(attempt);
  }
}
