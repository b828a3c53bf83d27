package dev.turnup.activities.callback;

import dev.turnup.workflows.callback.CallbackError;
import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended.
 *
 * @param error null if the receiver took it
 * @param words for operators, without address, number or secret
 * @param called whether the receiver was called
 * @param dialled where; null if nowhere
 * @param status null if none was answered
 * @param answer see {@link Snippet}
 * @param pause the least one before the next attempt; null if there is nothing to say
 */
record Verdict(
    @Nullable CallbackError error,
    String words,
    boolean called,
    @Nullable InetAddress dialled,
    @Nullable Integer status,
    @Nullable String answer,
    @Nullable Duration pause) {

  static Verdict notCalled(CallbackError error, String words, @Nullable Duration pause) {
    return new Verdict(error, words, false, null, null, null, pause);
  }

  static Verdict notAnswered(CallbackError error, String words, @Nullable InetAddress dialled) {
    return new Verdict(error, words, true, dialled, null, null, null);
  }

  /** Whether it speaks against the receiver's host: it was called, and failed by itself. */
  boolean isTheHostsFault() {
    return called && error != null && !error.isOurs() && !error.isFinal();
  }

  /** For metrics. */
  String result() {
    if (status != null) {
      return status / 100 + "xx";
    }
    return called ? "no_answer" : "not_called";
  }
}
