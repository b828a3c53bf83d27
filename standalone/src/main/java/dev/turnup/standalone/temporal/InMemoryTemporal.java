package dev.turnup.standalone.temporal;

import dev.turnup.workflows.operation.OperationAttributes;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import io.temporal.testing.TestEnvironmentOptions;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the server that the SDK has for tests behave like a real one, as far as it can. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("spring.temporal.test-server.enabled")
public class InMemoryTemporal {

  @Bean
  TemporalOptionsCustomizer<TestEnvironmentOptions.Builder> realTime() {
    return options -> {
      OperationAttributes.ALL.forEach(
          key ->
              options.registerSearchAttribute(
                  key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
      return options.setUseTimeskipping(false);
    };
  }
}
