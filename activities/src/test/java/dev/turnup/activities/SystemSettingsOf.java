package dev.turnup.activities;

import dev.turnup.activities.system.SystemSettings;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings of a system as an operator writes them. */
public final class SystemSettingsOf {

  private SystemSettingsOf() {}

  /** Each as "key=value", the key without the system's name. */
  public static SystemSettings properties(String... properties) {
    Map<String, String> source = new LinkedHashMap<>();
    Arrays.stream(properties)
        .map(property -> property.split("=", 2))
        .forEach(pair -> source.put("system." + pair[0], pair[1]));
    return new Binder(new MapConfigurationPropertySource(source))
        .bindOrCreate("system", SystemSettings.class);
  }
}
