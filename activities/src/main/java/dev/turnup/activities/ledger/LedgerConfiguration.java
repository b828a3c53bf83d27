package dev.turnup.activities.ledger;

import dev.turnup.workflows.redelivery.CallbackLedger;
import io.temporal.client.WorkflowClient;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The door of this package. */
@Configuration(proxyBeanMethods = false)
public class LedgerConfiguration {

  /**
   * @param page a run of a bulk redelivery takes one, so that no history grows long
   */
  @Bean
  CallbackLedger callbackLedger(
      WorkflowClient temporal, @Value("${turnup.redelivery.page-size:200}") int page) {
    return new TemporalLedger(temporal, page);
  }
}
