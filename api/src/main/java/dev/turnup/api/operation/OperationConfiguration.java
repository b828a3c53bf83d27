package dev.turnup.api.operation;

import io.temporal.client.WorkflowClient;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OperationSettings.class)
class OperationConfiguration {

  @Bean
  Operations operations(WorkflowClient temporal, OperationSettings settings) {
    return new Operations(temporal, settings);
  }
}
