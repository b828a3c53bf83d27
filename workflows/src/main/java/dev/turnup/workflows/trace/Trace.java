package dev.turnup.workflows.trace;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a trace, as its two headers tell it (W3C Trace Context, section 3).
 *
 * @param traceparent version 00: the trace, the span, whether it is sampled
 * @param tracestate what tracing systems say to each other; empty if nothing
 */
public record Trace(String traceparent, String tracestate) {

  /** The header that names trace and span. */
  public static final String TRACEPARENT = "traceparent";

  /** The header beside it. */
  public static final String TRACESTATE = "tracestate";

  private static final Pattern FORM =
      Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  /** What every tracing system has to pass on (section 3.3.1.5). */
  private static final int LONGEST_STATE = 512;

  /**
   * @throws IllegalArgumentException if the headers are malformed
   */
  public Trace {
    if (!FORM.matcher(traceparent).matches()) {
      throw new IllegalArgumentException("traceparent (expected: 00-<trace>-<span>-<flags>)");
    }
    if (tracestate.length() > LONGEST_STATE) {
      throw new IllegalArgumentException(
          "tracestate (expected: at most %d characters)".formatted(LONGEST_STATE));
    }
  }

  /** Empty if the first is missing or malformed; a second that is too long is left out. */
  public static Optional<Trace> of(@Nullable String traceparent, @Nullable String tracestate) {
    if (traceparent == null || !FORM.matcher(traceparent).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Trace(
            traceparent,
            tracestate == null || tracestate.length() > LONGEST_STATE ? "" : tracestate));
  }

  /** 32 hexadecimal digits. */
  public String traceId() {
    Matcher parts = FORM.matcher(traceparent);
    return parts.matches() ? parts.group(1) : "";
  }
}
