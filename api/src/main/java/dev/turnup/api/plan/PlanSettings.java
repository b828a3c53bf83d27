package dev.turnup.api.plan;

import dev.turnup.workflows.provisioning.Patience;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is done for each service type.
 *
 * @param plans by the name of the service type
 */
@ConfigurationProperties(value = "turnup", ignoreUnknownFields = true)
record PlanSettings(@DefaultValue Map<String, ServicePlans> plans) {

  /** The plans of one service type; null where the operation is not offered. */
  record ServicePlans(
      @Nullable List<Step> createService, @Nullable List<Step> updateServiceDevice) {}

  /** A step as {@link dev.turnup.workflows.provisioning.PlanStep} describes it. */
  record Step(
      String name,
      String title,
      String system,
      String action,
      @Nullable String undo,
      @DefaultValue("false") boolean repeatable,
      @DefaultValue("HOURS") Patience patience) {}
}
