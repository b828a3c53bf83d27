package dev.turnup.activities.http;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** What has become of a call so far. */
final class Course {

  /** Of the call that this thread makes: the client resolves names in the thread of the caller. */
  static final ThreadLocal<Course> OF_THIS_THREAD = new ThreadLocal<>();

  /** Where the client's context keeps it. */
  static final String ATTRIBUTE = "turnup.course";

  final OnBehalfOf caller;

  /** It got its turn: a connection was free, or there was room for another. */
  volatile boolean itsTurn;

  /** From now on it may arrive. */
  volatile boolean sending;

  /** The deadline has passed. */
  volatile boolean late;

  /** As far as is known. */
  volatile @Nullable InetAddress dialled;

  Course(OnBehalfOf caller) {
    this.caller = caller;
  }
}
