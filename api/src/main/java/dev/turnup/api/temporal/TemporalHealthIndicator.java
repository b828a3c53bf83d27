package dev.turnup.api.temporal;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether the Temporal server answers. It is told in health but does not decide readiness: without
 * Temporal the api answers 503 with {@code Retry-After}, which tells a caller more than no answer.
 */
@Component
class TemporalHealthIndicator implements HealthIndicator {

  private static final long PATIENCE_SECONDS = 2;

  private final WorkflowServiceStubs temporal;

  TemporalHealthIndicator(WorkflowServiceStubs temporal) {
    this.temporal = temporal;
  }

  @Override
  public Health health() {
    try {
      String version =
          temporal
              .blockingStub()
              .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
              .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
              .getServerVersion();
      return Health.up().withDetail("server", version).build();
    } catch (StatusRuntimeException e) {
      return Health.down().withDetail("status", e.getStatus().getCode().name()).build();
    }
  }
}
