package dev.turnup.worker;

import dev.turnup.workflows.payload.DurableJson;
import io.temporal.common.converter.DataConverter;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The worker as a process of its own. It may run many times over. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({WorkerConfiguration.class, WorkerSecurity.class})
public class WorkerApplication {

  /** Starts the worker. */
  public static void main(String[] arguments) {
    SpringApplication.run(WorkerApplication.class, arguments);
  }

  @Bean
  DataConverter dataConverter() {
    return DurableJson.dataConverter();
  }
}
