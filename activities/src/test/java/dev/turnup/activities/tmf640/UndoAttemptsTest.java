package dev.turnup.activities.tmf640;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.activities.SettableClock;
import dev.turnup.workflows.payload.DurableJson;
import dev.turnup.workflows.provisioning.ProvisioningSystems;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With Temporal's own attempts: what one of them has seen, the next has to know. */
class UndoAttemptsTest {

  private static final String QUEUE = "undo-attempts";
  private static final Duration ATTEMPT = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 3;

  /** An undo as the story makes it. */
  @WorkflowInterface
  public interface TakingBack {
    @WorkflowMethod
    StepResult takeBack(StepRequest undo);
  }

  /** Of the story's policies only what matters here. */
  public static final class Patiently implements TakingBack {

    @Override
    public StepResult takeBack(StepRequest undo) {
      return Workflow.newActivityStub(
              ProvisioningSystems.class,
              ActivityOptions.newBuilder()
                  .setStartToCloseTimeout(ATTEMPT)
                  .setRetryOptions(
                      RetryOptions.newBuilder()
                          .setInitialInterval(Duration.ofMillis(100))
                          .setMaximumAttempts(ATTEMPTS)
                          .build())
                  .build())
          .undoStep(undo);
    }
  }

  private final ServiceServer server = new ServiceServer();
  private final PlainConnection connection = new PlainConnection(server.base());
  private final Tmf640System network =
      new Tmf640System(connection, Deeds.SETTINGS, new SettableClock());
  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder()
                      .setDataConverter(DurableJson.dataConverter())
                      .build())
              .build());
  private volatile boolean firstWorkerDies;

  @BeforeEach
  void start() {
    Worker worker = temporal.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(Patiently.class);
    worker.registerActivitiesImplementations(new Undoing());
    temporal.start();
  }

  @AfterEach
  void close() {
    temporal.close();
    connection.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"look", "/service/svc-1"})
  void areDoneWhenTheAnswerOfAnEarlierOneWasLost(String reference) {
    network.perform(Deeds.create());
    server.loseNextAnswer();
    assertThat(takeBack(reference)).isEqualTo(StepResult.done(Map.of()));
    assertThat(server.services()).isEmpty();
  }

  @Test
  void areDoneWhenTheWorkerDiedThatHadTakenItBack() {
    network.perform(Deeds.create());
    firstWorkerDies = true;
    assertThat(takeBack("look")).isEqualTo(StepResult.done(Map.of()));
    assertThat(server.services()).isEmpty();
  }

  private StepResult takeBack(String reference) {
    return temporal
        .getWorkflowClient()
        .newWorkflowStub(TakingBack.class, WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build())
        .takeBack(Deeds.undo("remove-sim").following(reference, Map.of()));
  }

  /** Only undoes. */
  private final class Undoing implements ProvisioningSystems {

    @Override
    public StepResult undoStep(StepRequest request) {
      StepResult result = network.undo(request);
      if (firstWorkerDies && Activity.getExecutionContext().getInfo().getAttempt() == 1) {
        sleep(ATTEMPT.plusSeconds(1));
      }
      return result;
    }

    @Override
    public StepResult performStep(StepRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public StepResult followStep(StepRequest request) {
      throw new UnsupportedOperationException();
    }
  }

  /** For Temporal it is the same whether a worker is dead or silent. */
  private static void sleep(Duration silence) {
    try {
      Thread.sleep(silence);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
