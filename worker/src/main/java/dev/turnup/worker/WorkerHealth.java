package dev.turnup.worker;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * UP while the worker polls Temporal. Part of readiness: a worker that does not poll does nothing.
 */
final class WorkerHealth implements HealthIndicator {

  private final TemporalWorkers workers;

  WorkerHealth(TemporalWorkers workers) {
    this.workers = workers;
  }

  @Override
  public Health health() {
    Health.Builder health = workers.isPolling() ? Health.up() : Health.down();
    return health.withDetail("state", workers.state()).build();
  }
}
