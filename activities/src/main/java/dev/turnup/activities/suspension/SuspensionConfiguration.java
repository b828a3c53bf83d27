package dev.turnup.activities.suspension;

import dev.turnup.activities.callback.Suspensions;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The door of this package. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SuspensionSettings.class)
public class SuspensionConfiguration {

  @Bean
  Suspensions suspensions(WorkflowClient temporal, SuspensionSettings settings, Clock clock) {
    return new WatchedReceivers(new TemporalReceiverRuns(temporal, settings), settings, clock);
  }
}
