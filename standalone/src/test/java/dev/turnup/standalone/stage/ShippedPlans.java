package dev.turnup.standalone.stage;

import dev.turnup.api.plan.Plans;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;

/** The plans that come with the api, as an operator gets them who configures none. */
public final class ShippedPlans {

  @ComponentScan(basePackageClasses = Plans.class)
  private static final class PlansOnly {}

  private ShippedPlans() {}

  /** All of them. */
  public static Plans all() {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(PlansOnly.class)
            .web(WebApplicationType.NONE)
            .logStartupInfo(false)
            // The file that the api imports; nothing else of the api is started.
            .properties("spring.config.name=plans", "spring.main.banner-mode=off")
            .run()) {
      return context.getBean(Plans.class);
    }
  }
}
