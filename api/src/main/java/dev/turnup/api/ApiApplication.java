package dev.turnup.api;

import dev.turnup.workflows.payload.DurableJson;
import io.temporal.common.converter.DataConverter;
import io.temporal.spring.boot.autoconfigure.OpenTracingAutoConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The api as a process of its own. It may run many times over. */
@SpringBootConfiguration(proxyBeanMethods = false)
// It would make spans of the SDK's own, of each task and attempt; ours are of calls over HTTP.
@EnableAutoConfiguration(exclude = OpenTracingAutoConfiguration.class)
@Import(ApiConfiguration.class)
public class ApiApplication {

  /** Starts the api. */
  public static void main(String[] arguments) {
    SpringApplication.run(ApiApplication.class, arguments);
  }

  @Bean
  DataConverter dataConverter() {
    return DurableJson.dataConverter();
  }
}
