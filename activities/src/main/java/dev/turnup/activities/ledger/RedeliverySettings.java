package dev.turnup.activities.ledger;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How callbacks are looked for that are to be sent again.
 *
 * @param pageSize how many at a time; a run of a bulk redelivery takes one page, so that no history
 *     grows long
 */
@ConfigurationProperties(value = "turnup.redelivery", ignoreUnknownFields = false)
record RedeliverySettings(@DefaultValue("200") int pageSize) {

  private static final int MOST = 1000;

  /**
   * @throws IllegalArgumentException if the page size is not 1 to 1000
   */
  RedeliverySettings {
    if (pageSize < 1 || pageSize > MOST) {
      throw new IllegalArgumentException(
          "turnup.redelivery.page-size: %d (expected: 1 to %d)".formatted(pageSize, MOST));
    }
  }
}
