package dev.turnup.activities.suspension;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a receiver that fails is left alone.
 *
 * @param after how long nothing has to get through
 * @param failures how many failures have to be told
 * @param tellEvery how often a worker tells of a failure at one receiver, however many there are
 * @param probeEvery how often it is tried while it is suspended
 */
@ConfigurationProperties(value = "turnup.suspension", ignoreUnknownFields = false)
record SuspensionSettings(
    @DefaultValue("24h") Duration after,
    @DefaultValue("10") int failures,
    @DefaultValue("30s") Duration tellEvery,
    @DefaultValue("1h") Duration probeEvery) {

  /**
   * @throws IllegalArgumentException if a number is not positive
   */
  SuspensionSettings {
    if (!after.isPositive()
        || failures < 1
        || !tellEvery.isPositive()
        || !probeEvery.isPositive()) {
      throw new IllegalArgumentException("turnup.suspension: all values must be positive");
    }
  }
}
