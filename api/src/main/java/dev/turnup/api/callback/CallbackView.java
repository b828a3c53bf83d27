package dev.turnup.api.callback;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.turnup.api.temporal.Memo;
import dev.turnup.workflows.callback.CallbackHost;
import dev.turnup.workflows.callback.CallbackReport;
import dev.turnup.workflows.callback.CallbackState;
import dev.turnup.workflows.operation.OperationMemo;
import io.swagger.v3.oas.annotations.media.Schema;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowExecutionMetadata;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
                "The latest 100, the oldest first, the answers of the latest 20. Of a fault of ours that"
                    + " repeats itself (BUSY, EGRESS, UNSIGNED, INTERNAL) only the latest is kept")
        List<AttemptView> attempts,
    @JsonProperty("next_attempt_at") @Schema(description = "Missing if there will be none")
        @Nullable Instant nextAttemptAt,
    @Schema(
            description =
                "The latest redelivery after the operation was over, if there was one; GET"
                    + " /v3/operations/{correlation_id}/callback-redeliveries has those before it")
        @Nullable CallbackView redelivery) {

  /** As the run has it that tells the outcome; empty as long as there is none. */
  public static Optional<CallbackView> of(WorkflowExecutionMetadata run) {
    // A run that somebody ended from outside did not write down that there is no next attempt.
    boolean isOver = run.getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    return Memo.read(run, OperationMemo.CALLBACK, CallbackReport.class)
        .map(
            report ->
                new CallbackView(
                    report.state(),
                    report.notice().webhookId(),
                    CallbackHost.of(report.notice().address()),
                    report.attempts(),
                    report.latest().stream().map(AttemptView::of).toList(),
                    isOver ? null : report.nextAt(),
                    null));
  }

  /** The same, with how telling it once more stands. */
  public CallbackView with(@Nullable CallbackView latestRedelivery) {
    return new CallbackView(
        state, webhookId, receiver, attemptsMade, attempts, nextAttemptAt, latestRedelivery);
  }
}
