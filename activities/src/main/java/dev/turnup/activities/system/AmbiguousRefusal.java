package dev.turnup.activities.system;

/** A system refused, and perhaps only because an earlier attempt of the same deed succeeded. */
public final class AmbiguousRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * A refusal to be judged by reading back.
   *
   * @param message words for operators; no personal data, no secret
   */
  public AmbiguousRefusal(String message) {
    super(message);
  }
}
