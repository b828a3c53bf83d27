package dev.turnup.workflows.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.api.common.v1.Payload;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TracePropagatorTest {

  private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final Trace TRACE =
      new Trace("00-" + TRACE_ID + "-00f067aa0ba902b7-01", "congo=t61rcWkgMzE");

  private Optional<Trace> request = Optional.of(TRACE);

  @WorkflowInterface
  public interface Story {
    @WorkflowMethod
    List<String> tell();
  }

  @ActivityInterface
  public interface Hands {
    String look();
  }

  public static final class Told implements Story {

    private final Hands plain =
        Workflow.newActivityStub(
            Hands.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(5))
                .setRetryOptions(
                    RetryOptions.newBuilder()
                        .setInitialInterval(Duration.ofMillis(1))
                        .setMaximumAttempts(2)
                        .build())
                .build());

    private final Hands local =
        Workflow.newLocalActivityStub(
            Hands.class,
            LocalActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(5))
                .build());

    @Override
    public List<String> tell() {
      return List.of(
          described(), local.look(), plain.look(), Async.function(Told::described).get());
    }

    static String described() {
      return CurrentTrace.get().map(Trace::toString).orElse("none");
    }
  }

  @Test
  void whatIsDoneForARequestBelongsToItsTrace() {
    try (TestWorkflowEnvironment temporal = temporal()) {
      assertThat(told(temporal)).hasSize(4).containsOnly(TRACE.toString());
    }
  }

  @Test
  void aRunWithoutATraceIsNotTakenForTheOneBefore() {
    try (TestWorkflowEnvironment temporal = temporal()) {
      assertThat(told(temporal)).containsOnly(TRACE.toString());
      request = Optional.empty();
      assertThat(told(temporal)).containsOnly("none");
    }
  }

  @Test
  void aForeignHeaderIsNoTrace() {
    TracePropagator propagator = new TracePropagator(Optional::empty);
    Payload broken =
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
            .setData(ByteString.copyFromUtf8("{"))
            .build();

    assertThat(propagator.deserializeContext(Map.of(Trace.TRACEPARENT, broken))).isNull();
    assertThat(propagator.deserializeContext(Map.of())).isNull();
  }

  @Test
  void bothHeadersGoThereAndBack() {
    TracePropagator propagator = new TracePropagator(Optional::empty);

    assertThat(propagator.deserializeContext(propagator.serializeContext(TRACE))).isEqualTo(TRACE);
    assertThat(propagator.serializeContext(TRACE)).containsOnlyKeys("traceparent", "tracestate");
    assertThat(propagator.deserializeContext(propagator.serializeContext(null))).isNull();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "00",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1"
      })
  void whatIsMalformedIsNoTrace(@Nullable String traceparent) {
    assertThat(Trace.of(traceparent, null)).isEmpty();
  }

  @Test
  void aTraceKnowsItsId() {
    assertThat(TRACE.traceId()).isEqualTo(TRACE_ID);
    assertThat(Trace.of(TRACE.traceparent(), "x".repeat(513)))
        .hasValueSatisfying(trace -> assertThat(trace.tracestate()).isEmpty());
  }

  private TestWorkflowEnvironment temporal() {
    TestWorkflowEnvironment temporal =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setContextPropagators(List.of(new TracePropagator(() -> request)))
                        .build())
                .build());
    Worker worker = temporal.newWorker("stories");
    worker.registerWorkflowImplementationTypes(Told.class);
    worker.registerActivitiesImplementations((Hands) Told::described);
    temporal.start();
    return temporal;
  }

  private static List<String> told(TestWorkflowEnvironment temporal) {
    return temporal
        .getWorkflowClient()
        .newWorkflowStub(Story.class, WorkflowOptions.newBuilder().setTaskQueue("stories").build())
        .tell();
  }
}
