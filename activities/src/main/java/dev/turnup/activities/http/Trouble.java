package dev.turnup.activities.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.MalformedURLException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** Why a call was not answered, as far as its exception tells. */
public enum Trouble {
  /** The name could not be resolved. */
  NAME,

  /** The address may not be called, or is none. */
  FORBIDDEN,

  /** Nobody listens there. */
  REFUSED,

  /**
   * There is no way to the address, or a firewall on it turned us away. Whether the fault is on our
   * side or at the far end cannot be told from it.
   */
  UNREACHABLE,

  /** The connection broke off. */
  RESET,

  /** No answer in time. */
  LATE,

  /** No secure connection. */
  TLS,

  /** What was answered is no HTTP. */
  NO_HTTP,

  /** Our own machine let no call out: no free port, too many files, its own firewall. */
  NO_WAY_OUT,

  /** The call was not begun in time, as no connection was free. */
  NO_TURN,

  /** We were stopped. */
  STOPPED;

  /** What systems say when it is our machine that keeps a connection from being made. */
  private static final List<String> OURS =
      List.of(
          "network is down",
          "assign requested address",
          "address already in use",
          "address not available",
          "operation not permitted",
          "too many open files",
          "no buffer space available");

  /**
   * What they say of ways that end somewhere. A machine without IPv6 says it of every IPv6 address,
   * and Linux translates a firewall's "prohibited" into one of these, the last one over IPv6.
   */
  private static final List<String> SOMEWHERE =
      List.of(
          "network is unreachable",
          "network unreachable",
          "host is unreachable",
          "no route to host",
          "host is down",
          "permission denied");

  /** The trouble that an exception of {@link OutboundHttp} tells of. */
  public static Trouble of(IOException failure) {
    IOException said =
        failure instanceof NotSentException && failure.getCause() instanceof IOException cause
            ? cause
            : failure;
    if (said instanceof ForbiddenAddressException || said instanceof MalformedURLException) {
      return FORBIDDEN;
    }
    if (said instanceof UnknownHostException) {
      return NAME;
    }
    if (said instanceof NoTurnException) {
      return NO_TURN;
    }
    if (said instanceof InterruptedIOException) {
      return Thread.currentThread().isInterrupted() ? STOPPED : LATE;
    }
    if (said instanceof ClosedChannelException) {
      return STOPPED;
    }
    if (said instanceof SSLException) {
      // What broke off while data went to and fro; a handshake that did so is trouble with TLS.
      return said.getCause() instanceof SocketException ? RESET : TLS;
    }
    return said instanceof SocketException socket ? ofSocket(socket) : ofWire(said);
  }

  private static Trouble ofSocket(SocketException said) {
    String words = String.valueOf(said.getMessage()).toLowerCase(Locale.ROOT);
    if (OURS.stream().anyMatch(words::contains)) {
      return NO_WAY_OUT;
    }
    if (said instanceof NoRouteToHostException || SOMEWHERE.stream().anyMatch(words::contains)) {
      return UNREACHABLE;
    }
    if (said instanceof BindException) {
      return NO_WAY_OUT;
    }
    if (said instanceof ConnectException || said instanceof PortUnreachableException) {
      return words.contains("timed out") ? LATE : REFUSED;
    }
    return RESET;
  }

  private static Trouble ofWire(IOException said) {
    return said instanceof NoHttpResponseException
            || said instanceof ConnectionClosedException
            || said instanceof EOFException
        ? RESET
        : NO_HTTP;
  }
}
