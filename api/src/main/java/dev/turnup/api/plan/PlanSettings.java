package dev.turnup.api.plan;

import dev.turnup.workflows.provisioning.Patience;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;

/**
 * What is done for each service type.
 *
 * @param plans by the name of the service type
 */
record PlanSettings(Map<String, ServicePlans> plans) {

  private static final String KEY = "turnup.plans";

  /**
   * The settings under {@code turnup.plans}. Bound by hand, as {@code @ConfigurationProperties} of
   * a map would need the prefix {@code turnup}, where it cannot refuse keys that nobody knows; and
   * a misspelt {@code undo} must not pass for a step without one.
   */
  static PlanSettings of(Environment environment) {
    BindHandler strict =
        new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter());
    return new PlanSettings(
        Binder.get(environment, strict)
            .bind(KEY, Bindable.mapOf(String.class, ServicePlans.class))
            .orElse(Map.of()));
  }

  /** The plans of one service type; null where the operation is not offered. */
  record ServicePlans(
      @Nullable List<Step> createService, @Nullable List<Step> updateServiceDevice) {}

  /**
   * A step as {@link dev.turnup.workflows.provisioning.PlanStep} describes it. What is left out is
   * null here, and refused when the plan is made of it.
   */
  record Step(
      @Nullable String name,
      @Nullable String title,
      @Nullable String system,
      @Nullable String action,
      @Nullable String undo,
      @DefaultValue("false") boolean repeatable,
      @DefaultValue("HOURS") Patience patience) {}
}
