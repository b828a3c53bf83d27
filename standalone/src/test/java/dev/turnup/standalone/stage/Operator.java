package dev.turnup.standalone.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
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
            run(
                ServerProgram.path().toString(),
                "workflow",
                "update",
                "execute",
                "--address",
                temporalAddress,
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
    Map<String, Object> order = act();
    order.put("correlationId", operation.id());
    order.put("address", address);
    run(
        ServerProgram.path().toString(),
        "workflow",
        "start",
        "--address",
        temporalAddress,
        "--task-queue",
        "turnup-callbacks",
        "--type",
        "CallbackRedelivery",
        "--workflow-id",
        "callback-redelivery-" + operation.id(),
        "--input",
        JSON.writeValueAsString(order));
  }

  private static String run(String... command) {
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

  private static Map<String, Object> act() {
    Map<String, Object> act = new LinkedHashMap<>();
    act.put("by", "night-shift");
    act.put("reason", "seen to");
    return act;
  }
}
