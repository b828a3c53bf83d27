package dev.turnup.worker;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * UP while the worker polls Temporal and Temporal answers. Part of readiness: a worker without
 * Temporal does nothing.
 */
final class WorkerHealth implements HealthIndicator {

  private final TemporalWorkers workers;

  WorkerHealth(TemporalWorkers workers) {
    this.workers = workers;
  }

  @Override
  public Health health() {
    return workers
        .trouble()
        .map(trouble -> Health.down().withDetail("state", trouble))
        .orElseGet(() -> Health.up().withDetail("state", "polling"))
        .build();
  }
}
