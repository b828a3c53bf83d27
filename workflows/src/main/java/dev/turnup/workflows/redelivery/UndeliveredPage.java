package dev.turnup.workflows.redelivery;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some of the outcomes that did not get through.
 *
 * @param waiting the workflow ids of the operations and redeliveries that wait for another attempt
 * @param givenUp the correlation ids of the operations that are over, each once on its page
 * @param next the page after this one; null if this is the last
 * @param addresses where the latest redelivery was sent of those that were redelivered, by the
 *     correlation id; null if none was
 */
public record UndeliveredPage(
    List<String> waiting,
    List<String> givenUp,
    @Nullable String next,
    @Nullable Map<String, String> addresses) {

  public UndeliveredPage {
    waiting = List.copyOf(waiting);
    givenUp = List.copyOf(givenUp);
    addresses = addresses == null ? null : Map.copyOf(addresses);
  }

  /** Where to send it: where it was sent last, if not where the request said; null otherwise. */
  public @Nullable String address(String correlationId) {
    return addresses == null ? null : addresses.get(correlationId);
  }
}
