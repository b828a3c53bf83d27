package dev.turnup.api;

import dev.turnup.workflows.payload.DurableJson;
import io.temporal.common.converter.DataConverter;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The api as a process of its own. It may run many times over. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
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
