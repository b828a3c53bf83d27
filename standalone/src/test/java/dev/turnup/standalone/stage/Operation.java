package dev.turnup.standalone.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnup.standalone.stage.PartnerReceiver.Attempt;
import dev.turnup.standalone.stage.PartnerReceiver.Event;
import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.operation.OutcomeCode;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An operation that was accepted, and all that can be seen of it from the outside. */
public final class Operation {

  private static final JsonMapper JSON = new JsonMapper();

  /** Generous: outages take half a minute and lost activities are found lost after as much. */
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final Stage stage;
  private final Partner partner;
  private final String id;

  Operation(Stage stage, Partner partner, String id) {
    this.stage = stage;
    this.partner = partner;
    this.id = id;
  }

  public String id() {
    return id;
  }

  /** What the status resource shows. */
  public JsonNode status() {
    Http.Answer answer = partner.looksUp(id);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  public WorkflowStub run() {
    return stage.client().newUntypedWorkflowStub(id);
  }

  public List<HistoryEvent> history() {
    return stage.client().fetchHistory(id).getEvents();
  }

  /** The actions that back ends were asked for, in the order in which the calls arrived. */
  public List<String> calls() {
    return stage
        .askBackEnds("/calls")
        .json()
        .valueStream()
        .filter(call -> call.path("correlationId").asString().equals(id))
        .map(call -> call.path("action").asString())
        .toList();
  }

  /** What became of each step in its back end. */
  public Map<String, String> deeds() {
    Map<String, String> deeds = new TreeMap<>();
    stage
        .askBackEnds("/deeds")
        .json()
        .properties()
        .forEach(
            deed -> {
              if (deed.getKey().startsWith(id)) {
                deeds.put(
                    deed.getKey().substring(id.length() + 1),
                    deed.getValue().path("state").asString());
              }
            });
    return deeds;
  }

  public List<Attempt> callbacks() {
    return stage.receiver().attempts(id);
  }

  /** Waits until a back end has been asked for the action. */
  public Operation awaitCall(String action) {
    await("call of " + action).atMost(LONGEST).until(() -> calls().contains(action));
    return this;
  }

  public Operation awaitCallback() {
    await("callback").atMost(LONGEST).until(() -> !callbacks().isEmpty());
    return this;
  }

  public Operation awaitCallbackState(String state) {
    await("callback " + state)
        .atMost(LONGEST)
        .until(() -> status().path("callback").path("state").asString("").equals(state));
    return this;
  }

  private WorkflowExecutionDescription awaitEnd() {
    await("end of operation " + id)
        .atMost(LONGEST)
        .until(
            () ->
                run().describe().getStatus()
                    != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
    return run().describe();
  }

  /** It comes to its end, every step was done once, and the partner has heard of success only. */
  public void succeeds(OutcomeCode code, String serviceId, String... steps) {
    isEverywhere(
        code, serviceId, WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED, "completed");
    assertThat(deeds()).containsOnlyKeys(steps).values().containsOnly("DONE");
  }

  /**
   * As all plans for new services have it, although cancelling was asked for, too late. The SDK
   * ends such a run as cancelled even so; what counts is the outcome.
   */
  public void createsTheServiceInSpiteOfCancelling(String serviceId) {
    isEverywhere(
        OutcomeCode.SERVICE_CREATED,
        serviceId,
        WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED,
        "completed");
    assertThat(deeds())
        .containsOnlyKeys("reserve", "activate", "charge")
        .values()
        .containsOnly("DONE");
  }

  /** As all plans for new services have it. */
  public void createsTheService(String serviceId) {
    succeeds(OutcomeCode.SERVICE_CREATED, serviceId, "reserve", "activate", "charge");
  }

  /** As all plans for other devices have it. */
  public void changesTheDevice(String serviceId) {
    succeeds(OutcomeCode.SERVICE_DEVICE_UPDATED, serviceId, "reserve", "switch");
  }

  /** It ends as a failed run, nothing is left done, and the partner has heard of the error only. */
  public void failsAndLeavesNothing(OutcomeCode code, String serviceId) {
    fails(code, serviceId);
    assertThat(deeds()).doesNotContainValue("DONE");
  }

  /** It ends as a failed run, and the partner has heard of the error only. */
  public void fails(OutcomeCode code, String serviceId) {
    isEverywhere(
        code, serviceId, WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED, "failed");
  }

  /** It ends as a cancelled run, nothing is left done, and the partner has heard of it. */
  public void isCancelledAndLeavesNothing(String serviceId) {
    isEverywhere(
        OutcomeCode.CANCELLED,
        serviceId,
        WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED,
        "cancelled");
    assertThat(deeds()).doesNotContainValue("DONE");
  }

  /** The one outcome is what the run, the search, the status and the partner know. */
  private void isEverywhere(
      OutcomeCode code, String serviceId, WorkflowExecutionStatus end, String state) {
    WorkflowExecutionDescription run = awaitEnd();
    assertThat(run.getStatus()).isEqualTo(end);
    assertThat(run.getTypedSearchAttributes().get(OperationAttributes.OUTCOME))
        .isEqualTo(code.name());
    assertThat(run.getTypedSearchAttributes().get(OperationAttributes.CALLBACK_STATE))
        .isEqualTo("DELIVERED");

    JsonNode status = status();
    assertThat(status.path("state").asString()).isEqualTo(state);
    assertThat(status.path("outcome").path("code").asString()).isEqualTo(code.name());
    assertThat(status.path("outcome").path("service_id").asString()).isEqualTo(serviceId);
    assertThat(status.path("callback").path("state").asString()).isEqualTo("DELIVERED");
    assertThat(status.path("ended_at").isString()).isTrue();

    assertThat(callbacks())
        .isNotEmpty()
        .allSatisfy(
            attempt -> {
              assertThat(attempt.event()).isEqualTo(code.isSuccess() ? Event.SUCCESS : Event.ERROR);
              assertThat(attempt.contentType()).isEqualTo("application/json");
              assertThat(JSON.readTree(attempt.body()))
                  .isEqualTo(
                      JSON.valueToTree(
                          Map.of(
                              "code", code.name(),
                              "title", code.title(),
                              "service_id", serviceId)));
            })
        .anyMatch(attempt -> attempt.answered() == 200);
  }

  /** How many runs the server finds by a query. */
  public long found(String query) {
    try (var runs = stage.client().listExecutions("WorkflowId = '" + id + "' AND " + query)) {
      return runs.count();
    }
  }
}
