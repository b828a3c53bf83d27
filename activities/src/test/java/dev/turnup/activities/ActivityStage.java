package dev.turnup.activities;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.turnup.workflows.payload.DurableJson;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.interceptors.ActivityExecutionContextBase;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.worker.WorkerFactoryOptions;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Calls activities as Temporal does, through its JSON and with a context, one at a time. */
public final class ActivityStage implements AutoCloseable {

  /** The time-outs that the story gives to attempts. */
  public static final Duration LOCAL_ATTEMPT = Duration.ofSeconds(2);

  public static final Duration DURABLE_ATTEMPT = Duration.ofSeconds(30);

  private final TestActivityEnvironment environment;
  private volatile int attempt = 1;
  private volatile Duration waited = Duration.ZERO;

  public ActivityStage(Object... activities) {
    environment =
        TestActivityEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(DurableJson.dataConverter())
                        .build())
                .setWorkerFactoryOptions(
                    WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new ChosenInfo())
                        .build())
                .build());
    environment.registerActivitiesImplementations(activities);
  }

  /** The calls from now on are this attempt of their activity. */
  public ActivityStage attempt(int number) {
    attempt = number;
    return this;
  }

  /** The calls from now on waited this long for somebody to make them. */
  public ActivityStage waited(Duration pause) {
    waited = pause;
    return this;
  }

  public <T> T durable(Class<T> type) {
    return durable(type, DURABLE_ATTEMPT);
  }

  /** With so much time for an attempt. */
  public <T> T durable(Class<T> type, Duration attempt) {
    return environment.newActivityStub(
        type, ActivityOptions.newBuilder().setStartToCloseTimeout(attempt).build());
  }

  public <T> T local(Class<T> type) {
    return environment.newLocalActivityStub(
        type,
        LocalActivityOptions.newBuilder()
            .setStartToCloseTimeout(LOCAL_ATTEMPT)
            .setScheduleToCloseTimeout(LOCAL_ATTEMPT)
            .build(),
        Map.of());
  }

  /** What the activity told Temporal when it failed. */
  public static ApplicationFailure failureOf(ThrowingCallable call) {
    ActivityFailure failure = catchThrowableOfType(ActivityFailure.class, call);
    return (ApplicationFailure)
        requireNonNull(requireNonNull(failure, "the activity did not fail").getCause());
  }

  @Override
  public void close() {
    environment.close();
  }

  /** The environment knows neither attempts nor waiting. */
  private final class ChosenInfo extends WorkerInterceptorBase {

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
      return new ActivityInboundCallsInterceptorBase(next) {
        @Override
        public void init(ActivityExecutionContext context) {
          super.init(
              new ActivityExecutionContextBase(context) {
                @Override
                public ActivityInfo getInfo() {
                  return chosen(super.getInfo());
                }
              });
        }
      };
    }

    private ActivityInfo chosen(ActivityInfo info) {
      return (ActivityInfo)
          Proxy.newProxyInstance(
              ActivityInfo.class.getClassLoader(),
              new Class<?>[] {ActivityInfo.class},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "getAttempt" -> attempt;
                    case "getScheduledTimestamp" ->
                        info.getScheduledTimestamp() - waited.toMillis();
                    default -> method.invoke(info, arguments);
                  });
    }
  }
}
