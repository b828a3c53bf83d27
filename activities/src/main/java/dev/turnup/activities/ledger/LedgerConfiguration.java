package dev.turnup.activities.ledger;

import dev.turnup.workflows.redelivery.CallbackLedger;
import io.temporal.client.WorkflowClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The door of this package. */
@Configuration(proxyBeanMethods = false)
public class LedgerConfiguration {

  @Bean
  CallbackLedger callbackLedger(WorkflowClient temporal) {
    return new TemporalLedger(temporal);
  }
}
