package dev.turnup.api.schema;

import dev.turnup.api.plan.DeviceCategories;
import dev.turnup.api.schema.SchemaSettings.ServiceSchemas;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The schemas that were configured, compiled when the api starts. */
public final class Schemas {

  /** In place of a category: those that are not listed. */
  static final String ANY = "any";

  private final SortedMap<String, OfService> byServiceType = new TreeMap<>();
  private final Map<String, DetailsSchema> byLocation = new HashMap<>();
  private final Function<String, DetailsSchema> reader;

  /** The schemas of one service type; the device's by category, {@link #ANY} among them. */
  record OfService(DetailsSchema serviceDetails, Map<String, DetailsSchema> deviceDetails) {

    static final OfService ANYTHING =
        new OfService(DetailsSchema.anything(), Map.of(ANY, DetailsSchema.anything()));

    DetailsSchema ofDevice(@Nullable String category) {
      DetailsSchema own = category == null ? null : deviceDetails.get(category);
      return own == null ? Objects.requireNonNull(deviceDetails.get(ANY)) : own;
    }
  }

  Schemas(
      SchemaSettings settings, Set<String> serviceTypes, Function<String, DetailsSchema> reader) {
    this.reader = reader;
    serviceTypes.forEach(type -> byServiceType.put(type, OfService.ANYTHING));
    settings
        .schemas()
        .forEach(
            (type, locations) -> {
              String key = SchemaSettings.KEY + "." + type;
              if (byServiceType.replace(type, ofService(key, locations)) == null) {
                throw new IllegalArgumentException(
                    "%s: there is no plan for this service type (expected: one of %s)"
                        .formatted(key, String.join(", ", serviceTypes)));
              }
            });
  }

  /** What {@code service_details} may carry. */
  public DetailsSchema serviceDetails(String serviceType) {
    return find(serviceType).orElse(OfService.ANYTHING).serviceDetails();
  }

  /** What {@code new_service_device_details} may carry. */
  public DetailsSchema deviceDetails(String serviceType, @Nullable String category) {
    return find(serviceType).orElse(OfService.ANYTHING).ofDevice(category);
  }

  /** The schemas of a service type; empty if it is unknown. */
  Optional<OfService> find(String serviceType) {
    return Optional.ofNullable(byServiceType.get(serviceType));
  }

  Set<String> serviceTypes() {
    return byServiceType.keySet();
  }

  private OfService ofService(String key, ServiceSchemas locations) {
    Map<String, DetailsSchema> byCategory = new LinkedHashMap<>();
    locations
        .newServiceDeviceDetails()
        .forEach(
            (name, location) -> {
              String deviceKey = key + ".new-service-device-details." + name;
              // Of one category in two spellings the first counts: it is the environment's.
              byCategory.computeIfAbsent(
                  category(deviceKey, name), category -> schema(deviceKey, location));
            });
    byCategory.putIfAbsent(ANY, DetailsSchema.anything());
    return new OfService(schema(key + ".service-details", locations.serviceDetails()), byCategory);
  }

  private DetailsSchema schema(String key, @Nullable String location) {
    if (location == null || location.isBlank()) {
      return DetailsSchema.anything();
    }
    try {
      return byLocation.computeIfAbsent(location, reader);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s: %s".formatted(key, location, e.getMessage()), e);
    }
  }

  /** Environment variables know neither capitals nor underscores within a name. */
  private static String category(String key, String name) {
    if (plain(name).equals(ANY)) {
      return ANY;
    }
    return DeviceCategories.ALL.stream()
        .filter(category -> plain(category).equals(plain(name)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: there is no category of this name (expected: %s or one of %s)"
                        .formatted(key, ANY, String.join(", ", DeviceCategories.ALL))));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
  }
}
