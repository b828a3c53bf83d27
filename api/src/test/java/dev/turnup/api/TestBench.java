package dev.turnup.api;

import dev.turnup.workflows.operation.OperationAttributes;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import io.temporal.testing.TestEnvironmentOptions;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** What tests need beside the api. No stereotype, so that the api's own scan passes it over. */
public class TestBench {

  @Bean
  TemporalOptionsCustomizer<TestEnvironmentOptions.Builder> realTimeAndKnownAttributes() {
    return options -> {
      OperationAttributes.ALL.forEach(
          key ->
              options.registerSearchAttribute(
                  key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
      return options.setUseTimeskipping(false);
    };
  }

  @Bean
  Desk desk(Environment environment) {
    return new Desk(environment);
  }
}
