package dev.turnup.standalone.stage;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.standalone.stage.PartnerReceiver.Attempt;
import dev.turnup.standalone.stage.PartnerReceiver.Event;
import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.callback.CallbackState;
import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.operation.RunningOperation;
import dev.turnup.workflows.redelivery.CallbackRedelivery;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionSignaledEventAttributes;
import io.temporal.api.update.v1.Input;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An operation that was accepted, and all that can be seen of it from the outside. */
public final class Operation {

  private static final JsonMapper JSON = new JsonMapper();

  /** Generous: outages take half a minute and lost activities are found lost after as much. */
  private static final Duration LONGEST = Duration.ofMinutes(3);

  /** Many are waited for at once, beside the processes that work on them. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  private final Stage stage;
  private final Partner partner;
  private final String id;
  private final @Nullable String serviceId;

  Operation(Stage stage, Partner partner, String id, @Nullable String serviceId) {
    this.stage = stage;
    this.partner = partner;
    this.id = id;
    this.serviceId = serviceId;
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

  /** The id of the service, as the status resource has it in the outcome. */
  public String serviceId() {
    return status().path("outcome").path("service_id").asString();
  }

  public WorkflowStub run() {
    return stage.client().newUntypedWorkflowStub(id);
  }

  public List<HistoryEvent> history() {
    return stage.client().fetchHistory(id).getEvents();
  }

  /** Whether a system has reported something of the step by itself, and was asked after that. */
  public boolean wasAskedAboutOnNewsOf(String step) {
    return history().stream()
        .dropWhile(event -> !isNewsOf(step, event))
        .anyMatch(
            event ->
                event
                    .getActivityTaskScheduledEventAttributes()
                    .getActivityType()
                    .getName()
                    .equals("FollowStep"));
  }

  private static boolean isNewsOf(String step, HistoryEvent event) {
    WorkflowExecutionSignaledEventAttributes signal =
        event.getWorkflowExecutionSignaledEventAttributes();
    return signal.getSignalName().equals(RunningOperation.SYSTEM_NEWS)
        && signal
            .getInput()
            .getPayloads(0)
            .getData()
            .toStringUtf8()
            .contains("\"step\":\"%s\"".formatted(step));
  }

  /** Who did what to it and why, as its history has it. */
  public List<String> acts() {
    return history().stream()
        .filter(HistoryEvent::hasWorkflowExecutionUpdateAcceptedEventAttributes)
        .map(
            event ->
                event
                    .getWorkflowExecutionUpdateAcceptedEventAttributes()
                    .getAcceptedRequest()
                    .getInput())
        .map(Operation::inWords)
        .toList();
  }

  private static String inWords(Input update) {
    JsonNode act = JSON.readTree(update.getArgs().getPayloads(0).getData().toStringUtf8());
    return "%s by %s: %s"
        .formatted(update.getName(), act.path("by").asString(), act.path("reason").asString());
  }

  private JsonNode backEnds(String view) {
    return stage.askBackEnds("/" + view + "?of=" + id).json();
  }

  /** The actions that back ends were asked for, in the order in which the calls arrived. */
  public List<String> calls() {
    return backEnds("calls").valueStream().map(call -> call.path("action").asString()).toList();
  }

  /** How often back ends were asked for the action. */
  public long calls(String action) {
    return calls().stream().filter(action::equals).count();
  }

  /** What became of each step in its back end. */
  public Map<String, String> deeds() {
    Map<String, String> deeds = new TreeMap<>();
    backEnds("deeds")
        .properties()
        .forEach(
            deed ->
                deeds.put(
                    deed.getKey().substring(id.length() + 1),
                    deed.getValue().path("state").asString()));
    return deeds;
  }

  /**
   * The steps of which something exists now at a back end: made, changed or held by their deeds.
   * One that was done twice is there twice.
   */
  public List<String> remains() {
    List<String> keys = new ArrayList<>();
    stage
        .askBackEnds("/state?of=" + id)
        .json()
        .forEach(
            kind ->
                kind.forEach(
                    thing -> {
                      keys.add(thing.path("key").asString(""));
                      thing.path("keys").forEach(key -> keys.add(key.asString()));
                      thing.path("changes").forEach(key -> keys.add(key.asString()));
                    }));
    return keys.stream()
        .filter(key -> key.startsWith(id))
        .map(key -> key.substring(id.length() + 1))
        .sorted()
        .toList();
  }

  /** What it waits for, as operators search for it; empty for nothing. */
  public String waitsFor() {
    String what = run().describe().getTypedSearchAttributes().get(OperationAttributes.WAITING_FOR);
    return what == null ? "" : what;
  }

  /**
   * What exists at the back ends because of it, each thing in a word or two: services of TMF640 by
   * their specification, profiles by their state, all else by its kind. A policy that was cancelled
   * is a thing of the past.
   */
  public List<String> atTheBackEnds() {
    List<String> things = new ArrayList<>();
    backEnds("state")
        .properties()
        .forEach(
            kind ->
                kind.getValue()
                    .valueStream()
                    .filter(thing -> !thing.path("state").asString("").equals("CANCELLED"))
                    .forEach(thing -> things.add(inWords(kind.getKey(), thing))));
    return things;
  }

  /** The ICCIDs of the profiles that it holds at the SM-DP+. */
  public List<String> profiles() {
    return backEnds("state")
        .path("profiles")
        .valueStream()
        .map(profile -> profile.path("iccid").asString())
        .toList();
  }

  /** The policies that it had issued, those that were cancelled since among them. */
  public List<JsonNode> policies() {
    return backEnds("state").path("policies").valueStream().toList();
  }

  private static String inWords(String kind, JsonNode thing) {
    return switch (kind) {
      case "services" ->
          thing.path("changes").isEmpty()
              ? thing.path("spec").asString() + " " + thing.path("state").asString()
              : "changed service";
      case "profiles" -> "profile " + thing.path("state").asString();
      default -> kind;
    };
  }

  public List<Attempt> callbacks() {
    return stage.receiver().attempts(id);
  }

  /** Who waits in vain is told how it stands instead, as it may not do so a second time. */
  private void await(String what, Callable<Boolean> condition) {
    try {
      Awaitility.await(what + " of operation " + id)
          .pollInterval(BETWEEN_LOOKS)
          .atMost(LONGEST)
          .until(condition);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(e.getMessage() + "\n" + howItStands(), e);
    }
  }

  /**
   * As far as it can be seen from the outside now: for who finds that it is not as it should be.
   */
  String howItStands() {
    return Stream.<Supplier<Object>>of(
            () -> status().toPrettyString(),
            this::calls,
            this::callbacks,
            () -> run().describe().getRawDescription().getPendingActivitiesList(),
            () -> history().stream().map(Operation::inWords).collect(joining("\n")))
        .map(Operation::asFarAsKnown)
        .collect(joining("\n"));
  }

  /** Who asks may be the one who took away what would answer. */
  private static String asFarAsKnown(Supplier<Object> fact) {
    try {
      return fact.get().toString();
    } catch (RuntimeException | AssertionError unknown) {
      return unknown.toString();
    }
  }

  private static String inWords(HistoryEvent event) {
    return Instant.ofEpochSecond(event.getEventTime().getSeconds(), event.getEventTime().getNanos())
        + " "
        + event.getEventType();
  }

  /** Waits until a back end has been asked for the action. */
  public Operation awaitCall(String action) {
    return awaitCalls(action, 1);
  }

  /** Waits until back ends have been asked for the action so often. */
  public Operation awaitCalls(String action, int times) {
    await("call of " + action, () -> calls(action) >= times);
    return this;
  }

  /** Waits until its back end has done the step. */
  public Operation awaitDone(String step) {
    await("deed of " + step, () -> "DONE".equals(deeds().get(step)));
    return this;
  }

  public Operation awaitCallback() {
    await("callback", () -> !callbacks().isEmpty());
    return this;
  }

  public Operation awaitCallbackState(String state) {
    await(
        "callback " + state,
        () -> status().path("callback").path("state").asString("").equals(state));
    return this;
  }

  /**
   * What the status resource shows of the attempts to tell its outcome, the oldest first; without
   * those that a fault of ours kept from being made, as on a machine that is busy with this.
   */
  public List<JsonNode> attempts() {
    return attempts(status().path("callback"));
  }

  /** The same of a callback, or of a redelivery, that was looked up. */
  public static List<JsonNode> attempts(JsonNode callback) {
    return callback
        .path("attempts")
        .valueStream()
        .filter(attempt -> !isOurs(attempt.path("error").asString("")))
        .toList();
  }

  private static boolean isOurs(String error) {
    return !error.isEmpty() && CallbackError.valueOf(error).isOurs();
  }

  /** Why these attempts failed; {@code DELIVERED} for one that did not. */
  public static List<String> errors(List<JsonNode> attempts) {
    return attempts.stream()
        .map(attempt -> attempt.path("error").asString(CallbackState.DELIVERED.name()))
        .toList();
  }

  /**
   * Waits for an attempt to tell its outcome that failed like this; there will be another, and
   * operators find it. What is known of the attempt.
   */
  public JsonNode awaitTrouble(CallbackError error) {
    await("attempt that fails with " + error, () -> errors(attempts()).contains(error.name()));
    await("search", () -> found("CallbackError = '" + error + "'") == 1);
    JsonNode status = status();
    assertThat(status.path("state").asString()).isEqualTo("completed");
    assertThat(status.path("callback").path("state").asString()).isEqualTo("PENDING");
    JsonNode latest = attempts(status.path("callback")).getLast();
    assertThat(Instant.parse(status.path("callback").path("next_attempt_at").asString()))
        .isAfter(Instant.parse(latest.path("at").asString()));
    assertThat(latest.path("error").asString()).isEqualTo(error.name());
    assertThat(latest.path("latency_ms").isNumber()).isTrue();
    return latest;
  }

  /** Waits until a fault of ours has kept an attempt to tell its outcome from being made. */
  public void awaitFaultOfOurs(CallbackError fault) {
    await(
        "attempt that is kept from being made by " + fault,
        () -> faultsOfOurs().contains(fault.name()));
  }

  /** What kept attempts to tell its outcome from being made, the oldest first. */
  public List<String> faultsOfOurs() {
    return status()
        .path("callback")
        .path("attempts")
        .valueStream()
        .map(attempt -> attempt.path("error").asString(""))
        .filter(Operation::isOurs)
        .toList();
  }

  /** Waits until what became of telling it once more is this. */
  public void awaitRedelivery(String state) {
    await(
        "redelivery " + state,
        () ->
            status().path("callback").path("redelivery").path("state").asString("").equals(state));
  }

  /** Waits until it is shown that telling it once more came to a good end so often. */
  public List<JsonNode> awaitRedeliveries(int count) {
    await(
        count + " redeliveries",
        () ->
            redeliveries().size() == count
                && redeliveries().stream()
                    .allMatch(each -> each.path("state").asString("").equals("DELIVERED")));
    return redeliveries();
  }

  private List<JsonNode> redeliveries() {
    Http.Answer answer = partner.looksUpRedeliveriesOf(this);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("redeliveries").valueStream().toList();
  }

  /** Waits until so many attempts to tell its outcome were made. */
  public void awaitAttempts(int count) {
    await(count + " attempts", () -> attempts().size() >= count);
  }

  /** Waits until so many requests have arrived there. */
  public void awaitHeads(MisbehavingReceiver receiver, int count) {
    await(count + " requests", () -> receiver.heads().size() == count);
  }

  /** Waits until a search finds it. */
  public void awaitFound(String query) {
    await("search for " + query, () -> found(query) == 1);
  }

  /** Waits until a search finds what tells its outcome once more. */
  public void awaitRedeliveryFound(String query) {
    await(
        "search for redelivery " + query,
        () -> found(CallbackRedelivery.workflowId(id), query) == 1);
  }

  /** Waits until its callback, which had been delivered, has been delivered once more. */
  public Operation awaitRedelivered() {
    awaitRedelivery(CallbackState.DELIVERED.name());
    return this;
  }

  /** Waits for its end, which is to be a success; what the server says of the run. */
  public WorkflowExecutionDescription awaitSuccess() {
    WorkflowExecutionDescription run = awaitEnd();
    assertThat(run.getStatus())
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
    return run;
  }

  /** Waits until an operator has to decide: the partner sees it, and operators find it. */
  public Operation awaitHeld() {
    awaitWaitingFor("OPERATOR");
    JsonNode status = status();
    assertThat(status.path("jeopardy").asBoolean()).isTrue();
    assertThat(status.path("outcome").isMissingNode()).isTrue();
    await("search", () -> found("WaitingFor = 'OPERATOR'") == 1);
    assertThat(callbacks()).isEmpty();
    return this;
  }

  /** Waits until it is held for that. */
  public Operation awaitWaitingFor(String what) {
    await("wait for " + what, () -> status().path("waiting_for").asString("").equals(what));
    assertThat(status().path("state").asString()).isEqualTo("held");
    return this;
  }

  /** Waits until its partner cannot cancel it any more. */
  public Operation awaitNotCancellable() {
    await("too late", () -> !status().path("cancellable").asBoolean(true));
    return this;
  }

  /** From the 202 to the end. */
  public Duration duration() {
    JsonNode status = status();
    return Duration.between(
        Instant.parse(status.path("accepted_at").asString()),
        Instant.parse(status.path("ended_at").asString()));
  }

  private WorkflowExecutionDescription awaitEnd() {
    await(
        "end",
        () ->
            run().describe().getStatus()
                != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
    return run().describe();
  }

  /** The service is there, and exactly these things are at the back ends. */
  public void createsTheService(List<String> made) {
    succeeds(OutcomeCode.SERVICE_CREATED);
    assertThat(atTheBackEnds()).containsExactlyInAnyOrderElementsOf(made);
  }

  /** The new device is in use, and exactly these things are at the back ends. */
  public void changesTheDevice(List<String> made) {
    succeeds(OutcomeCode.SERVICE_DEVICE_UPDATED);
    assertThat(atTheBackEnds()).containsExactlyInAnyOrderElementsOf(made);
  }

  /** As the rehearsed plan for new services has it: every step was done once. */
  public void createsTheService() {
    succeeds(OutcomeCode.SERVICE_CREATED);
    assertThat(deeds())
        .containsOnlyKeys("reserve", "activate", "charge")
        .values()
        .containsOnly("DONE");
  }

  /**
   * The same, although cancelling was asked for, too late. The SDK ends such a run as cancelled
   * even so; what counts is the outcome.
   */
  public void createsTheServiceInSpiteOfCancelling() {
    isEverywhere(
        OutcomeCode.SERVICE_CREATED,
        OutcomeCode.SERVICE_CREATED.title(),
        WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED,
        "completed");
    assertThat(deeds())
        .containsOnlyKeys("reserve", "activate", "charge")
        .values()
        .containsOnly("DONE");
  }

  /** As the rehearsed plan for other devices has it: every step was done once. */
  public void changesTheDevice() {
    succeeds(OutcomeCode.SERVICE_DEVICE_UPDATED);
    assertThat(deeds()).containsOnlyKeys("reserve", "switch").values().containsOnly("DONE");
  }

  /** It comes to this end, and the partner has heard of success only. */
  public void succeeds(OutcomeCode code) {
    isEverywhere(
        code,
        code.title(),
        WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED,
        "completed");
  }

  /** It ends as a failed run, nothing is left, and the partner has heard of the error only. */
  public void failsAndLeavesNothing(OutcomeCode code) {
    fails(code);
    leavesNothing();
  }

  /** The same, and the partner is told what was missing. */
  public void failsAsItIsNotToldAndLeavesNothing(String fact) {
    OutcomeCode code = OutcomeCode.INFORMATION_MISSING;
    fails(code, code.title() + ": " + fact);
    leavesNothing();
  }

  /** It ends as a failed run, and the partner has heard of the error only. */
  public void fails(OutcomeCode code) {
    fails(code, code.title());
  }

  private void fails(OutcomeCode code, String title) {
    isEverywhere(code, title, WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED, "failed");
  }

  /** It could not be undone: these steps are left behind, and exactly these things of them. */
  public void leavesBehind(List<String> steps, List<String> things) {
    fails(OutcomeCode.UNDO_INCOMPLETE);
    hasLeft(steps, things);
  }

  /** The same of one that was cancelled, and ends as a cancelled run. */
  public void isCancelledAndLeavesBehind(List<String> steps, List<String> things) {
    isEverywhere(
        OutcomeCode.UNDO_INCOMPLETE,
        OutcomeCode.UNDO_INCOMPLETE.title(),
        WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED,
        "failed");
    hasLeft(steps, things);
  }

  private void hasLeft(List<String> steps, List<String> things) {
    assertThat(status().path("outcome").path("left_behind").valueStream().map(JsonNode::asString))
        .containsExactlyElementsOf(steps);
    assertThat(atTheBackEnds()).containsExactlyInAnyOrderElementsOf(things);
  }

  /** It ends as a cancelled run, nothing is left, and the partner has heard of it. */
  public void isCancelledAndLeavesNothing() {
    isEverywhere(
        OutcomeCode.CANCELLED,
        OutcomeCode.CANCELLED.title(),
        WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED,
        "cancelled");
    leavesNothing();
  }

  private void leavesNothing() {
    assertThat(deeds()).doesNotContainValue("DONE");
    assertThat(atTheBackEnds()).isEmpty();
  }

  /** The one outcome is what the run, the search, the status and the partner know. */
  private void isEverywhere(
      OutcomeCode code, String title, WorkflowExecutionStatus end, String state) {
    WorkflowExecutionDescription run = awaitEnd();
    JsonNode status = status();
    assertThat(status.path("outcome").path("code").asString())
        .as(status.toString())
        .isEqualTo(code.name());
    assertThat(status.path("outcome").path("title").asString()).isEqualTo(title);
    assertThat(status.path("state").asString()).isEqualTo(state);
    assertThat(status.path("callback").path("state").asString()).isEqualTo("DELIVERED");
    assertThat(status.path("cancellable").asBoolean()).isFalse();
    assertThat(status.path("jeopardy").asBoolean()).isFalse();
    assertThat(status.path("waiting_for").isMissingNode()).isTrue();
    assertThat(status.path("ended_at").isString()).isTrue();
    String service = status.path("outcome").path("service_id").asString();
    if (serviceId != null) {
      assertThat(service).isEqualTo(serviceId);
    }

    assertThat(run.getStatus()).isEqualTo(end);
    assertThat(run.getTypedSearchAttributes().get(OperationAttributes.OUTCOME))
        .isEqualTo(code.name());
    assertThat(run.getTypedSearchAttributes().get(OperationAttributes.CALLBACK_STATE))
        .isEqualTo("DELIVERED");

    assertThat(callbacks())
        .isNotEmpty()
        .allSatisfy(
            attempt -> {
              assertThat(attempt.event()).isEqualTo(code.isSuccess() ? Event.SUCCESS : Event.ERROR);
              assertThat(attempt.contentType()).isEqualTo("application/json");
              assertThat(JSON.readTree(attempt.body()))
                  .isEqualTo(
                      JSON.valueToTree(
                          Map.of("code", code.name(), "title", title, "service_id", service)));
            })
        .anyMatch(attempt -> attempt.answered() == 200);
  }

  /** How many runs the server finds by a query. */
  public long found(String query) {
    return found(id, query);
  }

  private long found(String workflowId, String query) {
    String all = "WorkflowId = '" + workflowId + "' AND " + query;
    try (var runs = stage.client().listExecutions(all)) {
      return runs.count();
    }
  }
}
