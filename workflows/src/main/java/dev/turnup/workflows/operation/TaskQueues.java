package dev.turnup.workflows.operation;

/** Where work waits for a worker. */
public final class TaskQueues {

  /** Workflows and provisioning steps. */
  public static final String PROVISIONING = "turnup-provisioning";

  /**
   * Callback attempts after the first. A queue of their own, so that receivers that do not answer
   * never take the slots of provisioning.
   */
  public static final String CALLBACKS = "turnup-callbacks";

  private TaskQueues() {}
}
