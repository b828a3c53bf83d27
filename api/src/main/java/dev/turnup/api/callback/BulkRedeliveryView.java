package dev.turnup.api.callback;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.turnup.workflows.operation.CorrelationId;
import dev.turnup.workflows.redelivery.RedeliveriesProgress;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How far telling all of them again has come. */
record BulkRedeliveryView(
    @JsonProperty("correlation_id") String correlationId,
    @Schema(allowableValues = {"inProgress", "completed", "failed"}) String state,
    @Schema(description = "How many are told again") int begun,
    @JsonProperty("passed_over")
        @Schema(description = "How many were told by other means or in the meantime")
        int passedOver) {

  static BulkRedeliveryView of(
      CorrelationId id, String state, @Nullable RedeliveriesProgress progress) {
    return new BulkRedeliveryView(
        id.value(),
        state,
        progress == null ? 0 : progress.begun(),
        progress == null ? 0 : progress.passedOver());
  }
}
