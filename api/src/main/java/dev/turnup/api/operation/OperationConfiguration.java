package dev.turnup.api.operation;

import dev.turnup.api.callback.Redeliveries;
import io.temporal.client.WorkflowClient;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OperationSettings.class)
class OperationConfiguration {

  @Bean
  Operations operations(
      WorkflowClient temporal, Redeliveries redeliveries, OperationSettings settings) {
    return new Operations(temporal, redeliveries, settings);
  }

  @Bean
  Installations installations(WorkflowClient temporal, OperationSettings settings) {
    return new Installations(temporal, settings.temporalTimeout());
  }

  /**
   * The first call to Temporal connects and loads half of the SDK, which takes seconds on a busy
   * machine: not at the expense of the first caller. Without Temporal there is nothing to warm up.
   */
  @Bean
  ApplicationListener<ApplicationReadyEvent> warmUp(Operations operations) {
    return ready -> Thread.ofVirtual().name("warm-up").start(operations::warmUp);
  }
}
