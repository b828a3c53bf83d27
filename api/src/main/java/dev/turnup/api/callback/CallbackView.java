package dev.turnup.api.callback;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.turnup.workflows.callback.CallbackHost;
import dev.turnup.workflows.callback.CallbackReport;
import dev.turnup.workflows.callback.CallbackState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the partner has been told, and the proof of it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CallbackView(
    CallbackState state,
    @JsonProperty("webhook_id")
        @Schema(
            description = "The header webhook-id of every attempt",
            example = "msg_0d6e4c1f9b0f4d2e8a7c5b3a1f0e9d8c")
        String webhookId,
    @Schema(description = "The host it is sent to", example = "partner.example") String receiver,
    @JsonProperty("attempts_made")
        @Schema(description = "How many were made; a redelivery counts its own")
        int attemptsMade,
    @Schema(
            description =
                "The latest 20, the oldest first. Of a fault of ours that repeats itself (BUSY, EGRESS,"
                    + " UNSIGNED, INTERNAL) only the latest is kept")
        List<AttemptView> attempts,
    @JsonProperty("next_attempt_at") @Nullable Instant nextAttemptAt,
    @Schema(
            description =
                "The latest redelivery after the operation was over, if there was one; those before"
                    + " it are not shown any more")
        @Nullable CallbackView redelivery) {

  /**
   * As the report has it.
   *
   * @param redelivery how telling it once more stands; null if it was not told again
   */
  public static CallbackView of(CallbackReport report, @Nullable CallbackReport redelivery) {
    return new CallbackView(
        report.state(),
        report.notice().webhookId(),
        CallbackHost.of(report.notice().address()),
        report.attempts(),
        report.latest().stream().map(AttemptView::of).toList(),
        report.nextAt(),
        redelivery == null ? null : of(redelivery, null));
  }
}
