package dev.turnup.activities.http;

import java.io.InterruptedIOException;

/** The call was not begun in time, which is nobody's fault but ours. */
final class NoTurnException extends InterruptedIOException {

  private static final long serialVersionUID = 1L;

  NoTurnException(String why) {
    super(why);
  }
}
