package dev.turnup.workflows.operation;

/**
 * A callback cannot be sent at once, as it is being sent right now. A plain exception, as the SDK
 * loses the type of a Temporal failure that a validator throws; so the name of this class is known
 * to api and workers, and never changed.
 */
public final class BeingSent extends IllegalStateException {

  /** Of the failure that callers see. */
  public static final String TYPE = BeingSent.class.getName();

  public BeingSent() {
    super("It is being sent right now: wait for what comes of it");
  }
}
