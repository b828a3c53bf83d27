package dev.turnup.activities.system;

import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is set below {@code tmf640}.
 *
 * @param actions by the name that plans use
 */
public record Tmf640Actions(@DefaultValue Map<String, Tmf640Settings.Action> actions) {

  public Tmf640Actions {
    actions = Map.copyOf(actions);
  }
}
