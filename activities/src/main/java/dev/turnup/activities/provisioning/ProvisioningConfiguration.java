package dev.turnup.activities.provisioning;

import dev.turnup.workflows.provisioning.ProvisioningSystems;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The door of this package. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProvisioningSettings.class)
public class ProvisioningConfiguration {

  @Bean
  ProvisioningSystems provisioningSystems(
      ProvisioningSettings settings, MeterRegistry meters, Clock clock) {
    return new HttpProvisioningSystems(settings, meters, clock);
  }
}
