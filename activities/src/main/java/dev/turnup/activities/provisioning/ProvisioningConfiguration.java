package dev.turnup.activities.provisioning;

import dev.turnup.activities.http.CallSpans;
import dev.turnup.workflows.provisioning.ProvisioningSystems;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The door of this package. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProvisioningSettings.class)
public class ProvisioningConfiguration {

  @Bean
  ProvisioningSystems provisioningSystems(
      ProvisioningSettings settings,
      ObjectProvider<SslBundles> bundles,
      MeterRegistry meters,
      Clock clock,
      CallSpans spans) {
    return ConfiguredSystems.of(
        settings, bundles.getIfAvailable(DefaultSslBundleRegistry::new), meters, clock, spans);
  }
}
