package dev.turnup.api.callback;

import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CallbackConfiguration {

  private static final String TIMEOUT = "${turnup.operation.temporal-timeout:3s}";

  @Bean
  Redeliveries redeliveries(WorkflowClient temporal, @Value(TIMEOUT) Duration timeout) {
    return new Redeliveries(temporal, InstantSource.system(), timeout);
  }

  @Bean
  Errands errands(WorkflowClient temporal, @Value(TIMEOUT) Duration timeout) {
    return new Errands(temporal, timeout);
  }

  @Bean
  BulkRedeliveries bulkRedeliveries(Errands errands) {
    return new BulkRedeliveries(errands, InstantSource.system());
  }

  @Bean
  CallbackTests callbackTests(Errands errands) {
    return new CallbackTests(errands);
  }
}
