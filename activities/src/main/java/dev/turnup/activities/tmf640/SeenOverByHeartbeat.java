package dev.turnup.activities.tmf640;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;

/**
 * Kept by the server, which hands the details of a heartbeat to all later attempts of the activity.
 */
final class SeenOverByHeartbeat implements SeenOver {

  /** Shown by the Temporal UI. */
  private static final String DETAILS = "seen over";

  @Override
  public boolean already() {
    ActivityExecutionContext attempt = Activity.getExecutionContext();
    return attempt.getHeartbeatDetails(String.class).filter(DETAILS::equals).isPresent();
  }

  /** The first heartbeat of an attempt is sent at once, and this returns when it is kept. */
  @Override
  public void remember() {
    Activity.getExecutionContext().heartbeat(DETAILS);
  }
}
