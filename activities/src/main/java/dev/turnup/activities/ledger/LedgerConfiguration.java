package dev.turnup.activities.ledger;

import dev.turnup.workflows.redelivery.CallbackLedger;
import io.temporal.client.WorkflowClient;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The door of this package. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RedeliverySettings.class)
public class LedgerConfiguration {

  @Bean
  CallbackLedger callbackLedger(WorkflowClient temporal, RedeliverySettings settings) {
    return new TemporalLedger(temporal, settings.pageSize());
  }
}
