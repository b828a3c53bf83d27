package dev.turnup.activities.provisioning;

import static dev.turnup.activities.ActivityStage.DURABLE_ATTEMPT;
import static dev.turnup.activities.ActivityStage.LOCAL_ATTEMPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnup.activities.RawServer;
import dev.turnup.activities.StepRequests;
import dev.turnup.activities.http.CallSpans;
import dev.turnup.activities.system.SystemSettings;
import dev.turnup.workflows.payload.DurableJson;
import dev.turnup.workflows.provisioning.ProvisioningSystems;
import dev.turnup.workflows.provisioning.StepRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

/** With Temporal's own time-outs: nothing interrupts a local attempt that is given up. */
class LocalFirstTest {

  private static final String QUEUE = "local-first";

  /** A step as the story does it: a local attempt, then a durable one. */
  @WorkflowInterface
  public interface Step {
    @WorkflowMethod
    void perform(StepRequest request);
  }

  /** Of the story's policies only what matters here. */
  public static final class LocalThenDurable implements Step {

    @Override
    public void perform(StepRequest request) {
      try {
        Workflow.newLocalActivityStub(
                ProvisioningSystems.class,
                LocalActivityOptions.newBuilder()
                    .setStartToCloseTimeout(LOCAL_ATTEMPT)
                    .setScheduleToCloseTimeout(LOCAL_ATTEMPT)
                    .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                    .build())
            .performStep(request);
      } catch (ActivityFailure failure) {
        Workflow.newActivityStub(
                ProvisioningSystems.class,
                ActivityOptions.newBuilder().setStartToCloseTimeout(DURABLE_ATTEMPT).build())
            .performStep(request);
      }
    }
  }

  private final Map<String, Integer> callsUnderWay = new ConcurrentHashMap<>();
  private final List<String> overlaps = new CopyOnWriteArrayList<>();
  private final RawServer server = new RawServer(this::answer);
  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder()
                      .setDataConverter(DurableJson.dataConverter())
                      .build())
              .build());
  private final ConfiguredSystems systems =
      ConfiguredSystems.of(
          new ProvisioningSettings(Map.of("network", SystemSettings.at(server.address("/")))),
          new DefaultSslBundleRegistry(),
          new SimpleMeterRegistry(),
          Clock.systemUTC(),
          CallSpans.NONE);

  @BeforeEach
  void start() {
    Worker worker =
        temporal.newWorker(
            QUEUE,
            WorkerOptions.newBuilder()
                .setMaxConcurrentLocalActivityExecutionSize(1)
                .setDefaultDeadlockDetectionTimeout(Duration.ofSeconds(10).toMillis())
                .build());
    worker.registerWorkflowImplementationTypes(LocalThenDurable.class);
    worker.registerActivitiesImplementations(systems);
    temporal.start();
  }

  @AfterEach
  void close() throws Exception {
    temporal.close();
    systems.close();
    server.close();
  }

  @Test
  void neverMakesTheSameCallTwiceAtOnce() {
    WorkflowStub run = start("hangs-at-first");
    run.getResult(Void.class);
    assertThat(server.requests()).hasSize(2);
    assertThat(overlaps).isEmpty();
  }

  @Test
  void neverMakesTheSameCallTwiceAtOnceWhenTheLocalAttemptHadToWait() {
    WorkflowStub first = start("takes-a-second");
    await().untilAsserted(() -> assertThat(server.requests()).hasSize(1));
    WorkflowStub second = start("hangs-at-first");
    first.getResult(Void.class);
    second.getResult(Void.class);
    assertThat(server.requests()).hasSize(3);
    assertThat(overlaps).isEmpty();
  }

  private void answer(RawServer.Exchange exchange) throws IOException, InterruptedException {
    String action =
        exchange.request().contains("takes-a-second") ? "takes-a-second" : "hangs-at-first";
    if (callsUnderWay.merge(action, 1, Integer::sum) > 1) {
      overlaps.add(action);
    }
    try {
      if (action.equals("takes-a-second")) {
        Thread.sleep(1000);
      } else if (server.requests().stream().filter(said -> said.contains(action)).count() == 1) {
        exchange.waitUntilGone();
      }
      exchange.answer("200 OK", "{}");
    } finally {
      callsUnderWay.merge(action, -1, Integer::sum);
    }
  }

  private WorkflowStub start(String action) {
    Step step =
        temporal
            .getWorkflowClient()
            .newWorkflowStub(Step.class, WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build());
    WorkflowClient.start(step::perform, StepRequests.valid().doing(action).toRequest());
    return WorkflowStub.fromTyped(step);
  }
}
