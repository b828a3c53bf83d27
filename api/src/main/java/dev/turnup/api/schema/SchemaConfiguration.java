package dev.turnup.api.schema;

import dev.turnup.api.plan.Plans;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

@Configuration(proxyBeanMethods = false)
class SchemaConfiguration {

  @Bean
  Schemas schemas(Environment environment, Plans plans, ResourceLoader resources) {
    return new Schemas(
        SchemaSettings.of(environment), plans.serviceTypes(), new SchemaReader(resources)::read);
  }
}
