package dev.turnup.api.plan;

import dev.turnup.api.plan.PlanSettings.ServicePlans;
import dev.turnup.api.plan.PlanSettings.Step;
import dev.turnup.workflows.operation.OperationType;
import dev.turnup.workflows.provisioning.Plan;
import dev.turnup.workflows.provisioning.PlanStep;
import dev.turnup.workflows.provisioning.ServiceType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The plans that were configured, checked when the api starts. */
public final class Plans {

  private final SortedMap<String, Map<OperationType, Plan>> byServiceType = new TreeMap<>();

  Plans(PlanSettings settings) {
    settings
        .plans()
        .forEach((name, plans) -> byServiceType.put(serviceType(name), plansOf(name, plans)));
    if (byServiceType.isEmpty()) {
      throw new IllegalArgumentException(
          "turnup.plans is empty: no service could be ordered (the defaults are in plans.yml)");
    }
  }

  /** What is done; empty if the service type is unknown or does not offer the operation. */
  public Optional<Plan> find(String serviceType, OperationType operation) {
    return Optional.ofNullable(byServiceType.getOrDefault(serviceType, Map.of()).get(operation));
  }

  /** The service types for which the operation is offered. */
  public SortedSet<String> serviceTypesOffering(OperationType operation) {
    SortedSet<String> offering = new TreeSet<>();
    byServiceType.forEach(
        (name, plans) -> {
          if (plans.containsKey(operation)) {
            offering.add(name);
          }
        });
    return offering;
  }

  private static String serviceType(String name) {
    try {
      return new ServiceType(name).name();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("turnup.plans: " + e.getMessage(), e);
    }
  }

  private static Map<OperationType, Plan> plansOf(String serviceType, ServicePlans settings) {
    Map<OperationType, Plan> plans = new EnumMap<>(OperationType.class);
    put(plans, OperationType.CREATE_SERVICE, serviceType, settings.createService());
    put(plans, OperationType.UPDATE_SERVICE_DEVICE, serviceType, settings.updateServiceDevice());
    return plans;
  }

  private static void put(
      Map<OperationType, Plan> plans,
      OperationType operation,
      String serviceType,
      @Nullable List<Step> steps) {
    if (steps == null) {
      return;
    }
    try {
      plans.put(operation, new Plan(steps.stream().map(Plans::stepOf).toList()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "turnup.plans.%s, %s: %s".formatted(serviceType, operation, e.getMessage()), e);
    }
  }

  private static PlanStep stepOf(Step step) {
    return new PlanStep(
        required("name", step.name()),
        required("title", step.title()),
        required("system", step.system()),
        required("action", step.action()),
        step.undo(),
        step.repeatable(),
        step.patience());
  }

  private static String required(String component, @Nullable String value) {
    if (value == null) {
      throw new IllegalArgumentException("a step has no " + component);
    }
    return value;
  }
}
