package dev.turnup.workflows.trace;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The trace that the current thread works for: a workflow's or an activity's. */
public final class CurrentTrace {

  /** Under this name log lines find the trace id; Micrometer uses the same. */
  private static final String LOG_KEY = "traceId";

  private static final ThreadLocal<@Nullable Trace> CURRENT = new ThreadLocal<>();

  private CurrentTrace() {}

  /** Empty outside of workflows and activities, and in those that nobody traces. */
  public static Optional<Trace> get() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** From now on this thread, a workflow's, works for that trace. */
  public static void goOnIn(Trace trace) {
    set(trace);
  }

  static void set(@Nullable Trace trace) {
    if (trace == null) {
      CURRENT.remove();
      MDC.remove(LOG_KEY);
    } else {
      CURRENT.set(trace);
      MDC.put(LOG_KEY, trace.traceId());
    }
  }
}
