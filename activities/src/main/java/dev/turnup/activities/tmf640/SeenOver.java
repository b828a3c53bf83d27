package dev.turnup.activities.tmf640;

/**
 * What one attempt of an undo leaves to the next: that it has seen the work over that it takes
 * back, where the services tell that. They tell it only until the undo succeeds: then they look
 * again as if the work were still to come, and an attempt that follows on one whose success was
 * lost would wait in vain.
 */
interface SeenOver {

  /** Whether this attempt or one before it has seen it. */
  boolean already();

  /**
   * It is seen now. To be called before anything is taken back, and to outlive the worker.
   *
   * @throws io.temporal.client.ActivityCompletionException if nobody wants the attempt any more
   */
  void remember();
}
