package dev.turnup.api.operation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How operations are started.
 *
 * @param localFirst whether first attempts may run inside the workflow task; goes into the order,
 *     so a change is for new operations only
 * @param eagerStart whether a worker in the same process may take the first task without asking the
 *     server for it
 * @param temporalTimeout how long to wait for Temporal before answering 503
 * @param checkEid whether the check digits of EIDs are verified; some issued before SGP.29 have
 *     none
 */
@ConfigurationProperties(value = "turnup.operation", ignoreUnknownFields = false)
record OperationSettings(
    @DefaultValue("true") boolean localFirst,
    @DefaultValue("true") boolean eagerStart,
    @DefaultValue("3s") Duration temporalTimeout,
    @DefaultValue("true") boolean checkEid) {

  OperationSettings {
    if (!temporalTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "turnup.operation.temporal-timeout: %s (expected: more than 0)"
              .formatted(temporalTimeout));
    }
  }
}
