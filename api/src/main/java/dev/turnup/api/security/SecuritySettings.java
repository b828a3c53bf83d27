package dev.turnup.api.security;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the tokens say.
 *
 * @param partnerClaim the claim that names the partner; tokens without it are refused
 */
@ConfigurationProperties(value = "turnup.security", ignoreUnknownFields = false)
record SecuritySettings(@DefaultValue("sub") String partnerClaim) {

  SecuritySettings {
    if (partnerClaim.isBlank()) {
      throw new IllegalArgumentException(
          "turnup.security.partner-claim: '%s' (expected: the name of a claim)"
              .formatted(partnerClaim));
    }
  }
}
