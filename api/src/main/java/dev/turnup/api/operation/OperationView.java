package dev.turnup.api.operation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.turnup.api.callback.CallbackView;
import dev.turnup.api.temporal.Memo;
import dev.turnup.workflows.operation.CorrelationId;
import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeClass;
import dev.turnup.workflows.operation.WaitingFor;
import io.swagger.v3.oas.annotations.media.Schema;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowExecutionDescription;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation as its partner sees it. All of it is read from the Temporal server, so it is there
 * while no worker runs.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record OperationView(
    @JsonProperty("correlation_id") String correlationId,
    @Nullable String operation,
    @JsonProperty("service_type") @Nullable String serviceType,
    @Schema(
            description = "In the words of TMF641",
            allowableValues = {
              "acknowledged",
              "inProgress",
              "held",
              "completed",
              "failed",
              "cancelled"
            })
        String state,
    @JsonProperty("waiting_for")
        @Schema(
            description = "What a held operation waits for",
            allowableValues = {"OPERATOR", "REPAIR", "WORLD"})
        @Nullable String waitingFor,
    @Schema(description = "Whether the deadline is at risk: somebody at the operator has to act")
        boolean jeopardy,
    @Schema(
            description =
                "Whether it can be cancelled now. Again so while it is held at a point of no return"
                    + " that surely has not been passed")
        boolean cancellable,
    @Nullable Result outcome,
    @Nullable CallbackView callback,
    @JsonProperty("accepted_at") Instant acceptedAt,
    @JsonProperty("ended_at")
        @Schema(description = "When the operation was over, its callback included")
        @Nullable Instant endedAt) {

  /** As the callback tells it, and what the operator should know beyond that. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Result(
      String code,
      String title,
      @JsonProperty("service_id") String serviceId,
      @JsonProperty("failed_step") @Nullable String failedStep,
      @JsonProperty("left_behind") @Nullable List<String> leftBehind) {

    static Result of(Outcome outcome) {
      return new Result(
          outcome.code().name(),
          outcome.title(),
          outcome.serviceId(),
          outcome.failedStep(),
          outcome.stranded().isEmpty() ? null : outcome.stranded());
    }
  }

  private static final String CANCELLED = "cancelled";

  /** The server has started no task of a run with fewer events. */
  private static final long EVENTS_WHEN_TAKEN_UP = 3;

  /**
   * As the run has it.
   *
   * @param redelivery how telling its outcome once more stands; null if it was not told again
   */
  static OperationView of(
      CorrelationId id, WorkflowExecutionDescription run, @Nullable CallbackView redelivery) {
    Outcome outcome = Memo.read(run, OperationMemo.OUTCOME, Outcome.class).orElse(null);
    String waitingFor = run.getTypedSearchAttributes().get(OperationAttributes.WAITING_FOR);
    boolean running = outcome == null && isRunning(run);
    return new OperationView(
        id.value(),
        run.getTypedSearchAttributes().get(OperationAttributes.OPERATION),
        run.getTypedSearchAttributes().get(OperationAttributes.SERVICE_TYPE),
        running && waitingFor != null
            ? "held"
            : state(run, outcome == null ? null : outcome.code().ending()),
        running ? waitingFor : null,
        running && isJeopardy(waitingFor),
        running
            && !Boolean.TRUE.equals(run.getMemo(OperationMemo.TOO_LATE_TO_CANCEL, Boolean.class)),
        outcome == null ? null : Result.of(outcome),
        CallbackView.of(run).map(callback -> callback.with(redelivery)).orElse(null),
        run.getStartTime(),
        run.getCloseTime());
  }

  @JsonIgnore
  boolean isCancelled() {
    return state.equals(CANCELLED);
  }

  private static boolean isRunning(WorkflowExecutionDescription run) {
    return run.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  private static boolean isJeopardy(@Nullable String waitingFor) {
    return WaitingFor.OPERATOR.name().equals(waitingFor)
        || WaitingFor.REPAIR.name().equals(waitingFor);
  }

  private static String state(
      WorkflowExecutionDescription run, OutcomeClass.@Nullable Ending ending) {
    if (ending != null) {
      return switch (ending) {
        case COMPLETED -> "completed";
        case FAILED -> "failed";
        case CANCELLED -> CANCELLED;
      };
    }
    if (!isRunning(run)) {
      // Ended from outside, as by terminating the run: nothing was decided and nobody was told.
      return "failed";
    }
    return run.getHistoryLength() < EVENTS_WHEN_TAKEN_UP ? "acknowledged" : "inProgress";
  }
}
