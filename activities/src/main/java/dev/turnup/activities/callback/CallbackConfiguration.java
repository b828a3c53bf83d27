package dev.turnup.activities.callback;

import dev.turnup.workflows.callback.CallbackSender;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The door of this package. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CallbackSettings.class)
public class CallbackConfiguration {

  @Bean
  CallbackSender callbackSender(CallbackSettings settings, MeterRegistry meters, Clock clock) {
    return new HttpCallbackSender(settings, meters, clock, new SecureRandom());
  }
}
