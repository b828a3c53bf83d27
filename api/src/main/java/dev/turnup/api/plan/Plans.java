package dev.turnup.api.plan;

import dev.turnup.api.plan.PlanSettings.Course;
import dev.turnup.api.plan.PlanSettings.ServicePlans;
import dev.turnup.workflows.provisioning.ServiceType;
import dev.turnup.workflows.provisioning.WaitsFor;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The plans that were configured, checked when the api starts. */
public final class Plans {

  /** Stands for the categories that have no plan of their own. */
  private static final String ANY = "any";

  private final SortedMap<String, ServiceTemplates> byServiceType = new TreeMap<>();

  /** The plans of one service type; those for devices by the letters of the category. */
  private record ServiceTemplates(
      Optional<PlanTemplate> createService, Map<String, PlanTemplate> updateServiceDevice) {}

  Plans(PlanSettings settings) {
    settings
        .plans()
        .forEach((name, plans) -> byServiceType.put(serviceType(name), templates(name, plans)));
    if (byServiceType.isEmpty()) {
      throw new IllegalArgumentException(
          "turnup.plans is empty: no service could be ordered (the defaults are in plans.yml)");
    }
  }

  /** How a service is created; empty if the service type is unknown or cannot be created. */
  public Optional<PlanTemplate> toCreate(String serviceType) {
    return Optional.ofNullable(byServiceType.get(serviceType))
        .flatMap(ServiceTemplates::createService);
  }

  /** How a device is changed; empty if the service type has no such devices. */
  public Optional<PlanTemplate> toUpdateDevice(String serviceType, String category) {
    return Optional.ofNullable(byServiceType.get(serviceType))
        .map(ServiceTemplates::updateServiceDevice)
        .flatMap(
            plans -> Optional.ofNullable(plans.getOrDefault(letters(category), plans.get(ANY))));
  }

  /** All service types that have a plan. */
  public SortedSet<String> serviceTypes() {
    return serviceTypes(templates -> true);
  }

  /** The service types that can be created. */
  public SortedSet<String> creatable() {
    return serviceTypes(templates -> templates.createService().isPresent());
  }

  /** The service types that have devices of any category. */
  public SortedSet<String> withDevices() {
    return serviceTypes(templates -> !templates.updateServiceDevice().isEmpty());
  }

  /** The categories of devices that a service of this type can have; all if the type is unknown. */
  public Set<String> deviceCategories(String serviceType) {
    Set<String> served = new LinkedHashSet<>(DeviceCategories.ALL);
    if (withDevices().contains(serviceType)) {
      served.removeIf(category -> toUpdateDevice(serviceType, category).isEmpty());
    }
    return served;
  }

  /** Whether any plan waits until an eSIM profile is installed. */
  public boolean awaitInstallations() {
    return byServiceType.values().stream()
        .flatMap(
            plans ->
                Stream.concat(
                    plans.createService().stream(), plans.updateServiceDevice().values().stream()))
        .anyMatch(template -> template.waitsFor(WaitsFor.ESIM_INSTALLATION));
  }

  private SortedSet<String> serviceTypes(Predicate<ServiceTemplates> offering) {
    SortedSet<String> names = new TreeSet<>();
    byServiceType.forEach(
        (name, templates) -> {
          if (offering.test(templates)) {
            names.add(name);
          }
        });
    return names;
  }

  private static String serviceType(String name) {
    try {
      return new ServiceType(name).name();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("turnup.plans: " + e.getMessage(), e);
    }
  }

  private static ServiceTemplates templates(String serviceType, ServicePlans plans) {
    Map<String, PlanTemplate> devices = new HashMap<>();
    plans
        .updateServiceDevice()
        .forEach(
            (category, course) -> {
              String key = serviceType + ".update-service-device." + category;
              requireCategory(key, category);
              devices.put(letters(category), template(key, course));
            });
    return new ServiceTemplates(
        Optional.ofNullable(plans.createService())
            .map(course -> template(serviceType + ".create-service", course)),
        devices);
  }

  private static PlanTemplate template(String key, Course course) {
    try {
      return PlanTemplate.of(course);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("turnup.plans.%s: %s".formatted(key, e.getMessage()), e);
    }
  }

  private static void requireCategory(String key, String category) {
    if (!letters(category).equals(ANY)
        && DeviceCategories.ALL.stream().noneMatch(c -> letters(c).equals(letters(category)))) {
      throw new IllegalArgumentException(
          "turnup.plans.%s: there is no such category (expected: any, %s)"
              .formatted(key, String.join(", ", DeviceCategories.ALL)));
    }
  }

  /** Spring drops the underscore of a key such as WIFI_EXTENDER, and environments the case. */
  private static String letters(String category) {
    return category.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
  }
}
