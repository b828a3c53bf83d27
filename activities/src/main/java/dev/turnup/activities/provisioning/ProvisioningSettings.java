package dev.turnup.activities.provisioning;

import dev.turnup.activities.system.SystemSettings;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The systems that plans name.
 *
 * @param systems by the name that plans use
 */
@ConfigurationProperties(value = "turnup.provisioning", ignoreUnknownFields = false)
public record ProvisioningSettings(@DefaultValue Map<String, SystemSettings> systems) {

  public ProvisioningSettings {
    systems = Map.copyOf(systems);
  }
}
