package dev.turnup.api.plan;

import dev.turnup.workflows.provisioning.LostAnswer;
import dev.turnup.workflows.provisioning.Patience;
import dev.turnup.workflows.provisioning.WaitsFor;
import java.time.Duration;
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

  /**
   * The plans of one service type.
   *
   * @param createService null where services of this type cannot be created
   * @param updateServiceDevice by the category of the device, {@code any} for those not listed
   */
  record ServicePlans(
      @Nullable Course createService, @DefaultValue Map<String, Course> updateServiceDevice) {}

  /** A plan before it is known for which request. */
  record Course(
      @DefaultValue("7d") Duration deadline,
      @DefaultValue("3d") Duration holdFor,
      @DefaultValue List<Step> steps) {}

  /**
   * A step as {@link dev.turnup.workflows.provisioning.PlanStep} describes it. What is left out is
   * null here, and refused when the plan is made of it.
   *
   * @param needs separated by commas: Spring takes the members of a list within a list that another
   *     source replaces for keys that nobody knows
   * @param readBack an action of the same system, or {@code system/action}
   * @param localFirst null for yes, unless a lost answer forbids it
   * @param waitsFor what is waited for instead of asking the system
   * @param onlyWith the {@link Condition} without which the step is left out; as text, like needs
   * @param onlyWithout the condition with which the step is left out
   * @param enabled whether it is done at all; a switch for plans that have another key decide
   */
  record Step(
      @Nullable String name,
      @Nullable String title,
      @Nullable String system,
      @Nullable String action,
      @DefaultValue List<String> needs,
      @Nullable String undo,
      @Nullable String undoneWith,
      @DefaultValue("false") boolean changesNothing,
      @DefaultValue("false") boolean pointOfNoReturn,
      @DefaultValue("repeat") LostAnswer whenAnswerIsLost,
      @Nullable String readBack,
      @Nullable Boolean localFirst,
      @DefaultValue("hours") Patience patience,
      @Nullable WaitsFor waitsFor,
      @DefaultValue List<String> onlyWith,
      @DefaultValue List<String> onlyWithout,
      @DefaultValue("true") boolean enabled) {}
}
