package dev.turnup.api.schema;

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
 * Where the schemas are.
 *
 * @param schemas by the name of the service type
 */
record SchemaSettings(Map<String, ServiceSchemas> schemas) {

  static final String KEY = "turnup.schemas";

  /** The settings under {@code turnup.schemas}; bound by hand for the reasons that plans have. */
  static SchemaSettings of(Environment environment) {
    BindHandler strict =
        new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter());
    return new SchemaSettings(
        Binder.get(environment, strict)
            .bind(KEY, Bindable.mapOf(String.class, ServiceSchemas.class))
            .orElse(Map.of()));
  }

  /**
   * The locations for one service type, {@code classpath:} or {@code file:}; anything goes where
   * there is none, or an empty one.
   *
   * @param newServiceDeviceDetails by category, or {@code any} for those that are not listed
   */
  record ServiceSchemas(
      @Nullable String serviceDetails, @DefaultValue Map<String, String> newServiceDeviceDetails) {}
}
