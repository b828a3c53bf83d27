package dev.turnup.worker;

import dev.turnup.activities.callback.CallbackConfiguration;
import dev.turnup.activities.callback.CallbackSettings;
import dev.turnup.activities.http.CallSpans;
import dev.turnup.activities.ledger.LedgerConfiguration;
import dev.turnup.activities.provisioning.ProvisioningConfiguration;
import dev.turnup.activities.suspension.SuspensionConfiguration;
import dev.turnup.receivers.ReceiverConfiguration;
import dev.turnup.workflows.callback.CallbackSender;
import dev.turnup.workflows.provisioning.ProvisioningSystems;
import dev.turnup.workflows.redelivery.CallbackLedger;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** All of the worker but the process around it; what standalone imports. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkerSettings.class)
@Import({
  ProvisioningConfiguration.class,
  ReceiverConfiguration.class,
  CallbackConfiguration.class,
  SuspensionConfiguration.class,
  LedgerConfiguration.class
})
public class WorkerConfiguration {

  private static final Logger log = LoggerFactory.getLogger(WorkerConfiguration.class);

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  CallSpans callSpans(Tracer tracer, Propagator headers) {
    return new CallSpans(tracer, headers);
  }

  @Bean
  TemporalWorkers temporalWorkers(
      WorkflowClient temporal,
      ProvisioningSystems systems,
      CallbackSender callbacks,
      CallbackLedger ledger,
      CallbackSettings callbackSettings,
      WorkerSettings settings) {
    if (callbackSettings.maxConnections() < settings.concurrentCallbacks()) {
      log.warn(
          "turnup.callback.max-connections is {}: callbacks will wait for each other's connections."
              + " Set it to {} or more, twice turnup.worker.concurrent-activities",
          callbackSettings.maxConnections(),
          settings.concurrentCallbacks());
    }
    return new TemporalWorkers(temporal, systems, callbacks, ledger, settings);
  }

  @Bean
  WorkerHealth worker(TemporalWorkers workers) {
    return new WorkerHealth(workers);
  }
}
