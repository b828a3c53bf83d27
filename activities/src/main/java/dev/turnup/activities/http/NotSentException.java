package dev.turnup.activities.http;

import java.io.IOException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

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

  /**
   * Whether one of the two does not accept the other's certificate, or they speak no TLS in common:
   * it stays like that until somebody mends it. A handshake that took too long or broke off may go
   * well the next time.
   */
  public boolean isTlsRefused() {
    Throwable cause = getCause();
    return (cause instanceof SSLHandshakeException || cause instanceof SSLPeerUnverifiedException)
        && !isOfConnection(cause.getCause());
  }

  private static boolean isOfConnection(@Nullable Throwable cause) {
    return cause instanceof IOException && !(cause instanceof SSLException);
  }
}
