package dev.turnup.activities.system;

import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How we present ourselves to an SM-DP+ (GSMA SGP.22, section 6.5).
 *
 * @param functionRequesterIdentifier who asks; agreed with the SM-DP+
 * @param protocolVersion for {@code X-Admin-Protocol}, as three numbers with dots
 */
public record Es2PlusSettings(
    @DefaultValue("turnup") String functionRequesterIdentifier,
    @DefaultValue("2.2.0") String protocolVersion) {

  private static final Pattern VERSION = Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+");

  /**
   * @throws IllegalArgumentException if the identifier is blank or the version malformed
   */
  public Es2PlusSettings {
    if (functionRequesterIdentifier.isBlank()) {
      throw new IllegalArgumentException("es2plus.function-requester-identifier is blank");
    }
    if (!VERSION.matcher(protocolVersion).matches()) {
      throw new IllegalArgumentException(
          "es2plus.protocol-version: '%s' (expected: such as 2.2.0)".formatted(protocolVersion));
    }
  }

  /** What holds if nothing is said. */
  static Es2PlusSettings byDefault() {
    return new Es2PlusSettings("turnup", "2.2.0");
  }
}
