package dev.turnup.standalone.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.workflows.operation.RunningCallback;
import dev.turnup.workflows.operation.TaskQueues;
import dev.turnup.workflows.redelivery.CallbackRedelivery;
import dev.turnup.workflows.redelivery.Receiver;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** Somebody at the operator who decides on operations that are held. */
public final class Operator {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_SECONDS = 30;

  /** How an update reaches an operation; answers what was answered. */
  private interface Way {
    String send(String operation, String update, Map<String, Object> argument);
  }

  private final Way way;
  private final String temporalAddress;

  private Operator(Way way, String temporalAddress) {
    this.way = way;
    this.temporalAddress = temporalAddress;
  }

  static Operator withClient(WorkflowClient client, String temporalAddress) {
    return new Operator(
        (operation, update, argument) ->
            client.newUntypedWorkflowStub(operation).update(update, String.class, argument),
        temporalAddress);
  }

  /** With the {@code temporal} program, as the README has it. */
  static Operator atTheCommandLine(String temporalAddress) {
    return new Operator(
        (operation, update, argument) ->
            workflow(
                temporalAddress,
                "update",
                "execute",
                "--workflow-id",
                operation,
                "--name",
                update,
                "--input",
                JSON.writeValueAsString(argument)),
        temporalAddress);
  }

  /** Has the outcome of an operation that is over sent once more, to another address. */
  public void redelivers(Operation operation, String address) {
    redelivers(operation, Map.of("address", address));
  }

  /** Has told the partner by other means of an operation that is over: it is only noted down. */
  public void notesThatItWasToldOtherwise(Operation operation) {
    redelivers(operation, Map.of("toldOtherwise", true));
  }

  private void redelivers(Operation operation, Map<String, Object> how) {
    Map<String, Object> order = act();
    order.put("correlationId", operation.id());
    order.putAll(how);
    starts("CallbackRedelivery", CallbackRedelivery.workflowId(operation.id()), order);
  }

  /**
   * Has all callbacks sent again that did not get through; the id of the run that does so.
   *
   * @param which of them, such as those of a {@code host}; empty for all
   */
  public String redeliversAllSince(Instant time, Map<String, Object> which) {
    String workflowId = "all-again-" + UUID.randomUUID();
    Map<String, Object> order = act();
    order.put("failedSince", time.toString());
    order.putAll(which);
    starts("CallbackRedeliveries", workflowId, order);
    return workflowId;
  }

  private void starts(String type, String workflowId, Map<String, Object> input) {
    temporal(
        "start",
        "--task-queue",
        TaskQueues.CALLBACKS,
        "--type",
        type,
        "--workflow-id",
        workflowId,
        "--input",
        JSON.writeValueAsString(input));
  }

  /** Waits until what such a run does is done. */
  public void awaitsResultOf(String workflowId) {
    temporal("result", "--workflow-id", workflowId);
  }

  /** Requests the cancellation of such a run. */
  public void cancels(String workflowId) {
    temporal("cancel", "--workflow-id", workflowId);
  }

  private void temporal(String... words) {
    workflow(temporalAddress, words);
  }

  private static String workflow(String temporalAddress, String... words) {
    List<String> command = new ArrayList<>(List.of(ServerProgram.path().toString(), "workflow"));
    command.addAll(List.of(words));
    command.addAll(List.of("--address", temporalAddress));
    return run(command);
  }

  private static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(output).isZero();
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Has the step tried again. */
  public String retries(Operation operation) {
    return way.send(operation.id(), "RetryStep", act());
  }

  /** Has the step left out, and says what its system would have answered. */
  public String skips(Operation operation, Map<String, Object> result) {
    Map<String, Object> skip = act();
    skip.put("result", result);
    return way.send(operation.id(), "SkipStep", skip);
  }

  /** Corrects one of the order's details. */
  public String changes(Operation operation, String field, String value) {
    Map<String, Object> change = act();
    change.put("field", field);
    change.put("value", value);
    return way.send(operation.id(), "ChangeOrder", change);
  }

  /** Has it undone. */
  public String givesUp(Operation operation) {
    return way.send(operation.id(), "GiveUp", act());
  }

  /** Has told the partner by other means: nothing more is sent. */
  public String marksCallbackDelivered(Operation operation) {
    return way.send(operation.id(), "MarkCallbackDelivered", act());
  }

  /** Has it sent at once, and from now on to another address. */
  public String sendsCallbackNow(Operation operation, String address) {
    Map<String, Object> sending = act();
    sending.put("address", address);
    return way.send(operation.id(), RunningCallback.SEND_CALLBACK_NOW, sending);
  }

  /** Says that a receiver that is suspended is well again. */
  public String resumes(String host) {
    return way.send(Receiver.workflowId(host), "Resume", act());
  }

  private static Map<String, Object> act() {
    Map<String, Object> act = new LinkedHashMap<>();
    act.put("by", "night-shift");
    act.put("reason", "seen to");
    return act;
  }
}
