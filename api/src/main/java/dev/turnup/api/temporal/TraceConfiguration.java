package dev.turnup.api.temporal;

import dev.turnup.workflows.trace.TracePropagator;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TraceConfiguration {

  @Bean
  TemporalOptionsCustomizer<WorkflowClientOptions.Builder> requestTraces(
      Tracer tracer, Propagator headers) {
    return options ->
        options.setContextPropagators(
            List.of(new TracePropagator(new RequestTrace(tracer, headers))));
  }

  /**
   * The path of a request names the service, which may be a telephone number; its pattern stays.
   */
  @Bean
  ObservationFilter withoutPaths() {
    return context -> context.removeHighCardinalityKeyValue("http.url");
  }
}
