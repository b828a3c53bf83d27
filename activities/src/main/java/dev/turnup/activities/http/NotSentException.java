package dev.turnup.activities.http;

import java.io.IOException;

/**
 * Nothing of a call has reached those for whom it was meant: there was no such name, nobody
 * listened, TLS was not agreed upon, no connection was free or no time left. Any other {@link
 * IOException} of a call leaves open whether it has arrived.
 */
public final class NotSentException extends IOException {

  private static final long serialVersionUID = 1L;

  NotSentException(IOException cause) {
    super("not sent", cause);
  }

  /** The kind of trouble in one word, which quotes neither address nor data. */
  public String reason() {
    Throwable cause = getCause();
    return (cause == null ? this : cause).getClass().getSimpleName();
  }
}
