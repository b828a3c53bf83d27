package dev.turnup.workflows.provisioning;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A kind of service, by the name that partners use in paths: {@code multisim}, {@code applewatch}
 * and so on. Which ones there are is a matter of the configured plans, not of the code.
 */
public record ServiceType(@JsonValue String name) {

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_-]{0,39}");

  /**
   * @throws IllegalArgumentException if the name is not 1 to 40 lower-case letters, digits, dashes
   *     or underscores, starting with a letter
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ServiceType {
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "service type: '%s' (expected: %s)".formatted(name, FORM.pattern()));
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
