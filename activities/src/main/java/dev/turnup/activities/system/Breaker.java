package dev.turnup.activities.system;

import dev.turnup.workflows.provisioning.StepRequest;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a system alone for a while when too many of its last calls failed, and then lets a few
 * calls try whether it is back. Each call that may {@link #enter} says how it ended, once.
 */
final class Breaker {

  private static final Logger log = LoggerFactory.getLogger(Breaker.class);

  /** Enough that one unlucky call does not decide. */
  private static final int CALLS_THAT_TRY = 3;

  private static final int NOT_IMPLEMENTED = 501;

  private final CircuitBreaker breaker;
  private final Duration openFor;
  private final Clock clock;
  private volatile Instant openSince = Instant.EPOCH;

  Breaker(String system, BreakerSettings settings, MeterRegistry meters, Clock clock) {
    openFor = settings.openFor();
    this.clock = clock;
    breaker =
        CircuitBreaker.of(
            system,
            CircuitBreakerConfig.custom()
                .failureRateThreshold(settings.failureRate())
                .slidingWindow(
                    settings.window(),
                    settings.minimumCalls(),
                    CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .waitDurationInOpenState(openFor)
                .permittedNumberOfCallsInHalfOpenState(CALLS_THAT_TRY)
                .recordResult(Breaker::isFailure)
                .clock(clock)
                .build());
    if (!settings.enabled()) {
      breaker.transitionToDisabledState();
    }
    breaker
        .getEventPublisher()
        .onStateTransition(change -> changed(change.getStateTransition().getToState()));
    Gauge.builder("turnup.backend.breaker", breaker, it -> level(it.getState()))
        .description("0 closed, 1 trying whether the system is back, 2 open")
        .tag("system", system)
        .register(meters);
  }

  /**
   * To be asked before each call.
   *
   * @throws io.temporal.failure.ApplicationFailure {@code UNAVAILABLE} if it must not be made
   */
  void enter(StepRequest request) {
    if (!breaker.tryAcquirePermission()) {
      throw SystemFailures.later(request, "was not called: too many calls failed", left());
    }
  }

  /** The call was answered. */
  void answered(int status) {
    breaker.onResult(0, TimeUnit.NANOSECONDS, status);
  }

  /** The call was not answered, and the system is to blame. */
  void notAnswered(IOException reason) {
    breaker.onError(0, TimeUnit.NANOSECONDS, reason);
  }

  /** The call says nothing about the system. */
  void leave() {
    breaker.releasePermission();
  }

  private static boolean isFailure(Object result) {
    return result instanceof Integer status && status >= 500 && status != NOT_IMPLEMENTED;
  }

  /** Of the time for which the system is left alone; null if it is over. */
  private @Nullable Duration left() {
    Duration left = Duration.between(clock.instant(), openSince.plus(openFor));
    return breaker.getState() == CircuitBreaker.State.OPEN && left.isPositive() ? left : null;
  }

  private void changed(CircuitBreaker.State state) {
    if (state == CircuitBreaker.State.OPEN) {
      openSince = clock.instant();
      log.warn("{} is left alone for {}: too many calls failed", breaker.getName(), openFor);
    } else if (state == CircuitBreaker.State.CLOSED) {
      log.info("{} is back", breaker.getName());
    }
  }

  private static int level(CircuitBreaker.State state) {
    return switch (state) {
      case CLOSED, DISABLED, METRICS_ONLY -> 0;
      case HALF_OPEN -> 1;
      case OPEN, FORCED_OPEN -> 2;
    };
  }
}
