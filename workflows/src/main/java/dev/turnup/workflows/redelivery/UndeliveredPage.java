package dev.turnup.workflows.redelivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the outcomes that did not get through.
 *
 * @param waiting the workflow ids of the operations and redeliveries that wait for another attempt
 * @param givenUp the correlation ids of the operations that are over, each once
 * @param next the page after this one; null if this is the last
 */
public record UndeliveredPage(List<String> waiting, List<String> givenUp, @Nullable String next) {

  public UndeliveredPage {
    waiting = List.copyOf(waiting);
    givenUp = List.copyOf(givenUp);
  }
}
