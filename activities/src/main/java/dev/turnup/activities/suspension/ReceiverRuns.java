package dev.turnup.activities.suspension;

import dev.turnup.workflows.redelivery.ReceiverState;
import java.util.Optional;

/** The runs that watch over receivers in trouble. Whatever fails does so by a runtime exception. */
interface ReceiverRuns {

  /** How the receiver stands; empty if it is in no trouble. */
  Optional<ReceiverState> find(String host);

  /** Tells of a failure; whoever is the first to do so has it watched over. */
  void failed(String host);

  /** Tells that a callback got through. */
  void delivered(String host);

  /** Whether a callback may be sent to see whether the receiver is well again. */
  boolean mayProbe(String host);
}
