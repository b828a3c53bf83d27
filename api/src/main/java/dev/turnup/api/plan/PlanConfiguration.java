package dev.turnup.api.plan;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class PlanConfiguration {

  @Bean
  Plans plans(Environment environment) {
    return new Plans(PlanSettings.of(environment));
  }
}
