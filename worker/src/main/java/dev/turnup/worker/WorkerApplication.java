package dev.turnup.worker;

import dev.turnup.workflows.payload.DurableJson;
import dev.turnup.workflows.trace.TracePropagator;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import io.temporal.spring.boot.autoconfigure.OpenTracingAutoConfiguration;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The worker as a process of its own. It may run many times over. */
@SpringBootConfiguration(proxyBeanMethods = false)
// It would make spans of the SDK's own, of each task and attempt; ours are of calls over HTTP.
@EnableAutoConfiguration(exclude = OpenTracingAutoConfiguration.class)
@Import({WorkerConfiguration.class, WorkerSecurity.class})
public class WorkerApplication {

  /** Starts the worker. */
  public static void main(String[] arguments) {
    SpringApplication.run(WorkerApplication.class, arguments);
  }

  /** Standalone has the api's, which tells where requests are as well. */
  @Bean
  TemporalOptionsCustomizer<WorkflowClientOptions.Builder> traces() {
    return options -> options.setContextPropagators(List.of(new TracePropagator(Optional::empty)));
  }

  @Bean
  DataConverter dataConverter() {
    return DurableJson.dataConverter();
  }
}
