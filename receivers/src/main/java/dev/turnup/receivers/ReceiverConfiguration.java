package dev.turnup.receivers;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The door of this package. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReceiverSettings.class)
public class ReceiverConfiguration {

  @Bean
  ReceiverRules receiverRules(ReceiverSettings settings) {
    return new ReceiverRules(settings);
  }
}
