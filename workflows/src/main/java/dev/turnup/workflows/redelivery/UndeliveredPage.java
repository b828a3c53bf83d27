package dev.turnup.workflows.redelivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the operations whose outcome did not get through.
 *
 * @param waiting the correlation ids of those that wait for another attempt
 * @param givenUp the correlation ids of those that are over
 * @param next the page after this one; null if this is the last
 */
public record UndeliveredPage(List<String> waiting, List<String> givenUp, @Nullable String next) {

  public UndeliveredPage {
    waiting = List.copyOf(waiting);
    givenUp = List.copyOf(givenUp);
  }
}
